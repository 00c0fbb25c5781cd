import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { chooseTarget, tested } from '../uploadTargets/chooseTarget';
import { describeTarget } from '../uploadTargets/targetWords';
import type { CommandContext, HandlersOf } from './context';
import { whichProfile } from './profiles';

/** Where the packages of a profile go, and whether that works. */
export function uploadTargetCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.uploadTarget' | 'miniProgram.testUpload'> {
  return {
    'miniProgram.uploadTarget': async (id) => {
      const profile = await whichProfile(context, id, l10n.t('Upload Target'), () => true);
      if (!(await chooseTarget(context, profile))) throw new Cancelled();
    },
    'miniProgram.testUpload': async (id) => {
      const profile = await whichProfile(context, id, l10n.t('Test Upload'), () => true);
      const { text, isGood, details } = await tested(context, profile, undefined);
      context.log[isGood ? 'info' : 'warn'](`upload target ${describeTarget(profile.uploadTarget)}: ${details}`);
      if (!isGood)
        throw new UserError(text, [
          { label: l10n.t('Upload Target…'), command: 'miniProgram.uploadTarget', args: [profile.id] },
        ]);
      context.ui.say('info', text);
    },
  };
}
