import * as l10n from '@vscode/l10n';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import type { FaultList } from '../faults/fault';
import { faultControl } from '../faults/faultControl';
import { faultOfEntries } from '../faults/faultForm';
import { faultPresets } from '../faults/presets';
import { environmentWord } from '../model/words';
import type { FaultsModel } from '../panels';
import type { Profile } from '../profile';
import type { CommandContext, HandlersOf } from './context';

/** Lets something go wrong in the sandbox, to see what one does then. */
export function faultCommands(context: CommandContext): HandlersOf<'miniProgram.rehearseFault'> {
  return {
    'miniProgram.rehearseFault': async () => {
      // Starts the sandbox if need be, and says so when there is no profile at all.
      const before = context.sessions.active;
      if (before && before.environment !== 'sandbox') throw notASandbox(before);
      const { profile } = await context.sessions.open();
      if (profile.environment !== 'sandbox') throw notASandbox(profile);
      const model = modelOf(context, profile);
      // A sandbox that takes no faults is told of here, not in a panel that can do nothing.
      await model.list();
      context.ui.showFaults(model);
    },
  };
}
function notASandbox({ name, environment }: Profile): UserError {
  return new UserError(
    l10n.t(
      'Faults are rehearsed in a sandbox only, and profile "{0}" is {1}. Nothing was changed.',
      name,
      environmentWord(environment),
    ),
    [
      { label: l10n.t('Try the Sandbox'), command: 'miniProgram.trySandbox' },
      { label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' },
    ],
  );
}
function modelOf(context: CommandContext, profile: Profile): FaultsModel {
  const { profiles, faultWatch } = context;
  const control = faultControl({ ...context, secretOf: (of) => profiles.secretOf(of) }, profile);
  const told = async (work: Promise<FaultList>): Promise<FaultList> => {
    const list = await inWords(work);
    faultWatch.note(profile, list);
    return list;
  };
  return {
    key: profile.id,
    profileName: profile.name,
    list: () => told(control.list()),
    add: async (entries) => {
      const read = faultOfEntries(entries);
      return 'problem' in read ? read : told(control.add([read.fault]));
    },
    addPreset: (id) => told(control.add(faultPresets().find((preset) => preset.id === id)?.faults ?? [])),
    remove: (id) => told(control.remove(id)),
    clear: () => told(control.clear()),
  };
}
/** The panel shows what is thrown. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const shown = present(error);
    if (error instanceof UserError || !shown) throw error;
    throw new UserError(shown.message, shown.actions, 'other', { cause: error });
  }
}
