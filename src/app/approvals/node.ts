import type { ApprovalRef, ApprovalRequest } from './model';
import type { ApprovalGroup } from './approvalsStore';
import type { Phase } from './reads';

/** A request is itself a valid argument of commands. */
export interface RequestNode extends ApprovalRef {
  readonly id: string;
  readonly row: ApprovalRequest;
  /** Whether it waits for the owner of the key. */
  readonly group: ApprovalGroup;
}
export interface ApprovalGroupNode {
  readonly kind: 'approvalGroup';
  readonly id: string;
  readonly group: ApprovalGroup;
}
/** A row in place of others: more to load, or why there are none. */
export interface ApprovalSignNode {
  readonly kind: 'approvalSign';
  readonly id: string;
  readonly sign: 'more' | 'failed' | 'refused' | 'none' | 'notYours' | 'noProfile';
  readonly phase: Phase;
}
export type ApprovalNode = RequestNode | ApprovalGroupNode | ApprovalSignNode;
