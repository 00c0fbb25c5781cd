import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Memento, SandboxAccount, Secrets } from '../ports';
import {
  type Profile,
  type ProfileSecret,
  profileSecretKey,
  type TargetSecret,
  targetSecretKey,
  type UploadTarget,
} from '../profile';
import { secretOrigin } from '../uploadTargets/targetOrigin';

/** Id of the one profile that stands for the emulator on this machine. Its key is made anew and never stored. */
export const sandboxProfileId = 'sandbox';
/** Profiles of the roles that can be played in that emulator. */
export const sandboxRoleProfileId = (role: SandboxAccount['role']): string => `${sandboxProfileId}-${role}`;
/** Whether the profile is about the emulator on this machine, as its owner or in a role. */
export const isSandboxProfileId = (id: string): boolean =>
  id === sandboxProfileId || id.startsWith(`${sandboxProfileId}-`);
const listKey = 'profiles';
/** In `workspaceState` the choice of this window, in `globalState` the one fresh windows begin with. */
const activeKey = 'activeProfile';

export interface ProfileStorePorts {
  readonly secrets: Secrets;
  readonly globalState: Memento;
  readonly workspaceState: Memento;
  readonly remember: (secret: string) => void;
}
/** Profiles in `globalState`, their keys in `Secrets` only. */
export class ProfileStore implements Disposable {
  readonly #ports: ProfileStorePorts;
  readonly #changed = new Emitter<void>();
  /** Keys kept for this session because the system would not store them. */
  readonly #unstored = new Map<string, ProfileSecret>();
  readonly #unstoredTargets = new Map<string, TargetSecret>();
  /** The choice of this window. Other windows write the global one at any time, which must not move our target. */
  #activeId: string | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(ports: ProfileStorePorts) {
    this.#ports = ports;
  }
  list(): readonly Profile[] {
    return this.#ports.globalState.get<readonly Profile[]>(listKey) ?? [];
  }
  get(id: string): Profile | undefined {
    return this.list().find((profile) => profile.id === id);
  }
  /**
   * The profile of this window: once resolved it stays, whatever other windows choose. When it is gone there is none,
   * except that a single profile needs no choice.
   */
  get active(): Profile | undefined {
    const profiles = this.list();
    const { workspaceState, globalState } = this.#ports;
    const chosen = this.#activeId ?? workspaceState.get<string>(activeKey) ?? globalState.get<string>(activeKey);
    const active =
      profiles.find((profile) => profile.id === chosen) ?? (profiles.length === 1 ? profiles[0] : undefined);
    this.#activeId = active?.id ?? this.#activeId;
    return active;
  }
  /** The active profile, from now on the one of this window after a restart as well. */
  async pinActive(): Promise<Profile | undefined> {
    const { active } = this;
    const { workspaceState } = this.#ports;
    if (active && workspaceState.get<string>(activeKey) !== active.id) await workspaceState.set(activeKey, active.id);
    return active;
  }
  /** Adds the profile or replaces the one with its id. */
  async save(profile: Profile): Promise<void> {
    await this.#put(profile);
    this.#changed.fire();
  }
  async activate(id: string): Promise<void> {
    this.#activeId = id;
    await this.#ports.workspaceState.set(activeKey, id);
    await this.#ports.globalState.set(activeKey, id);
    this.#changed.fire();
  }
  /** The key first, so that no key is left behind without a profile. */
  async remove(id: string): Promise<void> {
    await this.#ports.secrets.delete(targetSecretKey(id));
    await this.#ports.secrets.delete(profileSecretKey(id));
    this.#unstored.delete(id);
    this.#unstoredTargets.delete(id);
    await this.#ports.globalState.set(
      listKey,
      this.list().filter((profile) => profile.id !== id),
    );
    // This window keeps knowing which one it had, so that it does not slide to the choice of another window.
    const { globalState } = this.#ports;
    if (globalState.get<string>(activeKey) === id) await globalState.set(activeKey, undefined);
    this.#changed.fire();
  }
  /** The key of a profile; undefined when it is lost or belongs to another endpoint. */
  async secretOf(profile: Profile): Promise<ProfileSecret | undefined> {
    const secret = this.#unstored.get(profile.id) ?? parse(await this.#read(profileSecretKey(profile.id)));
    if (!secret || secret.endpoint !== profile.endpoint) return undefined;
    this.#ports.remember(secret.secretKey);
    if (secret.token) this.#ports.remember(secret.token);
    return secret;
  }
  /**
   * Stores the key, and the profile with it when it is a kept one: nobody sees the new key beside the old SecretId.
   * Throws what the system's key store throws; then nothing has changed.
   */
  async setSecret(profile: Profile, secret: Omit<ProfileSecret, 'endpoint'>): Promise<void> {
    this.#ports.remember(secret.secretKey);
    const bound: ProfileSecret = { ...secret, endpoint: profile.endpoint };
    await this.#ports.secrets.set(profileSecretKey(profile.id), JSON.stringify(bound));
    this.#unstored.delete(profile.id);
    await this.#putKept(profile);
    this.#changed.fire();
  }
  /** Keeps the key until the window closes; the profile as in `setSecret`. */
  async keepForSession(profile: Profile, secret: Omit<ProfileSecret, 'endpoint'>): Promise<void> {
    this.#ports.remember(secret.secretKey);
    this.#unstored.set(profile.id, { ...secret, endpoint: profile.endpoint });
    await this.#putKept(profile);
    this.#changed.fire();
  }
  /** The secret of the profile's upload target; undefined when it is lost or belongs to another address. */
  async targetSecretOf({ id, uploadTarget }: Profile): Promise<TargetSecret | undefined> {
    const found = this.#unstoredTargets.get(id) ?? parseTarget(await this.#read(targetSecretKey(id)));
    if (!found || found.origin !== secretOrigin(uploadTarget)) return undefined;
    for (const secret of [found.secret, found.token]) if (secret) this.#ports.remember(secret);
    return found;
  }
  /**
   * Changes where the packages of a profile go. The secret is bound to the target's address; undefined keeps the one that is
   * there when it belongs to that address, and removes it otherwise. Throws what the system's key store throws; then nothing
   * has changed. `keep` is for a key store that does not work: until the window closes.
   */
  async setTarget(
    profile: Profile,
    uploadTarget: UploadTarget,
    secret: Omit<TargetSecret, 'origin'> | undefined,
    keep: 'stored' | 'forSession' = 'stored',
  ): Promise<void> {
    const changed = { ...profile, uploadTarget };
    const origin = secretOrigin(uploadTarget);
    const { secrets, remember } = this.#ports;
    if (secret !== undefined && origin !== undefined) {
      for (const own of [secret.secret, secret.token]) if (own) remember(own);
      const bound: TargetSecret = { ...secret, origin };
      if (keep === 'stored') {
        await secrets.set(targetSecretKey(profile.id), JSON.stringify(bound));
        this.#unstoredTargets.delete(profile.id);
      } else this.#unstoredTargets.set(profile.id, bound);
    } else if ((await this.targetSecretOf(changed)) === undefined) {
      await secrets.delete(targetSecretKey(profile.id));
      this.#unstoredTargets.delete(profile.id);
    }
    await this.#putKept(changed);
    this.#changed.fire();
  }
  dispose(): void {
    this.#unstored.clear();
    this.#unstoredTargets.clear();
    this.#changed.dispose();
  }
  async #put(profile: Profile): Promise<void> {
    const list = this.list();
    const position = list.findIndex((other) => other.id === profile.id);
    await this.#ports.globalState.set(listKey, position < 0 ? [...list, profile] : list.with(position, profile));
  }
  async #putKept(profile: Profile): Promise<void> {
    if (this.get(profile.id)) await this.#put(profile);
  }
  /** A key store that fails to read is as good as one that forgot: the profile asks for its key. */
  async #read(key: string): Promise<string | undefined> {
    try {
      return await this.#ports.secrets.get(key);
    } catch {
      return undefined;
    }
  }
}

function parse(text: string | undefined): ProfileSecret | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<ProfileSecret> | null;
    if (typeof value?.endpoint !== 'string' || typeof value.secretKey !== 'string') return undefined;
    return { endpoint: value.endpoint, secretKey: value.secretKey, ...(value.token ? { token: value.token } : {}) };
  } catch {
    return undefined;
  }
}
function parseTarget(text: string | undefined): TargetSecret | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Partial<TargetSecret> | null;
    if (typeof value?.origin !== 'string' || typeof value.secret !== 'string') return undefined;
    return { origin: value.origin, secret: value.secret, ...(value.token ? { token: value.token } : {}) };
  } catch {
    return undefined;
  }
}
