import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { CloudClient, Credentials } from '../../client/cloudClient';
import type { Uploader } from '../../upload/upload';
import { rekey } from '../errors/present';
import { UserError } from '../errors/userError';
import type { SandboxHost } from '../ports';
import type { Profile, TargetSecret } from '../profile';
import type { Session, Sessions } from '../services';
import { isSandboxProfileId, type ProfileStore, sandboxProfileId, sandboxRoleProfileId } from './profileStore';

/** Makes the parts of a session; the host knows fetch and the clock. */
export interface SessionFactory {
  readonly createClient: (profile: Profile, credentials: Credentials) => CloudClient;
  /** `secret` reads that of the profile's upload target, each time anew. */
  readonly createUploader: (
    profile: Profile,
    client: CloudClient,
    secret: () => Promise<TargetSecret | undefined>,
  ) => Uploader;
}
interface Cached {
  /** All that the client was made of; another value means another client. */
  readonly madeOf: string;
  readonly session: Session;
}
/** Opens profiles and keeps one client for each, so that rate limits and clock corrections are shared. */
export class SessionPool implements Sessions, Disposable {
  readonly #store: ProfileStore;
  readonly #sandbox: SandboxHost;
  readonly #factory: SessionFactory;
  readonly #remember: (secret: string) => void;
  readonly #cache = new Map<string, Cached>();
  readonly #changed = new Emitter<void>();
  readonly #subscription: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(store: ProfileStore, sandbox: SandboxHost, factory: SessionFactory, remember: (secret: string) => void) {
    this.#store = store;
    this.#sandbox = sandbox;
    this.#factory = factory;
    this.#remember = remember;
    this.#subscription = store.onDidChange(() => {
      for (const id of this.#cache.keys()) if (!store.get(id)) this.#cache.delete(id);
      this.#changed.fire();
    });
  }
  get active(): Profile | undefined {
    return this.#store.active;
  }
  list(): readonly Profile[] {
    return this.#store.list();
  }
  async open(profileId?: string): Promise<Session> {
    const profile = profileId === undefined ? await this.#store.pinActive() : this.#store.get(profileId);
    if (!profile) throw this.#store.list().length > 0 ? notChosen(profileId) : noProfile();
    const { current, credentials } = await this.#credentialsOf(profile);
    const madeOf = JSON.stringify([current, credentials]);
    const cached = this.#cache.get(current.id);
    if (cached?.madeOf === madeOf) return cached.session;
    const client = this.#factory.createClient(current, credentials);
    const upload = this.#factory.createUploader(current, client, () => this.#store.targetSecretOf(current));
    const session = { profile: current, client, upload };
    this.#cache.set(current.id, { madeOf, session });
    return session;
  }
  dispose(): void {
    this.#subscription.dispose();
    this.#cache.clear();
    this.#changed.dispose();
  }
  async #credentialsOf(profile: Profile): Promise<{ current: Profile; credentials: Credentials }> {
    if (isSandboxProfileId(profile.id)) return this.#sandboxCredentials(profile);
    const secret = await this.#store.secretOf(profile);
    if (!secret) throw keyMissing(profile);
    return {
      current: profile,
      credentials: { secretId: profile.secretId, secretKey: secret.secretKey, token: secret.token },
    };
  }
  /** The emulator has another port after each start. */
  async #sandboxCredentials(profile: Profile): Promise<{ current: Profile; credentials: Credentials }> {
    const address = await this.#sandbox.ensure();
    this.#remember(address.secretKey);
    const { platformId, region, dialect, url: endpoint } = address;
    const { secretId, secretKey, userAccount } = await this.#sandboxKey(profile, address);
    const account = userAccount === undefined ? {} : { account: userAccount };
    // It may have been renamed while the emulator started.
    const kept = this.#store.get(profile.id);
    const current: Profile = { ...(kept ?? profile), endpoint, platformId, secretId, region, dialect, ...account };
    if (kept && JSON.stringify(current) !== JSON.stringify(kept)) await this.#store.save(current);
    return { current, credentials: { secretId, secretKey } };
  }
  /** The owner's key, or that of the role whose profile it is. */
  async #sandboxKey(
    { id, name }: Profile,
    { secretId, secretKey }: Credentials,
  ): Promise<Credentials & { readonly userAccount?: string }> {
    if (id === sandboxProfileId) return { secretId, secretKey };
    const account = (await this.#sandbox.accounts()).find(({ role }) => sandboxRoleProfileId(role) === id);
    if (!account) throw roleMissing(name);
    this.#remember(account.secretKey);
    return account;
  }
}

function noProfile(): UserError {
  return new UserError(
    l10n.t('There is no profile yet. Try the sandbox, or add a profile for your account.'),
    [
      { label: l10n.t('Try the Sandbox'), command: 'miniProgram.trySandbox' },
      { label: l10n.t('Add Profile'), command: 'miniProgram.addProfile' },
    ],
    'noProfile',
  );
}
/** There are profiles, but not the one that is meant. */
function notChosen(profileId: string | undefined): UserError {
  return new UserError(
    profileId === undefined
      ? l10n.t('This window has no profile any more. Choose one.')
      : l10n.t('This profile no longer exists. Choose another one.'),
    [{ label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' }],
    'noProfile',
  );
}
function roleMissing(name: string): UserError {
  return new UserError(
    l10n.t('The running sandbox does not tell the key of "{0}". Restart the window, or switch the profile.', name),
    [{ label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' }],
  );
}
function keyMissing(profile: Profile): UserError {
  return new UserError(
    l10n.t('The key of profile "{0}" is missing: the system no longer has it. Enter it again.', profile.name),
    [rekey(profile.id)],
    'keyMissing',
  );
}
