import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import nodeFetch from 'node-fetch';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import { retry } from '../base/retry';
import type { DataOf } from '../contract/actions';
import { CosPutFailed, fileChanged, putToCos } from './cosPut';
import { readBack } from './readBack';
import { type Uploaded, UploadError, type Uploader, type UploadJob } from './upload';

/** Reply of `DescribeTempSecret4UploadFile2Cos`. */
export type TempSecret = NonNullable<DataOf<'DescribeTempSecret4UploadFile2Cos'>>;

export interface PlatformUploaderOptions {
  /** Asks the platform for credentials and a path; called before every try, because no expiry time comes with them. */
  readonly tempSecret: (suffix: string, signal: AbortSignal | undefined) => Promise<TempSecret>;
  /** Address of a bucket without `/` at its end; by default that of COS. */
  readonly cosEndpoint?: (bucket: string, region: string, accelerate: boolean) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Is told the temporary key and token before they are used, so that no sink shows them. */
  readonly remember?: (secret: string) => void;
  readonly fetch?: typeof nodeFetch;
  /** In [0, 1); spreads retries. */
  readonly random?: () => number;
  /** Name of an object where the platform gives only a folder. */
  readonly newName?: () => string;
  /** Milliseconds without a byte moving after which a try is given up; default 60,000. */
  readonly idleMs?: number;
}

const maxTries = 3;
const contentTypes: Readonly<Record<string, string>> = {
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};
/** Kinds that another try with new credentials may cure. */
const passing = new Set(['expired', 'clock', 'server', 'network', 'timeout']);
const noAcceleration = new Set(['BucketAccelerateNotEnabled', 'ActionAccelerateNotSupported']);

/** Default address of a bucket. Source: the store's endpoint pages (436/6224, 436/33411). */
export const cosAddress = (bucket: string, region: string, accelerate: boolean): string =>
  `https://${bucket}.cos.${accelerate ? 'accelerate' : region}.myqcloud.com`;

/**
 * Uploads to the platform's own bucket with the temporary credentials it hands out.
 * Throws `UploadError`, `Cancelled`, what `tempSecret` throws, and an error that names the file when it cannot be read.
 */
export function createPlatformUploader(options: PlatformUploaderOptions): Uploader {
  const target = new PlatformTarget(options);
  return (job) => target.upload(job);
}

class PlatformTarget {
  /** The store's time minus ours, in milliseconds, once it told us that our clock is off. */
  #offsetMs = 0;
  #mayAccelerate = true;

  constructor(private readonly options: PlatformUploaderOptions) {}

  async upload(job: UploadJob): Promise<Uploaded> {
    const { clock, log, random = Math.random } = this.options;
    const { signal } = job;
    const once = { clock, signal, attempts: maxTries, baseMs: 500, capMs: 5000, random };
    const onRetry = (error: unknown): void => log.warn(`Upload: again after ${describe(error)}`);
    let badSums = 0;
    const verdict = (error: unknown): { readonly again: boolean } => {
      if (!(error instanceof UploadError)) return { again: false };
      if (noAcceleration.has(error.code)) return { again: true };
      if (error.code === fileChanged) return { again: false };
      return { again: error.kind === 'checksum' ? ++badSums < 2 : passing.has(error.kind) };
    };
    const stored = await retry({ ...once, onRetry, verdict }, () => this.#try(job));
    const isPassing = (error: unknown): boolean => error instanceof UploadError && passing.has(error.kind);
    await retry({ ...once, verdict: (error) => ({ again: isPassing(error) }) }, () => this.#readBack(stored, signal));
    log.info(`Uploaded ${stored.bytes} bytes to ${new URL(stored.url).host}`);
    return stored;
  }

  /**
   * The bucket is the platform's own: that strangers are refused (401, 403) says nothing about the platform, which reads it
   * with its own rights. Whether the real bucket is private is not documented, so a refusal is noted and the publish goes on.
   */
  async #readBack({ url, bytes }: Uploaded, signal: AbortSignal | undefined): Promise<void> {
    try {
      await readBack(this.options.fetch ?? nodeFetch, url, bytes, signal);
    } catch (error) {
      if (!(error instanceof UploadError) || error.kind !== 'denied') throw error;
      this.options.log.warn(`Upload: ${new URL(url).host} does not let strangers read the package (${error.code})`);
    }
  }

  async #try(job: UploadJob): Promise<Uploaded> {
    const { options } = this;
    const secret = complete(await options.tempSecret(job.suffix, job.signal));
    for (const own of [secret.key, secret.token]) options.remember?.(own);
    const accelerate = secret.accelerate && this.#mayAccelerate;
    const base = (options.cosEndpoint ?? cosAddress)(secret.bucket, secret.region, accelerate);
    try {
      return await putToCos({
        fetch: options.fetch ?? nodeFetch,
        base,
        key: this.#keyOf(secret.path, job.suffix),
        file: job.file,
        contentType: contentTypes[job.suffix.toLowerCase()] ?? 'application/octet-stream',
        secretId: secret.id,
        secretKey: secret.key,
        token: secret.token,
        now: Math.floor((options.clock.now() + this.#offsetMs) / 1000),
        idleMs: options.idleMs ?? 60_000,
        signal: job.signal,
        onProgress: job.onProgress,
      });
    } catch (error) {
      if (!(error instanceof CosPutFailed)) throw error;
      this.#learn(error);
      throw error.reason;
    }
  }

  /** The path is an object's key, or a folder when it ends in `/`. */
  #keyOf(path: string, suffix: string): string {
    const key = path.replace(/^\/+/, '');
    const newName = this.options.newName ?? (() => randomUUID().replaceAll('-', ''));
    return key === '' || key.endsWith('/') ? `${key}${newName()}${suffix}` : key;
  }

  #learn({ reason, serverTime }: CosPutFailed): void {
    if (noAcceleration.has(reason.code)) this.#mayAccelerate = false;
    if (reason.kind !== 'clock' || serverTime === undefined) return;
    this.#offsetMs = serverTime - this.options.clock.now();
    const seconds = Math.round(Math.abs(this.#offsetMs) / 1000);
    this.options.log.warn(`The clock of this computer is off by ${seconds} s; signing with the store's time`);
  }
}

const describe = (error: unknown): string =>
  error instanceof UploadError ? `${error.kind} ${error.code} ${error.requestId ?? ''}`.trim() : 'an error';

interface CompleteSecret {
  readonly bucket: string;
  readonly region: string;
  readonly path: string;
  readonly id: string;
  readonly key: string;
  readonly token: string;
  readonly accelerate: boolean;
}

/** All members there, and fit to be parts of a host name: what the store's credentials are sent to must not come from a stray answer. */
function complete(secret: TempSecret): CompleteSecret {
  const { Bucket: bucket, Region: region, Path: path, TempSecretId: id, TempSecretKey: key, Token: token } = secret;
  if (!bucket || !region || path === null || !id || !key || !token)
    throw new UploadError('noCredentials', '', 'incomplete', l10n.t('The platform gave no upload credentials.'));
  if (![bucket, region].every((part) => /^[a-z0-9][a-z0-9-]*$/i.test(part)))
    throw new UploadError('noCredentials', '', 'invalid', l10n.t('The platform named a bucket that cannot exist.'));
  return { bucket, region, path, id, key, token, accelerate: secret.AccelerateEnable === 1 };
}
