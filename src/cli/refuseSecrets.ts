import * as l10n from '@vscode/l10n';
import { UsageError } from './exitCodes';
import type { CliIo } from './io';

/** Variables of an upload target that hold a secret. */
export const uploadSecretVariables = [
  'MINI_PROGRAM_UPLOAD_SECRET_KEY',
  'MINI_PROGRAM_UPLOAD_TOKEN',
  'MINI_PROGRAM_UPLOAD_LIBRARY_SECRET',
  'MINI_PROGRAM_UPLOAD_PASSWORD',
  'MINI_PROGRAM_UPLOAD_HEADER_VALUE',
] as const;
/** They are not handed to scripts, and never taken as arguments. */
export const secretVariables = ['MINI_PROGRAM_SECRET_KEY', 'MINI_PROGRAM_TOKEN', ...uploadSecretVariables] as const;
/** An option that would take a secret, in the words that other tools use. */
const secretOption =
  /^--?(?:secret(?:-?(?:access-?)?key)?|(?:session-?)?token|password|passwd|private-?key|api-?key|key)(?==|$)/i;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A SecretKey of the platform: 32 letters and digits, mixed. */
const secretKey = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{32}$/;

/**
 * A command line can be read by every process of the machine and stays in the shell's history and in build logs: throws
 * `UsageError` when an argument is a secret or looks like one. What is refused is remembered, so that nothing prints it.
 */
export function refuseSecrets(args: readonly string[], { env, remember }: CliIo): void {
  const known = secretVariables.map((name) => env[name]?.trim()).filter((value) => value);
  args.forEach((arg, index) => {
    const value = arg.startsWith('-') && arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : arg;
    const option = secretOption.exec(arg)?.[0];
    if (option === undefined && !known.includes(value) && !privateKey.test(value) && !secretKey.test(value)) return;
    if (option === undefined || arg.includes('=')) remember?.(value);
    if (option !== undefined) {
      if (!arg.includes('=')) remember?.(args[index + 1] ?? '');
      throw new UsageError(`${l10n.t('There is no option {0}.', option)} ${reason()}`);
    }
    throw new UsageError(`${l10n.t('Argument {0} looks like a secret.', index + 1)} ${reason()}`);
  });
}
const reason = (): string =>
  l10n.t(
    'A secret is never taken from the command line: other processes, the shell history and build logs can read it there. Set MINI_PROGRAM_SECRET_KEY, or send the key as standard input with --secret-stdin. If this key is real, replace it.',
  );
