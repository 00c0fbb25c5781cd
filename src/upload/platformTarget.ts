import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../base/errors';
import type { DataOf } from '../contract/actions';
import { lacksAcceleration } from './cosError';
import type { AskCos } from './cosParts';
import { putToCos } from './cosPut';
import { askCos, type CosKey, type CosPlace, objectUrl } from './cosRequest';
import { isNotFound, isThisFile, tellPlace } from './earlier';
import { type UploadEffects, type World, worldOf } from './effects';
import { exchange } from './exchange';
import { lookAtCos } from './look';
import { type OpenFile, withFile } from './openFile';
import { readBack } from './readBack';
import { StoreClock } from './storeClock';
import { inTries } from './tries';
import { type TargetLook, type Uploaded, UploadError, type Uploader, type UploadJob } from './upload';

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
  return Object.assign((job: UploadJob) => target.upload(job), { look: (signal?: AbortSignal) => target.look(signal) });
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
    const before = new Before(job.earlier?.kind === 'platform' ? job.earlier.url : undefined);
    const stored = await inTries(this.#world, { signal, alsoCures: lacksAcceleration }, () =>
      withFile(job.file, (file) => this.#try(job, file, before)),
    );
    await inTries(this.#world, { signal }, () => this.#readBack(stored, signal));
    this.#world.log.info(`Uploaded ${stored.bytes} bytes to ${new URL(stored.url).host}`);
    return stored;
  }

  async look(signal: AbortSignal | undefined): Promise<TargetLook> {
    return inTries(this.#world, { signal, alsoCures: lacksAcceleration }, async () => {
      const { base, key, bucket, region, path } = await this.#lent('.zip', signal);
      const ask: AskCos = (request) => askCos(this.#world, this.#clock, key, request);
      // Nothing is stored at the path yet: it is ours alone.
      const place = { base, key: this.#keyOf(path, '.zip') };
      const look = await lookAtCos(ask, place, signal).catch((error: unknown) => this.#refused(error));
      return { ...look, lent: { bucket, region } };
    });
  }
  /** Throws it again; the next try goes without acceleration where the bucket has none. */
  #refused(error: unknown): never {
    if (lacksAcceleration(error)) this.#mayAccelerate = false;
    throw error;
  }
  /** Credentials for one try. */
  async #lent(suffix: string, signal: AbortSignal | undefined): Promise<Lent> {
    const { tempSecret, cosEndpoint = cosAddress } = this.options;
    const { bucket, region, path, id, key, token, accelerate } = complete(await tempSecret(suffix, signal));
    for (const own of [key, token]) this.#world.remember(own);
    const base = cosEndpoint(bucket, region, accelerate && this.#mayAccelerate);
    return { base, bucket, region, path, key: { secretId: id, secretKey: key, token } };
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

  async #try(job: UploadJob, file: OpenFile, before: Before): Promise<Uploaded> {
    throwIfAborted(job.signal);
    const { base, key, path } = await this.#lent(job.suffix, job.signal);
    const place = { base, key: this.#keyOf(path, job.suffix) };
    if (before.url !== undefined && (await this.#isThere(job, file, before.url, { base, key })))
      return { url: before.url, bytes: file.bytes };
    try {
      before.url = objectUrl(place);
      await tellPlace(job, file, { kind: 'platform', url: before.url });
      return await putToCos(this.#world, this.#clock, key, { place, file, job });
    } catch (error) {
      // After a plain "no" nothing is there; only a try without an answer is worth a look.
      if (!mayBeThere(error)) before.url = undefined;
      return this.#refused(error);
    }
  }

  /** Whether an earlier try, whose end nobody heard of, has stored the file: asked as a stranger, then with our key. */
  async #isThere(
    { signal }: UploadJob,
    file: OpenFile,
    url: string,
    { base, key }: Pick<CosPlace, 'base'> & { readonly key: CosKey },
  ): Promise<boolean> {
    // Another bucket, or an emulator that had another port: nobody may be there to ask.
    if (!url.startsWith(`${base}/`)) return false;
    const asStranger = await exchange(this.#world, { method: 'HEAD', url: new URL(url), signal });
    if (await isThisFile(asStranger, file, signal)) return true;
    if (asStranger.status !== 401 && asStranger.status !== 403) return false;
    const place = { base, key: decodeURIComponent(url.slice(base.length + 1)) };
    try {
      const answer = await askCos(this.#world, this.#clock, key, { method: 'HEAD', place, signal });
      return await isThisFile(answer, file, signal);
    } catch (error) {
      if (isNotFound(error)) return false;
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

/** Where the last try put it, if it may be there. */
class Before {
  constructor(public url: string | undefined) {}
}
const mayBeThere = (error: unknown): boolean =>
  error instanceof UploadError && ['network', 'timeout', 'server', 'intercepted'].includes(error.kind);

interface Lent {
  /** Address of the bucket. */
  readonly base: string;
  readonly bucket: string;
  readonly region: string;
  readonly path: string;
  readonly key: CosKey;
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
