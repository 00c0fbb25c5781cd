import type { Journal } from '../publish/journal';
import type { Publishes } from '../publish/publishes';

/** The publishes through a profile that wait to be resumed or submitted, newest first. Those at work are not among them. */
export async function waitingPublishes(publishes: Publishes, profileId: string): Promise<readonly Journal[]> {
  const resumable = new Set((await publishes.refresh()).map(({ plan }) => plan.id));
  const { journals } = await publishes.journals.list();
  const waiting: Journal[] = [];
  for (const journal of journals) {
    const { id } = journal.plan;
    if (journal.plan.profileId !== profileId) continue;
    if (resumable.has(id) || (await publishes.atGate(id)) !== undefined) waiting.push(journal);
  }
  return waiting;
}
/** Closes them for good: what they were about is gone, or can no longer be reached. */
export async function discardAll(publishes: Publishes, journals: readonly Journal[]): Promise<void> {
  for (const { plan } of journals) await publishes.discard(plan.id);
}
