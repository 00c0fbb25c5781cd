import type { CommandArgs, CommandId } from '../../app/manifest';
import type { FileRef, ProgramRef, VersionRef } from '../../app/model/refs';

/** What a command's first argument may be. */
type Accepted = 'nothing' | 'text' | 'program' | 'version' | 'either' | 'programOrFile' | 'anything';
type AcceptedBy<Args extends readonly unknown[]> = Args extends readonly []
  ? 'nothing'
  : unknown extends Args[0]
    ? 'anything'
    : FileRef extends NonNullable<Args[0]>
      ? 'programOrFile'
      : NonNullable<Args[0]> extends string
        ? 'text'
        : NonNullable<Args[0]> extends ProgramRef
          ? 'program'
          : NonNullable<Args[0]> extends VersionRef
            ? 'version'
            : 'either';

const accepted: { readonly [C in CommandId]: AcceptedBy<CommandArgs[C]> } = {
  'miniProgram.trySandbox': 'nothing',
  'miniProgram.resetSandbox': 'nothing',
  'miniProgram.openSample': 'nothing',
  'miniProgram.addProfile': 'nothing',
  'miniProgram.switchProfile': 'nothing',
  'miniProgram.rekeyProfile': 'text',
  'miniProgram.renameProfile': 'text',
  'miniProgram.removeProfile': 'text',
  'miniProgram.linkFolder': 'nothing',
  'miniProgram.unlinkFolder': 'nothing',
  'miniProgram.refresh': 'nothing',
  'miniProgram.refreshNode': 'program',
  'miniProgram.search': 'nothing',
  'miniProgram.clearSearch': 'nothing',
  'miniProgram.sort': 'nothing',
  'miniProgram.loadMore': 'anything',
  'miniProgram.retry': 'anything',
  'miniProgram.copyId': 'either',
  'miniProgram.copyName': 'either',
  'miniProgram.copyJson': 'either',
  'miniProgram.create': 'nothing',
  'miniProgram.edit': 'program',
  'miniProgram.delete': 'program',
  'miniProgram.takeDown': 'program',
  'miniProgram.rollBack': 'either',
  'miniProgram.publish': 'program',
  'miniProgram.resumePublish': 'text',
  'miniProgram.discardPublish': 'text',
  'miniProgram.check': 'nothing',
  'miniProgram.showProblems': 'nothing',
  'miniProgram.package': 'nothing',
  'miniProgram.previewPackage': 'programOrFile',
  'miniProgram.showTaskTerminal': 'nothing',
  'miniProgram.uploadVersion': 'program',
  'miniProgram.previewQr': 'either',
  'miniProgram.setPreview': 'version',
  'miniProgram.clearPreview': 'either',
  'miniProgram.submitApproval': 'version',
  'miniProgram.withdrawApproval': 'version',
  'miniProgram.approve': 'version',
  'miniProgram.reject': 'version',
  'miniProgram.release': 'version',
  'miniProgram.showVersionDetails': 'version',
  'miniProgram.showStatusMenu': 'nothing',
  'miniProgram.showLog': 'nothing',
  'miniProgram.doctor': 'text',
};

/**
 * The arguments a command may be given, out of what VS Code, a keybinding or another extension passes. What does not fit is
 * left out; the command then asks.
 */
export function cleanArguments<C extends CommandId>(command: C, args: readonly unknown[]): CommandArgs[C] {
  const kind: Accepted = accepted[command];
  const [first] = args;
  const isUsed = fits(kind, first) && !(kind !== 'anything' && isFocusedRow(args));
  return (isUsed ? [first] : []) as CommandArgs[C];
}
function fits(kind: Accepted, value: unknown): boolean {
  switch (kind) {
    case 'nothing':
      return false;
    case 'anything':
      return value !== undefined && value !== null;
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'program':
      return isProgram(value);
    case 'version':
      return isVersion(value);
    case 'either':
      return isProgram(value) || isVersion(value);
    case 'programOrFile':
      return isProgram(value) || isFile(value);
  }
}
/**
 * A button in the view's title hands over the row that happens to have the focus, as its only argument; the buttons and the
 * menu of a row hand over the row and the selection. Rows, unlike what our own code passes, have an id.
 */
const isFocusedRow = (args: readonly unknown[]): boolean => args.length === 1 && hasText(args[0], ['id']);
const isProgram = (value: unknown): boolean =>
  hasKind(value, 'program') && hasText(value, ['profileId', 'mnpId', 'name']);
const isVersion = (value: unknown): boolean =>
  hasKind(value, 'version') &&
  hasText(value, ['profileId', 'mnpId', 'programName', 'version']) &&
  typeof (value as Partial<VersionRef>).versionId === 'number';
/** A file or folder of the explorer; others than those on a disk cannot be packed. */
const isFile = (value: unknown): boolean =>
  hasText(value, ['scheme', 'fsPath']) && (value as { readonly scheme: string }).scheme === 'file';
const hasKind = (value: unknown, kind: string): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
const hasText = (value: unknown, keys: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  keys.every((key) => typeof (value as Readonly<Record<string, unknown>>)[key] === 'string');
