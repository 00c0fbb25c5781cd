/** An entry of the Activity view: a valid argument of its commands. */
export interface ActivityRef {
  readonly kind: 'activity';
  /** Of the journal or the record. */
  readonly activityId: string;
}
export interface EntryNode extends ActivityRef {
  readonly id: string;
}
/** A step or a fact below an entry. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly id: string;
  readonly activityId: string;
  readonly key: string;
}
export type ActivityNode = EntryNode | DetailNode;
