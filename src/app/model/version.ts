import type { Phase } from '../../contract/enums';
import type { ProgramRef, VersionRef } from './refs';

/**
 * What a version is to its users. The platform answers one row per phase; rows of one version id are grouped
 * (platform-api: DescribeMNPAllStageVersions).
 */
export type VersionState = 'develop' | 'inReview' | 'rejected' | 'withdrawn' | 'approved' | 'online' | 'history';

export interface Version {
  readonly ref: VersionRef;
  readonly state: VersionState;
  readonly phases: readonly Phase[];
  readonly intro: string;
  readonly createdBy: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  /** Of the newest request; undefined when it was never submitted. */
  readonly approvalNo: string | undefined;
  readonly isPreview: boolean;
  /** When it went online (history rows). Milliseconds since the epoch. */
  readonly releasedAt?: number | undefined;
}
export interface Program {
  readonly ref: ProgramRef;
  readonly intro: string;
  readonly description: string;
  /** Categories as the platform writes them: `Type->value`, comma-separated. */
  readonly type: string;
  readonly iconUrl: string;
  readonly onlineVersion: string | undefined;
  readonly isRemoved: boolean;
  readonly createdBy: string;
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
  readonly teamName: string | undefined;
}
/** One super app's verdict on a version. Several may share an approval number. */
export interface ApprovalItem {
  readonly approvalNo: string;
  readonly applicationId: string;
  readonly applicationName: string;
  readonly status: 'pending' | 'processing' | 'rejected' | 'approved' | 'cancelled';
  readonly versionId: number;
  readonly note: string;
  readonly reviewer: string;
  readonly appliedAt: number | undefined;
  readonly decidedAt: number | undefined;
}
/** All that is known of one mini program's versions at one moment. */
export interface ProgramVersions {
  readonly versions: readonly Version[];
  /** Items of requests that concern these versions, newest first. */
  readonly approvals: readonly ApprovalItem[];
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}
