import type { UploadPlace } from '../../upload/upload';
import type { PackageSummary } from '../packing/changes';
import type { Environment } from '../profile';

/** The steps of a publish, in order. */
export const stepIds = ['package', 'upload', 'version', 'build', 'preview', 'submit', 'release'] as const;
export type StepId = (typeof stepIds)[number];

/** Where a publish may end, by the last step that it takes. The human gates lie after `preview`, `submit` and `release`. */
const lastStepOf = {
  uploaded: 'upload',
  built: 'build',
  preview: 'preview',
  submitted: 'submit',
  released: 'release',
} as const satisfies Readonly<Record<string, StepId>>;
export type Until = keyof typeof lastStepOf;
export const untils = Object.keys(lastStepOf) as readonly Until[];
export const isUntil = (text: string): text is Until => Object.hasOwn(lastStepOf, text);

/** What one publish is to do. Kept in the journal; holds no secret. */
export interface PublishPlan {
  /** Names the journal file. */
  readonly id: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly environment: Environment;
  readonly platformId: string;
  readonly mnpId: string;
  readonly programName: string;
  /** Absolute path of the project's root. */
  readonly folder: string;
  /** Version number x.y.z. */
  readonly version: string;
  readonly intro: string;
  readonly until: Until;
  /** What to do when another version is the preview; `ask` until somebody answered. */
  readonly preview: 'ask' | 'replace' | 'keep';
  /** Page that the preview opens, without a leading slash; empty = the home page. */
  readonly entryPath: string;
  /** Where the package goes, in words without secrets; absent in journals of older versions of this product. */
  readonly target?: string;
}

/** What each finished step answers; journaled as JSON. */
export interface StepResults {
  package: {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly files: number;
    /** What ships and what changed; absent in journals of older versions of this product. */
    readonly summary?: PackageSummary;
    /** How many warnings about the folder went to the log. */
    readonly warnings?: number;
    /** The package that was kept for resuming was gone or changed, so the folder was packed as it was then. */
    readonly anew?: true;
  };
  /** `url` is null in the journal when it carries a query, which may be a signature: then the upload is done again. */
  upload: { readonly url: string | null; readonly bytes: number };
  /** `versionId` is known when the version was found by reading back instead of by the reply. */
  version: { readonly taskId: string | null; readonly versionId: number | null; readonly knownIds: readonly number[] };
  build: { readonly versionId: number };
  /** `shown` is false when another version was kept as the preview. */
  preview: { readonly shown: boolean };
  /** Null where the platform shows no number. */
  submit: { readonly approvalNo: string | null };
  /** Milliseconds since the epoch when it was first seen online. */
  release: { readonly seenOnlineAt: number };
}
/** What a step must remember before it sends something that must not be sent twice. */
export interface StepInputs {
  package: never;
  /** Where it goes. */
  upload: UploadPlace;
  /** Version ids that the platform had before the first create; `again`: the user has said to create it once more. */
  version: { readonly knownIds: readonly number[]; readonly again?: true };
  build: never;
  preview: { readonly versionId: number };
  /** Number of the request that was there before; empty = none. */
  submit: { readonly approvalNoBefore: string };
  release: { readonly versionId: number };
}

/** The steps that a publish to `until` takes. */
export function stepsUntil(until: Until): readonly StepId[] {
  return stepIds.slice(0, stepIds.indexOf(lastStepOf[until]) + 1);
}
