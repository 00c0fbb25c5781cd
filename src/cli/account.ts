import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as l10n from '@vscode/l10n';
import { UserError } from '../app/errors/userError';
import type { Environment, Profile, TargetSecret } from '../app/profile';
import { environmentsOf, parseEndpoint } from '../app/profiles/sites';
import type { Session } from '../app/services';
import { createTargetUploader } from '../app/uploadTargets/targetUploader';
import { systemClock } from '../base/clock';
import type { Log } from '../base/log';
import { createClient } from '../client/createClient';
import type { Credentials } from '../client/cloudClient';
import { dialects } from '../contract/dialects';
import type { Dialect } from '../contract/shape';
import { UsageError } from './exitCodes';
import type { CliIo } from './io';
import { readTarget } from './uploadTarget';

type Env = CliIo['env'];

export interface Account {
  readonly profile: Profile;
  readonly credentials: Credentials;
  readonly businessName: string;
  /** Of the upload target. */
  readonly targetSecret?: TargetSecret | undefined;
  /** Remembers a secret so that it is never printed. */
  readonly remember?: CliIo['remember'];
}

/** Who we are, from the environment alone. Throws `UserError` (`keyMissing`) and `UsageError`. */
export async function readAccount(io: CliIo, secretStdin: boolean): Promise<Account> {
  const { env } = io;
  if (secretStdin && (io.stdin as { readonly isTTY?: boolean }).isTTY === true)
    throw new UsageError(
      l10n.t('--secret-stdin takes the key from a pipe or a file; typed here it would be seen. Nothing is asked.'),
    );
  const secretKey = secretStdin ? await firstLine(io) : (env['MINI_PROGRAM_SECRET_KEY'] ?? '').trim();
  if (secretKey === '')
    throw new UserError(
      secretStdin
        ? l10n.t('Standard input holds no secret key: its first line is empty.')
        : l10n.t('The key is missing. Set MINI_PROGRAM_SECRET_KEY, or send it as standard input with --secret-stdin.'),
      [],
      'keyMissing',
    );
  io.remember?.(secretKey);
  const { target, secret } = readTarget(env, io.remember);
  const profile = { ...profileOf(env), uploadTarget: target };
  const token = env['MINI_PROGRAM_TOKEN']?.trim() || undefined;
  return {
    profile,
    credentials: { secretId: profile.secretId, secretKey, token },
    businessName: env['MINI_PROGRAM_BUSINESS_NAME']?.trim() || 'tcmpp',
    targetSecret: secret,
    remember: io.remember,
  };
}
function profileOf(env: Env): Profile {
  const dialect = oneOf<Dialect>(env, 'MINI_PROGRAM_DIALECT', ['tcsas', 'tcmpp']);
  const endpoint = endpointOf(env['MINI_PROGRAM_ENDPOINT']?.trim() || (dialects[dialect].endpoints[0] ?? ''));
  const platformId = required(env, 'MINI_PROGRAM_PLATFORM_ID');
  return {
    // The same account gets the same id, so that an interrupted publish is found again.
    id: `cli-${platformId}`,
    name: l10n.t('the environment'),
    environment: oneOf<Environment>(env, 'MINI_PROGRAM_ENVIRONMENT', environmentsOf(endpoint)),
    dialect,
    endpoint,
    region: required(env, 'MINI_PROGRAM_REGION'),
    platformId,
    secretId: required(env, 'MINI_PROGRAM_SECRET_ID'),
    uploadTarget: { kind: 'platform' },
  };
}
function required(env: Env, name: string): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw new UserError(l10n.t('The environment variable {0} is missing.', name), [], 'noProfile');
}
/** The first of `known` when the variable is not set. */
function oneOf<T extends string>(env: Env, name: string, known: readonly [T, ...T[]] | readonly T[]): T {
  const text = env[name]?.trim() || known[0];
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UsageError(l10n.t('{0} must be one of: {1}.', name, known.join(', ')));
}
/** The server's address; https where no scheme is given. */
function endpointOf(text: string): string {
  const parsed = parseEndpoint(text.includes('://') ? text : `https://${text}`);
  if ('origin' in parsed) return parsed.origin;
  throw new UsageError(l10n.t('{0}: {1}', 'MINI_PROGRAM_ENDPOINT', parsed.problem));
}
async function firstLine({ stdin }: CliIo): Promise<string> {
  const lines = createInterface({ input: stdin, crlfDelay: Infinity });
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
  }
}

/** An open connection, made of the same parts as the extension's. */
export function openSession(
  { profile, credentials, businessName, remember, targetSecret }: Account,
  log: Log,
  resumeFolder?: string,
): Session {
  const client = createClient({
    endpoint: profile.endpoint,
    dialect: profile.dialect,
    region: profile.region,
    platformId: profile.platformId,
    credentials: () => Promise.resolve(credentials),
    clock: systemClock,
    log,
    userAgent: 'mini-program-publisher-cli',
  });
  const upload = createTargetUploader({
    clock: systemClock,
    log,
    ...(remember && { remember }),
    profile,
    client,
    businessName: () => businessName,
    secret: () => Promise.resolve(targetSecret),
    resumeFolder,
  });
  return { profile, client, upload };
}

/** Where journals and locks are kept when nothing else is said: the place of the system for such things. */
export function defaultState(env: Env): string {
  const name = 'mini-program-publisher';
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), name);
}
