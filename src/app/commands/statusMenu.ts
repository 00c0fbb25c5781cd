import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { CommandId } from '../manifest';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { ProgramVersions, Version } from '../model/version';
import { whereWord } from '../model/words';
import type { PickItem } from '../ports';
import type { StatusFacts } from '../status/facts';
import { factWords } from '../status/view';
import { isPreviewable, isSubmittable } from '../tree/nodes/version';
import type { CommandContext, HandlersOf } from './context';
import { answered, readingVersions } from './pickers';
import { whileWaiting } from './waiting';

type Choice = () => Promise<void>;

/** The next steps that make sense for the program of this folder. */
export function statusMenuCommands(
  context: CommandContext,
  facts: () => StatusFacts | undefined,
  isResumable: () => boolean,
): HandlersOf<'miniProgram.showStatusMenu'> {
  return {
    'miniProgram.showStatusMenu': async () => {
      const { store, linked, sessions, ui } = context;
      const profile = sessions.active;
      const mnpId = linked.id;
      if (!profile || mnpId === undefined)
        throw new UserError(
          l10n.t('This folder belongs to no mini program yet.'),
          [{ label: l10n.t('Link Folder'), command: 'miniProgram.linkFolder' }],
          'notLinked',
        );
      const program = store.refOf(profile.id, mnpId);
      const state = await whileWaiting(context, readingVersions(program.name), () => store.loadVersions(program));
      const known = facts();
      const items = state.error === undefined ? steps(context, program, state.value) : troubles(context, state.error);
      const resume = isResumable()
        ? [item(context, l10n.t('Resume the unfinished publish'), 'debug-continue', 'miniProgram.resumePublish')]
        : [];
      const choice = await ui.pick<Choice>({
        title: `${known?.name ?? program.name} · ${whereWord(profile)}`,
        placeholder: known ? factWords(known) : l10n.t('Choose the next step'),
        items: [
          ...resume,
          ...items,
          item(context, l10n.t('Switch profile'), 'account', 'miniProgram.switchProfile'),
          item(context, l10n.t('Refresh'), 'refresh', 'miniProgram.refreshNode', program),
        ],
      });
      await answered(choice)();
    },
  };
}
/** One line of the menu: runs a command, for a version or program where it takes one. */
function item(
  { run }: CommandContext,
  label: string,
  icon: string,
  command: CommandId,
  node?: ProgramRef | VersionRef,
): PickItem<Choice> {
  const args = (node ? [node] : []) as never;
  return { label, icon, value: () => run(command, ...(args as [])) };
}
/** What waits for somebody comes first. */
function steps(context: CommandContext, program: ProgramRef, known: ProgramVersions | undefined): PickItem<Choice>[] {
  const versions = known?.versions ?? [];
  const first = (accepts: (version: Version) => boolean): Version | undefined => versions.find(accepts);
  const waiting = first(({ state }) => ['inReview', 'approved', 'rejected'].includes(state));
  const online = first(({ state }) => state === 'online');
  const newest = first(isSubmittable);
  const previewable = first(({ isPreview }) => isPreview) ?? first(isPreviewable);
  const items: PickItem<Choice>[] = [];
  if (waiting) items.push(...waitingSteps(context, waiting));
  items.push(item(context, l10n.t('Publish this folder'), 'cloud-upload', 'miniProgram.publish', program));
  if (newest && waiting?.state !== 'inReview' && newest !== waiting) {
    const label = l10n.t('Submit {0} for approval', newest.ref.version);
    items.push(item(context, label, 'send', 'miniProgram.submitApproval', newest.ref));
  }
  if (previewable) {
    const label = l10n.t('Preview QR code of {0}', previewable.ref.version);
    items.push(item(context, label, 'device-mobile', 'miniProgram.previewQr', previewable.ref));
  }
  if (online && first(({ state }) => state === 'history')) {
    const label = l10n.t('Roll back from {0}', online.ref.version);
    items.push(item(context, label, 'history', 'miniProgram.rollBack', program));
  }
  return items;
}
function waitingSteps(context: CommandContext, { ref, state }: Version): PickItem<Choice>[] {
  const details = item(context, l10n.t('Details of {0}', ref.version), 'info', 'miniProgram.showVersionDetails', ref);
  if (state === 'approved')
    return [item(context, l10n.t('Release {0}', ref.version), 'rocket', 'miniProgram.release', ref), details];
  if (state === 'inReview')
    return [
      details,
      item(context, l10n.t('Withdraw {0}', ref.version), 'discard', 'miniProgram.withdrawApproval', ref),
    ];
  return [
    item(context, l10n.t('Read why {0} was rejected', ref.version), 'comment', 'miniProgram.showVersionDetails', ref),
    item(context, l10n.t('Submit {0} again', ref.version), 'send', 'miniProgram.submitApproval', ref),
  ];
}
function troubles(context: CommandContext, error: unknown): PickItem<Choice>[] {
  const log = item(context, l10n.t('Show the log'), 'output', 'miniProgram.showLog');
  return error instanceof UserError && error.reason === 'keyMissing'
    ? [item(context, l10n.t('Enter the key again'), 'key', 'miniProgram.rekeyProfile'), log]
    : [item(context, l10n.t('Try again'), 'refresh', 'miniProgram.refresh'), log];
}
