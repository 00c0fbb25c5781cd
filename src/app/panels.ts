import type { Event } from '../base/event';
import type { FaultList } from './faults/fault';
import type { FaultEntries, ReadEntries } from './faults/faultForm';
import type { Decision } from './approvals/model';
import type { ApprovalDetails } from './approvals/approvalDetails';
import type { PackagePreview, Place } from './packagePreview/preview';

/** What the QR panel shows. Everything is plain data: the panel fetches nothing. */
export interface QrModel {
  readonly key: string;
  readonly programName: string;
  readonly mnpId: string;
  readonly version: string;
  readonly environment: 'production' | 'staging' | 'sandbox';
  /** Page path the preview opens, without a leading slash; empty = the program's home page. */
  readonly entryPath: string;
  /** `data:image/png;base64,…` */
  readonly imageDataUri: string;
  /** What the code holds, when the platform tells (2025 dialect); else the image's address. */
  readonly link: string;
  /** Milliseconds since the epoch when this was read from the platform. */
  readonly readAt: number;
  /** Reads it again; rejects with a sentence for the user. */
  readonly refresh: () => Promise<QrModel>;
}
/** What the Preview Package panel shows, and what its buttons do. None of them rejects with anything but words for the user. */
export interface PackageModel {
  /** The project's root: there is one panel for each. */
  readonly key: string;
  readonly preview: PackagePreview;
  /** Checks the folder again. Rejects with `Cancelled`, or with a sentence for the user. */
  readonly check: (
    signal: AbortSignal,
    onProgress: (done: { readonly files: number }) => void,
  ) => Promise<PackagePreview>;
  readonly open: (place: Place) => Promise<void>;
  readonly publish: () => Promise<void>;
  readonly save: () => Promise<void>;
  /** Lists what was found in the Problems view and brings it to the front. */
  readonly showProblems: () => void;
}
/** What the panel of a request for approval shows, and what its buttons do. */
export interface ApprovalModel {
  readonly key: string;
  readonly details: ApprovalDetails;
  /** The note as it was left; empty = none. */
  readonly draft: () => string;
  readonly keepDraft: (note: string) => Promise<void>;
  /** Fires when requests were read anew; `isOld` then tells whether this one has changed. */
  readonly onDidChange: Event<unknown>;
  readonly isOld: (shown: ApprovalDetails) => boolean;
  /** Reads it again; rejects with a sentence for the user, or what the client throws. */
  readonly refresh: () => Promise<ApprovalDetails>;
  /**
   * Decides for the given super apps and answers what the platform shows afterwards. Rejects with `Cancelled` when the user
   * gave up, or with a sentence for the user; the note is then kept.
   */
  readonly decide: (decision: Decision, applicationIds: readonly string[], note: string) => Promise<ApprovalDetails>;
}
/** What the panel of faults shows, and what its buttons do. None of them rejects with anything but words for the user. */
export interface FaultsModel {
  /** The profile's id: there is one panel for each sandbox. */
  readonly key: string;
  readonly profileName: string;
  readonly list: () => Promise<FaultList>;
  /** Adds what the form asks for, or says at which field it cannot. */
  readonly add: (entries: FaultEntries) => Promise<FaultList | Exclude<ReadEntries, { readonly fault: unknown }>>;
  readonly addPreset: (id: string) => Promise<FaultList>;
  readonly remove: (id: string) => Promise<FaultList>;
  readonly clear: () => Promise<FaultList>;
}
