import type { Memento } from '../ports';
import { type ApprovalRef, requestKey } from './model';

/** Longest note; the platform does not publish its limit. */
export const maxNote = 500;
const keyOf = (refs: readonly ApprovalRef[]): string =>
  `approvalNote/${refs[0]?.profileId ?? ''}/${refs.map(requestKey).sort().join(',')}`;

/** The note that was written for these requests and never sent; empty = none. */
export const noteDraft = (state: Memento, refs: readonly ApprovalRef[]): string => state.get<string>(keyOf(refs)) ?? '';
/** Kept until the platform has it: neither a failed call nor a closed box may cost the words. */
export async function keepNoteDraft(state: Memento, refs: readonly ApprovalRef[], note: string): Promise<void> {
  await state.set(keyOf(refs), note === '' ? undefined : note);
}
