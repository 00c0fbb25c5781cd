/** One upload of one file, whatever the target. */
export interface UploadJob {
  /** Absolute path of the file; its size and content must not change meanwhile. */
  readonly file: string;
  /** With the dot: `.zip`, `.png`. */
  readonly suffix: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes sent so far, of all. */
  readonly onProgress?: (sent: number, total: number) => void;
  /** What the file is, for targets whose address is made of a template; see `PlaceValues`. */
  readonly appId?: string | undefined;
  readonly version?: string | undefined;
  /** Name to store it under where the target asks for one; by default that of the file. */
  readonly fileName?: string | undefined;
  /** What `onPlace` was told by a try that did not live to see its end: it is looked for there before anything is sent. */
  readonly earlier?: UploadPlace | undefined;
  /** Awaited before the first byte is sent, once for each place that is tried. */
  readonly onPlace?: ((place: UploadPlace) => Promise<void>) | undefined;
}
/** Where an upload puts its file: enough to find it again after a kill. Plain JSON, holds no secret. */
export interface UploadPlace {
  readonly kind: 'platform' | 'cos' | 'smh' | 'http';
  /** Address in the store, without a query. */
  readonly url: string;
  readonly bytes: number;
  /** CRC-64 of the file as stores tell it. */
  readonly crc64: string;
  /** What templates were filled with besides the job, so that another try is put in the same place. */
  readonly stamp?: { readonly timestamp: string; readonly id: string };
  /** What the media library knows the upload by. */
  readonly confirmKey?: string;
}
export interface Uploaded {
  /** What the platform is given as `FileUrl`; a plain GET of it answers the file. */
  readonly url: string;
  readonly bytes: number;
}
export interface Uploader {
  /** Throws `UploadError`, `Cancelled`, and an error that names the file when it cannot be read. */
  (job: UploadJob): Promise<Uploaded>;
  /**
   * Removes from the store what an upload to that place left unfinished, when nobody will go on with it; a finished one stays.
   * Answers false when something may be left, and for a place of another target; what cannot be removed now is remembered for
   * a later upload. Absent where nothing unfinished can be left. Throws `UploadError` for settings that cannot work.
   */
  readonly discard?: (place: UploadPlace) => Promise<boolean>;
  /**
   * Whether the target answers and takes the login, by requests that change nothing; undefined where that cannot be told.
   * Throws as an upload does where it does not.
   */
  readonly look?: (signal?: AbortSignal) => Promise<TargetLook | undefined>;
}
/** What a look at a target found. Whether it lets us store can only be told by storing. */
export interface TargetLook {
  readonly host: string;
  /** `none`: the target asks for none; `untold`: it has not asked for it. */
  readonly login: 'taken' | 'none' | 'untold';
  /** Whether the login may look for files there, which a publish can do without; undefined where it is not told. */
  readonly mayRead?: boolean;
  /** The bucket that the platform lends. */
  readonly lent?: { readonly bucket: string; readonly region: string };
}

export type UploadErrorKind =
  | 'noCredentials'
  | 'denied'
  | 'expired'
  | 'clock'
  | 'notFound'
  | 'checksum'
  | 'server'
  | 'network'
  | 'timeout'
  /** The store has no room, or takes no file of this size. */
  | 'full'
  | SaidByDetail;
/** Kinds whose `detail` is a whole sentence for the user: what happened and what to do. */
export type SaidByDetail =
  /** The target's settings cannot work. */
  | 'settings'
  /** The store sends us to another address. */
  | 'redirect'
  /** There is a file of that name, and the target is not to overwrite it. */
  | 'exists'
  /** Stored, but the platform could not read it at its address. */
  | 'unreadable'
  /** A page came from something that stands in between us and the store. */
  | 'intercepted';
export class UploadError extends Error {
  override readonly name = 'UploadError';
  constructor(
    readonly kind: UploadErrorKind,
    readonly host: string,
    /** The store's own code (`AccessDenied`) or the network's, without secrets. */
    readonly code: string,
    readonly detail: string,
    readonly requestId?: string,
    /** Milliseconds the store asks us to wait before another try. */
    readonly afterMs?: number,
  ) {
    super(`upload to ${host}: ${kind} ${code}: ${detail}`);
  }
}
