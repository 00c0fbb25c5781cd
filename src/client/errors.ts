import type { Advice } from '../contract/advice';
import { errorCodes } from '../contract/errorCodes';

/** The platform answered with an error of its own. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly action: string,
    /** Documented code such as `FailedOperation.PackageAlreadyExpired`, or whatever the platform sent. */
    readonly code: string,
    /** The platform's own words. */
    readonly serverMessage: string,
    readonly requestId: string,
  ) {
    super(`${action}: ${code}: ${serverMessage} (RequestId ${requestId})`);
  }
  /** What kind of help the code calls for; an unknown code by its family, else `report`. */
  get advice(): Advice {
    return adviceOf(this.code);
  }
  /** Too many requests in a second: nothing was done. The code may name in its second part whose they were. */
  get isOverRate(): boolean {
    return familyOf(this.code) === 'RequestLimitExceeded';
  }
}
function adviceOf(code: string): Advice {
  const table: Readonly<Record<string, { readonly advice: Advice }>> = errorCodes;
  return (table[code] ?? table[familyOf(code)])?.advice ?? 'report';
}
/** The service finds our time wrong, as it came with the request. */
export const isClockError = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'AuthFailure.SignatureExpire';
const familyOf = (code: string): string => code.split('.', 1)[0] ?? code;

/**
 * Why no usable answer came: name not found, connection refused or dropped, no network, TLS refused, proxy refused,
 * no answer in time, an answer that is not the platform's (HTML, not JSON, no envelope), or one that breaks the contract.
 */
export type TransportKind =
  'dns' | 'refused' | 'reset' | 'offline' | 'tls' | 'proxy' | 'timeout' | 'notPlatform' | 'contract';
export class TransportError extends Error {
  override readonly name = 'TransportError';
  constructor(
    readonly action: string,
    readonly kind: TransportKind,
    readonly host: string,
    /** Technical detail for the log and for "copy details", without secrets. */
    readonly detail: string,
    readonly httpStatus?: number,
    /** The fault came before a connection stood: nothing can have gone out. */
    readonly beforeConnection = false,
  ) {
    super(`${action}: ${kind} ${host}: ${detail}`);
  }
  /**
   * True when the request may have reached the platform, so that a change may have happened: always, unless the fault
   * shows that it did not. Networks and TLS fail in the middle of a connection too.
   */
  get mayHaveArrived(): boolean {
    const isNamed = this.kind === 'dns' || this.kind === 'refused' || this.kind === 'proxy';
    return !isNamed && !this.beforeConnection;
  }
}
