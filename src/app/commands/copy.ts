import type { ProgramRef, VersionRef } from '../model/refs';
import type { CommandContext, HandlersOf } from './context';
import { versionRecord } from './details';

/** Copies what a node stands for. Asked for without a node they do nothing: they are not in the palette. */
export function copyCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.copyId' | 'miniProgram.copyName' | 'miniProgram.copyJson'> {
  const { ui, store } = context;
  const jsonOf = async (node: ProgramRef | VersionRef): Promise<unknown> => {
    if (node.kind === 'program') {
      const session = await context.sessions.open(node.profileId);
      return store.program(session, node.mnpId);
    }
    return versionRecord(context, node);
  };
  return {
    'miniProgram.copyId': async (node) => {
      if (node) await ui.copy(node.kind === 'program' ? node.mnpId : String(node.versionId));
    },
    'miniProgram.copyName': async (node) => {
      if (node) await ui.copy(node.kind === 'program' ? node.name : node.version);
    },
    'miniProgram.copyJson': async (node) => {
      if (node) await ui.copy(JSON.stringify(await jsonOf(node), undefined, 2));
    },
  };
}
