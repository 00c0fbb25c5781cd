import type { ActionName, DataOf, RequestOf } from '../contract/actions';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one try; default 15,000. */
  readonly timeoutMs?: number;
}
export interface Reply<A extends ActionName> {
  readonly data: DataOf<A>;
  readonly requestId: string;
}
/** The one way to reach the platform; nothing else builds a request. */
export interface CloudClient {
  /**
   * Signs and sends one action with the profile's `PlatformId`, region and dialect.
   * Throws `ApiError` (the platform said no), `TransportError` (it could not be reached or did not answer in its protocol),
   * `Cancelled`.
   */
  call<A extends ActionName>(action: A, request: RequestOf<A>, options?: CallOptions): Promise<Reply<A>>;
}
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** `X-TC-Token` of temporary credentials. */
  readonly token?: string | undefined;
}
