import type { CommandArgs, CommandId } from '../manifest';

/** A button below a message: runs one of our commands. */
export type ErrorAction = {
  [C in CommandId]: { readonly label: string; readonly command: C; readonly args?: CommandArgs[C] };
}[CommandId];

/** Something a user can understand and act on; the message says what happened and what to press. Already worded (l10n). */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    message: string,
    readonly actions: readonly ErrorAction[] = [],
    /** Machine-readable reason, for callers that react to it; `refused` = the platform said that nothing was changed. */
    readonly reason?:
      'noProfile' | 'keyMissing' | 'noFolder' | 'busy' | 'notLinked' | 'untrusted' | 'refused' | 'other',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
