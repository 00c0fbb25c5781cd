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
