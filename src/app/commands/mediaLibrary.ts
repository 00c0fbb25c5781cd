import * as l10n from '@vscode/l10n';
import { isCancelled } from '../../base/errors';
import type { Credentials } from '../../client/cloudClient';
import { ApiError } from '../../client/errors';
import {
  describeLibraries,
  describeLibrarySecret,
  mediaEndpoints,
  type MediaLibrariesOptions,
  type MediaLibraryInfo,
} from '../../client/mediaLibraries';
import { sandboxProfileId } from '../profiles/profileStore';
import { secretIdProblem, secretKeyProblem } from '../profiles/profileSteps';
import { UserError } from '../errors/userError';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';
import { showSecret } from './secretResult';
import { whileWaiting } from './waiting';

/** Smart Media Hosting is another service than the platform, and its key is asked for and kept apart. */
export function mediaLibraryCommands(context: CommandContext): HandlersOf<'miniProgram.mediaLibrarySecret'> {
  return { 'miniProgram.mediaLibrarySecret': () => getSecret(context) };
}
interface Account {
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** Whether it was typed just now. */
  readonly isNew: boolean;
}
const title = (): string => l10n.t('Get Media Library Secret');
const keyOf = (endpoint: string): string => `mediaLibrary/${new URL(endpoint).hostname}`;

async function getSecret(context: CommandContext): Promise<void> {
  const account = await askAccount(context);
  const { endpoint, credentials } = account;
  const { clock, remember } = context;
  const options: MediaLibrariesOptions = {
    endpoint,
    credentials: () => Promise.resolve(credentials),
    clock,
    remember,
  };
  const libraries = await whileWaiting(context, l10n.t('Reading the media libraries'), (signal) =>
    librariesOf(context, account, options, signal),
  );
  const library = libraries ? await pickLibrary(context, libraries) : await askLibrary(context);
  const secret = await whileWaiting(context, l10n.t('Reading the secret of {0}', library), (signal) =>
    forgettingWrongKey(context, account, () => describeLibrarySecret(options, library, signal)),
  );
  if (account.isNew) await keep(context, account);
  showSecret(context, l10n.t('Secret of media library {0}', library), secret);
}

/** The sandbox has libraries of its own behind the key of its profile; that of any other profile is for the platform only. */
async function askAccount(context: CommandContext): Promise<Account> {
  const { sessions, sandbox, ui } = context;
  if (sessions.active?.id === sandboxProfileId) {
    const { url, secretId, secretKey } = await sandbox.ensure();
    context.remember(secretKey);
    return { endpoint: url, credentials: { secretId, secretKey }, isNew: false };
  }
  const endpoint = answered(
    await ui.pick<string>({
      title: title(),
      placeholder: l10n.t('Which site of Smart Media Hosting?'),
      items: [
        { label: l10n.t('International'), description: mediaEndpoints[0], value: mediaEndpoints[0] },
        { label: l10n.t('Mainland China'), description: mediaEndpoints[1], value: mediaEndpoints[1] },
      ],
    }),
  );
  const kept = parse(await context.secrets.get(keyOf(endpoint)));
  if (kept) {
    context.remember(kept.secretKey);
    return { endpoint, credentials: kept, isNew: false };
  }
  const secretId = answered(
    await ui.input({
      title: title(),
      prompt: l10n.t('SecretId of an API key that may read media libraries (smh:DescribeLibrarySecret)'),
      placeholder: 'AKID…',
      validate: secretIdProblem,
    }),
  ).trim();
  const secretKey = answered(
    await ui.input({
      title: title(),
      prompt: l10n.t('SecretKey for {0} at {1}. It is kept in the key store of this system only.', secretId, endpoint),
      password: true,
      validate: secretKeyProblem,
    }),
  ).trim();
  context.remember(secretKey);
  return { endpoint, credentials: { secretId, secretKey }, isNew: true };
}
function parse(text: string | undefined): { readonly secretId: string; readonly secretKey: string } | undefined {
  if (text === undefined) return undefined;
  try {
    const { secretId, secretKey } = (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
    return typeof secretId === 'string' && typeof secretKey === 'string' ? { secretId, secretKey } : undefined;
  } catch {
    return undefined;
  }
}
/** A key store that does not take the key costs a question next time, not the secret that is here. */
async function keep({ secrets, log }: CommandContext, { endpoint, credentials }: Account): Promise<void> {
  try {
    const { secretId, secretKey } = credentials;
    await secrets.set(keyOf(endpoint), JSON.stringify({ secretId, secretKey }));
  } catch (error) {
    log.warn(`media library: the key could not be kept: ${String(error)}`);
  }
}

/** Undefined when the key may not list them: then the ID is asked for. */
async function librariesOf(
  context: CommandContext,
  account: Account,
  options: MediaLibrariesOptions,
  signal: AbortSignal,
): Promise<readonly MediaLibraryInfo[] | undefined> {
  try {
    const found = await forgettingWrongKey(context, account, () => describeLibraries(options, signal));
    return found.length === 0 ? undefined : found;
  } catch (error) {
    if (error instanceof ApiError && error.advice === 'perm') return undefined;
    throw error;
  }
}
/** A kept key that is refused is asked for again next time. */
async function forgettingWrongKey<T>(
  { secrets }: CommandContext,
  { endpoint, isNew }: Account,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCancelled(error) || !(error instanceof ApiError) || error.advice !== 'creds') throw error;
    if (!isNew) await secrets.delete(keyOf(endpoint));
    throw new UserError(
      l10n.t('Smart Media Hosting did not accept the key: {0} ({1}). Enter it again.', error.serverMessage, error.code),
      [{ label: l10n.t('Enter Key Again'), command: 'miniProgram.mediaLibrarySecret' }],
      'other',
    );
  }
}
async function pickLibrary({ ui }: CommandContext, libraries: readonly MediaLibraryInfo[]): Promise<string> {
  const id = await ui.pick<string>({
    title: title(),
    placeholder: l10n.t('Choose a media library'),
    items: libraries.map(({ id: value, name, isFileLibrary }) => ({
      label: name === '' ? value : name,
      description: value,
      ...(isFileLibrary ? {} : { detail: l10n.t('takes pictures and videos only') }),
      icon: 'library',
      value,
    })),
  });
  return answered(id);
}
async function askLibrary({ ui }: CommandContext): Promise<string> {
  const text = await ui.input({
    title: title(),
    prompt: l10n.t('ID of the media library, from its console'),
    placeholder: 'smh…',
    validate: (value) =>
      /^[\w-]{3,64}$/.test(value.trim()) ? undefined : l10n.t('Enter an ID of letters and digits, such as smhxxxx.'),
  });
  return answered(text).trim();
}
