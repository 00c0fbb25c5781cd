import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { VersionRef } from '../model/refs';
import { ago } from '../model/times';
import type { MessageAction } from '../ports';
import type { AppContext } from '../services';
import type { Watch } from '../watching/watchList';
import type { CommandContext, HandlersOf } from './context';
import { answered, targetVersion } from './pickers';

/** Waiting for a verdict, and no longer. */
export function watchCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.watchApproval' | 'miniProgram.stopWatching'> {
  const { watches, ui, clock } = context;
  return {
    'miniProgram.watchApproval': async (node) => {
      const { version } = await targetVersion(context, node, {
        what: watchLabel(),
        accepts: ({ state }) => state === 'inReview',
        none: (name) => l10n.t('Nothing to wait for: {0} is not in review.', name),
      });
      const { ref } = version;
      await watches.add(ref, clock.now());
      ui.say(
        'info',
        l10n.t('You will be told here when {0} {1} is approved or rejected.', ref.programName, ref.version),
        [{ label: l10n.t('Stop Watching'), run: () => context.run('miniProgram.stopWatching', ref) }],
      );
    },
    'miniProgram.stopWatching': async (node) => {
      watches.reload();
      const watch = await chosenWatch(context, node);
      await watches.remove(watch);
      ui.say('info', l10n.t('{0} {1} is not watched any more.', watch.programName, watch.version));
    },
  };
}
async function chosenWatch({ watches, ui, clock }: CommandContext, node: VersionRef | undefined): Promise<VersionRef> {
  if (node) return node;
  const found = watches.current.value;
  if (found.length === 0) throw new UserError(l10n.t('No version is watched.'));
  return answered(
    await ui.pick<Watch>({
      title: l10n.t('Stop Watching'),
      items: found.map((watch) => ({
        label: `${watch.programName} ${watch.version}`,
        description: l10n.t('watched since {0}', ago(watch.since, clock.now())),
        icon: 'bell',
        value: watch,
      })),
    }),
  );
}
const watchLabel = (): string => l10n.t('Tell Me When It Is Approved');
/** The button below the news that a version is in review. */
export const watchButton = (run: AppContext['run'], ref: VersionRef): MessageAction => ({
  label: watchLabel(),
  run: () => run('miniProgram.watchApproval', ref),
});
