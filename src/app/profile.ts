import type { Dialect } from '../contract/shape';

export type Environment = 'production' | 'staging' | 'sandbox';

/** Where the package goes so that the platform can download it. Later targets join this union. */
export type UploadTarget = { readonly kind: 'platform' };

/** Where and as whom we talk. Holds no secret: the key lives in `Secrets` under `profileSecretKey(id)`. */
export interface Profile {
  /** UUID; `sandbox` for the emulator on this machine. */
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  readonly dialect: Dialect;
  /** Origin of the API, `https://host[:port]`; for the sandbox the address it had last. */
  readonly endpoint: string;
  readonly region: string;
  readonly platformId: string;
  readonly secretId: string;
  readonly uploadTarget: UploadTarget;
}
/** What is kept in SecretStorage for a profile, as JSON. `endpoint` binds the key to where it may be sent. */
export interface ProfileSecret {
  readonly endpoint: string;
  readonly secretKey: string;
  /** Session token of temporary credentials. */
  readonly token?: string;
}
export const profileSecretKey = (profileId: string): string => `profile/${profileId}`;
