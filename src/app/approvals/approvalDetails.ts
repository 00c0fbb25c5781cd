import type { Profile } from '../profile';
import type { ApprovalRequest } from './model';

/** What this machine knows of a version's package, because it made it. */
export interface PackageFacts {
  readonly files: number;
  /** Sum of the files' sizes. */
  readonly bytes: number;
  readonly pages: number;
  readonly permissions: readonly string[];
  readonly domains: readonly string[];
  /** Against the online version, where that was made here too. */
  readonly since?: {
    /** Number x.y.z of the online version. */
    readonly version: string;
    /** In words. */
    readonly changes: string;
    readonly permissionsAdded: readonly string[];
    readonly domainsAdded: readonly string[];
  };
}
/** All that the details panel shows of a request. */
export interface ApprovalDetails {
  readonly request: ApprovalRequest;
  readonly profile: Pick<Profile, 'name' | 'environment'>;
  /** The version's note; empty = none, or not known. */
  readonly intro: string;
  /** Number of what users have now; undefined = nothing, or not known. */
  readonly onlineVersion: string | undefined;
  readonly package: PackageFacts | undefined;
  /** Super apps for which this key may decide now. */
  readonly decidable: readonly string[];
  /** The owner of this key asked for it. */
  readonly isOwn: boolean;
}
