import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { VersionRef } from '../model/refs';
import type { ApprovalItem } from '../model/version';
import { whereWord } from '../model/words';
import type { MessageAction } from '../ports';
import type { Profile } from '../profile';
import type { AppContext } from '../services';
import type { Verdict } from './verdict';
import type { Watch } from './watchList';

type Telling = Pick<AppContext, 'ui' | 'run'>;

/** The one notification about a verdict. Nothing is released: "Release…" opens the confirmation. Withdrawn ends quietly. */
export function tellVerdict({ ui, run }: Telling, profile: Profile, watch: Watch, verdict: Verdict): void {
  const { since: _since, ...ref } = watch;
  const name = `${watch.programName} ${watch.version}`;
  const where = whereWord(profile);
  const show = showButton(run, ref);
  switch (verdict.kind) {
    case 'approved':
      ui.say('info', l10n.t('{0} is approved and can be released. {1}', name, where), [
        { label: l10n.t('Release…'), run: () => run('miniProgram.release', ref) },
        show,
      ]);
      return;
    case 'online':
      ui.say('info', l10n.t('{0} was approved and is released already. {1}', name, where), [show]);
      return;
    case 'rejected': {
      const lines = rejectionLines(verdict.items);
      const words = lines.join('; ');
      const text =
        words === '' ? l10n.t('{0} was rejected. {1}', name, where) : l10n.t('{0} was rejected. {1}', name, words);
      const copy = { label: l10n.t('Copy'), run: () => ui.copy([`${name} · ${where}`, ...lines].join('\n')) };
      ui.say('warning', text, words === '' ? [show] : [copy, show]);
      return;
    }
    case 'gone':
      ui.say('info', l10n.t('{0} is no longer on the platform, so it is not watched any more. {1}', name, where));
      return;
    case 'withdrawn':
      return;
    default:
      assertNever(verdict);
  }
}
/** After the longest time that a review is waited for. */
export function tellTooLong({ ui, run }: Telling, watch: Watch, days: number): void {
  const { since: _since, ...ref } = watch;
  const name = `${watch.programName} ${watch.version}`;
  ui.say('info', l10n.t('{0} has been in review for {1} days and is not watched any more.', name, days), [
    { label: l10n.t('Watch Again'), run: () => run('miniProgram.watchApproval', ref) },
    showButton(run, ref),
  ]);
}
const showButton = (run: AppContext['run'], ref: VersionRef): MessageAction => ({
  label: l10n.t('Show'),
  run: () => run('miniProgram.showVersionDetails', ref),
});
/** "Orders App: the icon is blurred (reviewer)" for each super app that said no. */
function rejectionLines(items: readonly ApprovalItem[]): readonly string[] {
  return items.map(({ applicationName, note, reviewer }) => {
    const words = note === '' ? l10n.t('no reason given') : note;
    return l10n.t('{0}: {1}', applicationName, reviewer === '' ? words : `${words} (${reviewer})`);
  });
}
