import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../base/errors';
import type { DataOf } from '../contract/actions';
import { putToCos } from './cosPut';
import { type UploadEffects, type World, worldOf } from './effects';
import { withFile } from './openFile';
import { readBack } from './readBack';
import { StoreClock } from './storeClock';
import { inTries } from './tries';
import { type Uploaded, UploadError, type Uploader, type UploadJob } from './upload';

/** Reply of `DescribeTempSecret4UploadFile2Cos`. */
export type TempSecret = NonNullable<DataOf<'DescribeTempSecret4UploadFile2Cos'>>;

export interface PlatformUploaderOptions extends UploadEffects {
  /** Asks the platform for credentials and a path; called before every try, because no expiry time comes with them. */
  readonly tempSecret: (suffix: string, signal: AbortSignal | undefined) => Promise<TempSecret>;
  /** Address of a bucket without `/` at its end; by default that of COS. */
  readonly cosEndpoint?: (bucket: string, region: string, accelerate: boolean) => string;
  /** Name of an object where the platform gives only a folder. */
  readonly newName?: () => string;
}

const noAcceleration = new Set(['BucketAccelerateNotEnabled', 'ActionAccelerateNotSupported']);

const refusedToStrangers = new Set(['HTTP 401', 'HTTP 403']);

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
  readonly #world: World;
  readonly #clock: StoreClock;
  #mayAccelerate = true;

  constructor(private readonly options: PlatformUploaderOptions) {
    this.#world = worldOf(options);
    this.#clock = new StoreClock(options);
  }

  async upload(job: UploadJob): Promise<Uploaded> {
    const { signal } = job;
    const alsoCures = ({ code }: UploadError): boolean => noAcceleration.has(code);
    const stored = await inTries(this.#world, { signal, alsoCures }, () => this.#try(job));
    await inTries(this.#world, { signal }, () => this.#readBack(stored, signal));
    this.#world.log.info(`Uploaded ${stored.bytes} bytes to ${new URL(stored.url).host}`);
    return stored;
  }

  /**
   * The bucket is the platform's own: that strangers are refused (401, 403) says nothing about the platform, which reads it
   * with its own rights. Whether the real bucket is private is not documented, so a refusal is noted and the publish goes on.
   */
  async #readBack(stored: Uploaded, signal: AbortSignal | undefined): Promise<void> {
    const { fetch, log } = this.#world;
    try {
      await readBack(fetch, stored, signal);
    } catch (error) {
      if (!(error instanceof UploadError) || !refusedToStrangers.has(error.code)) throw error;
      log.warn(`Upload: ${new URL(stored.url).host} does not let strangers read the package (${error.code})`);
    }
  }

  async #try(job: UploadJob): Promise<Uploaded> {
    throwIfAborted(job.signal);
    const { tempSecret, cosEndpoint = cosAddress } = this.options;
    const secret = complete(await tempSecret(job.suffix, job.signal));
    for (const own of [secret.key, secret.token]) this.#world.remember(own);
    const base = cosEndpoint(secret.bucket, secret.region, secret.accelerate && this.#mayAccelerate);
    const place = { base, key: this.#keyOf(secret.path, job.suffix) };
    const key = { secretId: secret.id, secretKey: secret.key, token: secret.token };
    try {
      return await withFile(job.file, (file) => putToCos(this.#world, this.#clock, key, { place, file, job }));
    } catch (error) {
      if (error instanceof UploadError && noAcceleration.has(error.code)) this.#mayAccelerate = false;
      throw error;
    }
  }

  /** The path is an object's key, or a folder when it ends in `/`. */
  #keyOf(path: string, suffix: string): string {
    const key = path.replace(/^\/+/, '');
    const newName = this.options.newName ?? this.#world.newId;
    return key === '' || key.endsWith('/') ? `${key}${newName()}${suffix}` : key;
  }
}

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
