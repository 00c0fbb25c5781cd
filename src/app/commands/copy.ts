import * as l10n from '@vscode/l10n';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { CommandContext, HandlersOf } from './context';
import { versionRecord } from './details';
import { targetProgram } from './pickers';

type Node = ProgramRef | VersionRef;

/** Copies what a node stands for; without a node, such as from a key binding, that of a program the user picks. */
export function copyCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.copyId' | 'miniProgram.copyName' | 'miniProgram.copyJson'> {
  const { ui, store } = context;
  const given = async (node: Node | undefined, what: string): Promise<Node> =>
    node ?? (await targetProgram(context, undefined, what)).program;
  const jsonOf = async (node: Node): Promise<unknown> => {
    if (node.kind === 'program') {
      const session = await context.sessions.open(node.profileId);
      return store.program(session, node.mnpId);
    }
    return versionRecord(context, node);
  };
  return {
    'miniProgram.copyId': async (asked) => {
      const node = await given(asked, l10n.t('Copy ID'));
      await ui.copy(node.kind === 'program' ? node.mnpId : String(node.versionId));
    },
    'miniProgram.copyName': async (asked) => {
      const node = await given(asked, l10n.t('Copy Name'));
      await ui.copy(node.kind === 'program' ? node.name : node.version);
    },
    'miniProgram.copyJson': async (asked) => {
      const node = await given(asked, l10n.t('Copy as JSON'));
      await ui.copy(JSON.stringify(await jsonOf(node), undefined, 2));
    },
  };
}
