/** What the page of a request for approval and the extension say to each other. Every word comes from the extension. */

export interface Fact {
  readonly label: string;
  readonly value: string;
}
/** One super app's verdict. */
export interface VerdictRow {
  readonly applicationId: string;
  readonly name: string;
  readonly state: 'open' | 'approved' | 'rejected' | 'cancelled';
  readonly stateWord: string;
  /** Who decided and when; empty while nobody has. */
  readonly by: string;
  readonly note: string;
  /** May be decided with this key now. */
  readonly canDecide: boolean;
}
export interface PackageBox {
  readonly facts: readonly Fact[];
  /** What the package asks for that the online version does not. */
  readonly added: readonly { readonly label: string; readonly names: readonly string[] }[];
  /** Why there is nothing to compare or to tell; empty = there is. */
  readonly notice: string;
}
export interface ApprovalWords {
  readonly superApps: string;
  readonly package: string;
  readonly note: string;
  readonly noteHint: string;
  readonly noteRequired: string;
  readonly chooseApps: string;
  readonly approve: string;
  readonly reject: string;
  readonly refresh: string;
  readonly busy: string;
}
export interface ApprovalView {
  readonly title: string;
  readonly subject: string;
  readonly kindWord: string;
  readonly environment: 'production' | 'staging' | 'sandbox';
  readonly environmentWord: string;
  readonly facts: readonly Fact[];
  readonly verdicts: readonly VerdictRow[];
  /** Undefined for a sensitive API, which has no package. */
  readonly package: PackageBox | undefined;
  /** The user's own request, or one that may not be decided; empty = neither. */
  readonly notice: string;
  readonly isWarning: boolean;
  readonly draft: string;
  readonly maxNote: number;
  readonly words: ApprovalWords;
}
export type ToApprovalPage =
  /** `isSent`: what was typed has reached the platform. */
  | { readonly type: 'show'; readonly view: ApprovalView; readonly isSent?: true }
  | { readonly type: 'busy' }
  /** The user gave up: what is shown stays. */
  | { readonly type: 'idle' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'done'; readonly message: string };
export type FromApprovalPage =
  | { readonly type: 'ready' | 'refresh' }
  | { readonly type: 'draft'; readonly note: string }
  | {
      readonly type: 'decide';
      readonly decision: 'approve' | 'reject';
      readonly applicationIds: readonly string[];
      readonly note: string;
    };
