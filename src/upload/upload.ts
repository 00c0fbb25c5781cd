/** One upload of one file, whatever the target. */
export interface UploadJob {
  /** Absolute path of the file; its size and content must not change meanwhile. */
  readonly file: string;
  /** With the dot: `.zip`, `.png`. */
  readonly suffix: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes sent so far, of all. */
  readonly onProgress?: (sent: number, total: number) => void;
}
export interface Uploaded {
  /** What the platform is given as `FileUrl`; a plain GET of it answers the file. */
  readonly url: string;
  readonly bytes: number;
}
export type Uploader = (job: UploadJob) => Promise<Uploaded>;

export type UploadErrorKind =
  'noCredentials' | 'denied' | 'expired' | 'clock' | 'notFound' | 'checksum' | 'server' | 'network' | 'timeout';
export class UploadError extends Error {
  override readonly name = 'UploadError';
  constructor(
    readonly kind: UploadErrorKind,
    readonly host: string,
    /** The store's own code (`AccessDenied`) or the network's, without secrets. */
    readonly code: string,
    readonly detail: string,
    readonly requestId?: string,
  ) {
    super(`upload to ${host}: ${kind} ${code}: ${detail}`);
  }
}
