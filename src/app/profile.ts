import type { Dialect } from '../contract/shape';

export type Environment = 'production' | 'staging' | 'sandbox';

/** Where the package goes so that the platform can download it. Holds no secret: that lives under `targetSecretKey(id)`. */
export type UploadTarget =
  /** The platform's own store, with the credentials it lends. */
  { readonly kind: 'platform' } | CosTarget | SmhTarget | HttpTarget;

/** A bucket of the user's own. The secret is the SecretKey that belongs to `secretId`. */
export interface CosTarget {
  readonly kind: 'cos';
  readonly bucket: string;
  readonly region: string;
  /** Where it is not that of COS; without `/` at its end. */
  readonly endpoint?: string;
  readonly secretId: string;
  /** How the platform reads: by a signed address, or as anybody may, at the bucket or at `publicBase`. */
  readonly reading: 'signed' | 'public';
  readonly publicBase?: string;
  /** Template of the key; default `defaultPlace`. */
  readonly path?: string;
}
/** A media library (Smart Media Hosting). */
export interface SmhTarget {
  readonly kind: 'smh';
  /** Address of the library, without `/` at its end. */
  readonly endpoint: string;
  readonly libraryId: string;
  readonly spaceId?: string;
  readonly access: SmhAccess;
  readonly path?: string;
}
/** What the secret of a media library is. */
export type SmhAccess =
  /** The SecretKey of an API key that may ask `control` for the library's secret. */
  | { readonly kind: 'key'; readonly control: string; readonly secretId: string }
  /** The library's secret. */
  | { readonly kind: 'secret' }
  /** An access token. */
  | { readonly kind: 'token' }
  /** A bearer token for a service of the user's own that gives access tokens. */
  | { readonly kind: 'service'; readonly url: string };
/** Any server that takes PUT. */
export interface HttpTarget {
  readonly kind: 'http';
  /** Template of the address. */
  readonly uploadUrl: string;
  readonly login: HttpLogin;
  readonly publicAddress: HttpPublicAddress;
}
/** How the server knows us; the secret is the password, the token, or the value of the header. */
export type HttpLogin =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string };
/** Where the platform reads: where it was put, at an address made of a template, or where the server's answer says. */
export type HttpPublicAddress =
  | { readonly kind: 'same' }
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'pointer'; readonly pointer: string }
  | { readonly kind: 'location' };

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
  /** Login of the key's owner, where that is known; the platform has no action that tells. */
  readonly account?: string;
}
/** What is kept in SecretStorage for a profile, as JSON. `endpoint` binds the key to where it may be sent. */
export interface ProfileSecret {
  readonly endpoint: string;
  readonly secretKey: string;
  /** Session token of temporary credentials. */
  readonly token?: string;
}
export const profileSecretKey = (profileId: string): string => `profile/${profileId}`;

/** What is kept in SecretStorage for an upload target, as JSON. It is sent to `origin` and nowhere else. */
export interface TargetSecret {
  readonly origin: string;
  readonly secret: string;
  /** Session token of temporary credentials. */
  readonly token?: string;
}
export const targetSecretKey = (profileId: string): string => `${profileSecretKey(profileId)}/upload`;
