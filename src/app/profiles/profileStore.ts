import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Memento, Secrets } from '../ports';
import { type Profile, type ProfileSecret, profileSecretKey } from '../profile';

/** Id of the one profile that stands for the emulator on this machine. Its key is made anew and never stored. */
export const sandboxProfileId = 'sandbox';
const listKey = 'profiles';
/** In `workspaceState` the choice of this window, in `globalState` the one new windows begin with. */
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
  get active(): Profile | undefined {
    const profiles = this.list();
    const chosen = this.#ports.workspaceState.get<string>(activeKey) ?? this.#ports.globalState.get<string>(activeKey);
    return profiles.find((profile) => profile.id === chosen) ?? profiles[0];
  }
  /** Adds the profile or replaces the one with its id. */
  async save(profile: Profile): Promise<void> {
    const others = this.list().filter((other) => other.id !== profile.id);
    const position = this.list().findIndex((other) => other.id === profile.id);
    const next = position < 0 ? [...others, profile] : others.toSpliced(position, 0, profile);
    await this.#ports.globalState.set(listKey, next);
    this.#changed.fire();
  }
  async activate(id: string): Promise<void> {
    await this.#ports.workspaceState.set(activeKey, id);
    await this.#ports.globalState.set(activeKey, id);
    this.#changed.fire();
  }
  /** The key first, so that no key is left behind without a profile. */
  async remove(id: string): Promise<void> {
    await this.#ports.secrets.delete(profileSecretKey(id));
    this.#unstored.delete(id);
    await this.#ports.globalState.set(
      listKey,
      this.list().filter((profile) => profile.id !== id),
    );
    for (const state of [this.#ports.workspaceState, this.#ports.globalState])
      if (state.get<string>(activeKey) === id) await state.set(activeKey, undefined);
    this.#changed.fire();
  }
  /** The key of a profile; undefined when it is lost or belongs to another endpoint. */
  async secretOf(profile: Profile): Promise<ProfileSecret | undefined> {
    const secret = this.#unstored.get(profile.id) ?? parse(await this.#read(profile.id));
    if (!secret || secret.endpoint !== profile.endpoint) return undefined;
    this.#ports.remember(secret.secretKey);
    if (secret.token) this.#ports.remember(secret.token);
    return secret;
  }
  /** Throws what the system's key store throws. */
  async setSecret(profile: Profile, secret: Omit<ProfileSecret, 'endpoint'>): Promise<void> {
    this.#ports.remember(secret.secretKey);
    const bound: ProfileSecret = { ...secret, endpoint: profile.endpoint };
    await this.#ports.secrets.set(profileSecretKey(profile.id), JSON.stringify(bound));
    this.#unstored.delete(profile.id);
    this.#changed.fire();
  }
  /** Keeps the key until the window closes. */
  keepForSession(profile: Profile, secret: Omit<ProfileSecret, 'endpoint'>): void {
    this.#ports.remember(secret.secretKey);
    this.#unstored.set(profile.id, { ...secret, endpoint: profile.endpoint });
    this.#changed.fire();
  }
  dispose(): void {
    this.#unstored.clear();
    this.#changed.dispose();
  }
  /** A key store that fails to read is as good as one that forgot: the profile asks for its key. */
  async #read(id: string): Promise<string | undefined> {
    try {
      return await this.#ports.secrets.get(profileSecretKey(id));
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
