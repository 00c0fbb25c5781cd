import * as l10n from '@vscode/l10n';
import type { ActivityRef } from '../activity/node';
import { createEntries, type ActivityEntry } from '../activity/entries';
import { activityReport } from '../activity/report';
import { hasProgram } from '../activity/rows';
import { labelOf, lookOf } from '../activity/words';
import { UserError } from '../errors/userError';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';

type ActivityCommand =
  | 'miniProgram.retryActivity'
  | 'miniProgram.resumeActivity'
  | 'miniProgram.discardActivity'
  | 'miniProgram.copyActivityReport'
  | 'miniProgram.revealActivity'
  | 'miniProgram.clearFinishedActivities';

/** Commands of the Activity view. */
export function activityCommands(context: CommandContext): HandlersOf<ActivityCommand> {
  const resume = async (node: ActivityRef | undefined): Promise<void> => {
    await context.run('miniProgram.resumePublish', ...idOf(node));
  };
  return {
    'miniProgram.retryActivity': resume,
    'miniProgram.resumeActivity': resume,
    'miniProgram.discardActivity': async (node) => {
      await context.run('miniProgram.discardPublish', ...idOf(node));
      context.activityView.refresh();
    },
    'miniProgram.copyActivityReport': async (node) => {
      const entry = await chosen(context, node, l10n.t('Copy Report'), () => true);
      const { ui, clock, machine, redact } = context;
      await ui.copy(activityReport(entry, { redact, now: clock.now(), versions: machine.versions() }));
      ui.say('info', l10n.t('The report of "{0}" is on the clipboard. Keys and tokens are taken out.', labelOf(entry)));
    },
    'miniProgram.revealActivity': async (node) => {
      const entry = await chosen(context, node, l10n.t('Reveal in Mini Programs'), hasProgram);
      reveal(context, entry);
    },
    'miniProgram.clearFinishedActivities': async () => {
      await createEntries(context, context.activityFeed).clearFinished();
      context.activityView.refresh();
    },
  };
}
const idOf = (node: ActivityRef | undefined): [id?: string] => (node ? [node.activityId] : []);

/** The entry of the node, else the one the user picks. Throws `Cancelled`. */
async function chosen(
  context: CommandContext,
  node: ActivityRef | undefined,
  title: string,
  accepts: (entry: ActivityEntry) => boolean,
): Promise<ActivityEntry> {
  const entries = createEntries(context, context.activityFeed);
  if (node) {
    const entry = await entries.read(node.activityId);
    if (entry) return entry;
    context.activityView.refresh();
    throw new UserError(l10n.t('This entry is no longer there: another window has cleared it.'));
  }
  const found = (await entries.list()).filter(accepts);
  if (found.length === 0)
    throw new UserError(l10n.t('Nothing has been published or changed from this computer yet.'), [
      { label: l10n.t('Publish'), command: 'miniProgram.publish' },
    ]);
  const now = context.clock.now();
  const items = found.map((entry) => {
    const { text, icon } = lookOf(entry, now);
    return { label: labelOf(entry), description: text, icon, value: entry };
  });
  return answered(await context.ui.pick({ title, placeholder: l10n.t('Choose an entry'), items }));
}
function reveal(context: CommandContext, entry: ActivityEntry): void {
  const { sessions } = context;
  const ref = refOf(entry);
  if (!ref) throw new UserError(l10n.t('This entry is about no mini program.'));
  const profile = sessions.list().find(({ id }) => id === ref.profileId);
  if (!profile) throw new UserError(l10n.t('The profile of this entry was removed.'));
  if (sessions.active?.id !== profile.id)
    throw new UserError(l10n.t('It belongs to the profile "{0}". Switch to it first.', profile.name), [
      { label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' },
    ]);
  context.reveals.fire(ref);
}
/** The version where it is known, else the program. */
function refOf(entry: ActivityEntry): ProgramRef | VersionRef | undefined {
  if (entry.kind === 'publish') {
    const { plan, steps } = entry.journal;
    const versionId = steps.build?.result?.versionId ?? steps.version?.result?.versionId ?? null;
    return refTo(plan.profileId, plan.mnpId, plan.programName, versionId, plan.version);
  }
  const { profileId, mnpId, programName, versionId, version } = entry.record;
  return mnpId === null ? undefined : refTo(profileId, mnpId, programName ?? mnpId, versionId, version);
}
function refTo(
  profileId: string,
  mnpId: string,
  name: string,
  versionId: number | null,
  version: string | null,
): ProgramRef | VersionRef {
  if (versionId === null) return { kind: 'program', profileId, mnpId, name };
  return { kind: 'version', profileId, mnpId, programName: name, versionId, version: version ?? '' };
}
