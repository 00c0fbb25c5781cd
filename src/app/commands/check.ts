import * as l10n from '@vscode/l10n';
import { countProblems, countsText } from '../packagePreview/problemRows';
import type { MessageAction } from '../ports';
import { resolveFolder } from '../project';
import type { AppContext } from '../services';
import type { HandlersOf } from './context';
import { requireTrust } from './publishPlan';

/** Looks at a folder as packing would, and lists what it finds. */
export function checkCommands(context: AppContext): HandlersOf<'miniProgram.check' | 'miniProgram.showProblems'> {
  const { ui, packing, problems } = context;
  return {
    'miniProgram.check': async () => {
      requireTrust(context);
      const { folder, info } = await resolveFolder(context, l10n.t('Check Folder'));
      const name = info.name ?? folder.name;
      const report = await ui.withProgress(l10n.t('Checking {0}', name), ({ signal }) =>
        packing.check({ root: info.root, signal }),
      );
      problems.show(info.root, report.problems);
      const counts = countProblems(report.problems);
      const shows: readonly MessageAction[] = [{ label: l10n.t('Show Problems'), run: () => problems.focus() }];
      const found = l10n.t('{0}: {1}.', name, countsText(counts));
      if (report.problems.length === 0) ui.say('info', l10n.t('{0} can be packaged; nothing was found.', name));
      else if (counts.error === 0) ui.say('info', l10n.t('{0} It can be packaged.', found), shows);
      else ui.say('warning', l10n.t('{0} It cannot be packaged until the errors are corrected.', found), shows);
    },
    'miniProgram.showProblems': () => {
      problems.focus();
      return Promise.resolve();
    },
  };
}
