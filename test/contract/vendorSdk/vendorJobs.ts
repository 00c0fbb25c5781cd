/** What the vendor's process is asked to do, and what it answers. */

export interface Tc3Job {
  readonly host: string;
  readonly contentType: string;
  readonly service: string;
  readonly timestamp: number;
  readonly secretId: string;
  readonly secretKey: string;
  /** An object goes through the SDK's own JSON.stringify. */
  readonly payload: object | Uint8Array;
}
export interface CosJob {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly secretId: string;
  readonly secretKey: string;
  readonly start: number;
  readonly end: number;
}
export interface Account {
  /** Origin of the API. */
  readonly url: string;
  readonly region: string;
  readonly secretId: string;
  readonly secretKey: string;
}
export interface CallJob {
  readonly account: Account;
  readonly action: string;
  readonly request: Readonly<Record<string, unknown>>;
}
/** A file for the object store below an origin, with credentials that `DescribeTempSecret4UploadFile2Cos` gave. */
export interface PutJob {
  readonly url: string;
  readonly secret: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}
/** One call of the object store's SDK with a key of the account. */
export interface StoreJob {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Name of the SDK's own method. */
  readonly method: string;
  /** `content` is written to a file first, whose path the SDK gets. */
  readonly params: Readonly<Record<string, unknown>>;
}
export interface VendorJobs {
  tc3(jobs: readonly Tc3Job[]): string[];
  cos(jobs: readonly CosJob[]): string[];
  call(job: CallJob): Promise<unknown>;
  put(job: PutJob): Promise<string>;
  store(job: StoreJob): Promise<unknown>;
}
export type JobName = keyof VendorJobs;

export interface JobMessage {
  readonly id: number;
  readonly name: JobName;
  readonly job: any;
}
export type AnswerMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly message: string;
      readonly code: string;
      readonly requestId: string;
    };
