import { newSecretId, newSecretKey, newToken, type Random } from '../ids';

export interface TemporaryKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** The one object (`bucket/key`) it may write. */
  readonly object: string;
}
/** The platform's default for temporary credentials. */
const lifeSeconds = 1800;

/** Credentials for single uploads. Kept in memory only: a restart ends them, as no secret may reach the disk. */
export class TemporaryKeys {
  readonly #keys = new Map<string, TemporaryKey>();

  constructor(private readonly random: Random) {}

  issue(object: string, now: number, forSeconds = lifeSeconds): TemporaryKey {
    for (const [id, { expiresAt }] of this.#keys) if (expiresAt + lifeSeconds < now) this.#keys.delete(id);
    const key = {
      secretId: newSecretId(this.random),
      secretKey: newSecretKey(this.random),
      token: newToken(this.random),
      expiresAt: now + forSeconds,
      object,
    };
    this.#keys.set(key.secretId, key);
    return key;
  }
  find(secretId: string): TemporaryKey | undefined {
    return this.#keys.get(secretId);
  }
}
