import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../base/errors';
import { lacksAcceleration } from './cosError';
import { type CosJob, CosMultipart } from './cosMultipart';
import { putToCos } from './cosPut';
import { askCos, type CosKey, type CosPlace, objectUrl, presignGet } from './cosRequest';
import { cosEncode } from './cosSign';
import type { AskCos } from './cosParts';
import { isNotFound, isThisFile, tellPlace } from './earlier';
import { type UploadEffects, type World, worldOf } from './effects';
import { type OpenFile, withFile } from './openFile';
import { absentIn, lookAtCos } from './look';
import { defaultPlace, fillPath, placeValues } from './place';
import { addressProblem } from './httpAddress';
import { cosAddress } from './platformTarget';
import { readBack } from './readBack';
import type { ResumeStore } from './resume';
import { StoreClock } from './storeClock';
import { inTries } from './tries';
import { type TargetLook, type Uploaded, UploadError, type Uploader, type UploadJob, type UploadPlace } from './upload';

/** How the platform reads what is in the bucket. */
export type CosReading =
  /** Anybody may. `base` is the address of a CDN or of the bucket's own domain, without `/` at its end. */
  | { readonly kind: 'public'; readonly base?: string }
  /** A signed address, valid for so many seconds; default 24 hours. With a session token it ends with the token. */
  | { readonly kind: 'signed'; readonly seconds?: number };

/** A bucket of the user's own. */
export interface CosUploaderOptions extends UploadEffects {
  /** With the account's number at its end: `packages-1250000000`. */
  readonly bucket: string;
  readonly region: string;
  /** Address of the bucket without `/` at its end, where it is not that of COS. */
  readonly endpoint?: string;
  readonly accelerate?: boolean;
  /** Template of the key, with `PlaceValues` in braces; default `defaultPlace`. */
  readonly key?: string;
  /** Asked before every request, so that a session token that has expired is replaced; keep it cheap. */
  readonly credentials: (signal: AbortSignal | undefined) => Promise<CosKey>;
  readonly reading: CosReading;
  /** Files of this size and more go in parts; default 64 MiB. Below it `PutObject` (and `GetObject` for signed addresses) is enough. */
  readonly partsFrom?: number;
  /** Default 8 MiB; the store takes no less than 1 MiB. */
  readonly partBytes?: number;
  /** Parts that are sent at once; default 3. */
  readonly parallel?: number;
  /** Without it, parts that failed are removed at once. */
  readonly resume?: ResumeStore;
}
const mebibyte = 1024 * 1024;
const day = 24 * 3600;

/** Uploads to a bucket of the user's own: one PUT, or in parts when the file is large. Throws as `Uploader` says. */
export function createCosUploader(options: CosUploaderOptions): Uploader {
  const target = new CosTarget(options);
  return Object.assign((job: UploadJob) => target.upload(job), {
    discard: (place: UploadPlace) => target.discard(place),
    look: (signal?: AbortSignal) => target.look(signal),
  });
}

/** What is wrong with the name of a bucket or region, as a sentence; undefined when it can be used. */
export function bucketProblem({
  bucket,
  region,
}: {
  readonly bucket: string;
  readonly region: string;
}): string | undefined {
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?-\d+$/.test(bucket))
    return l10n.t(
      '"{0}" is no bucket. Its name ends with the number of the account, such as packages-1250000000.',
      bucket,
    );
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(region))
    return l10n.t('"{0}" is no region. It looks like ap-singapore.', region);
  return undefined;
}

class CosTarget {
  readonly #world: World;
  readonly #clock: StoreClock;
  #mayAccelerate = true;

  constructor(private readonly options: CosUploaderOptions) {
    this.#world = worldOf(options);
    this.#clock = new StoreClock(options);
  }

  async upload(job: UploadJob): Promise<Uploaded> {
    throwIfAborted(job.signal);
    this.#check();
    return withFile(job.file, async (file) => {
      const template = this.options.key ?? defaultPlace;
      const values = await placeValues(this.#world, job, file, [template]);
      const key = fillPath(template, values).join('/');
      const { timestamp, id } = values;
      const place =
        (await this.#earlier(job, file)) ?? (await this.#store(this.#telling(job, file, { timestamp, id }), file, key));
      const stored = { url: await this.#readingUrl(place, job.signal), bytes: file.bytes };
      await inTries(this.#world, { signal: job.signal }, () => readBack(this.#world.fetch, stored, job.signal));
      this.#world.log.info(`Uploaded ${stored.bytes} bytes to ${new URL(stored.url).host}`);
      return stored;
    });
  }

  /** What an earlier try has stored, if it lived to do so. */
  async #earlier({ earlier, signal }: UploadJob, file: OpenFile): Promise<CosPlace | undefined> {
    const key = earlier && this.#keyOf(earlier);
    if (key === undefined) return undefined;
    const place = { base: this.#base(), key };
    try {
      const answer = await inTries(this.#world, { signal }, async () =>
        askCos(this.#world, this.#clock, await this.#credentials(signal), { method: 'HEAD', place, signal }),
      );
      return (await isThisFile(answer, file, signal)) ? place : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
  #telling(job: UploadJob, file: OpenFile, stamp: NonNullable<UploadPlace['stamp']>): CosJob {
    const url = (key: string): string => objectUrl({ base: this.#plainBase(), key });
    return { ...job, tell: (key) => tellPlace(job, file, { kind: 'cos', url: url(key), stamp }) };
  }

  async discard(place: UploadPlace): Promise<boolean> {
    this.#check();
    const key = this.#keyOf(place);
    return key !== undefined && this.#multipart(this.#base()).discardKey(key);
  }
  look(signal: AbortSignal | undefined): Promise<TargetLook> {
    this.#check();
    const key = absentIn(this.options.key ?? defaultPlace);
    const ask: AskCos = async (request) => askCos(this.#world, this.#clock, await this.#credentials(signal), request);
    return this.#eitherWay((base) => inTries(this.#world, { signal }, () => lookAtCos(ask, { base, key }, signal)));
  }
  /** Undefined for a place of another target. */
  #keyOf({ kind, url }: UploadPlace): string | undefined {
    const front = `${this.#plainBase()}/`;
    return kind === 'cos' && url.startsWith(front) ? decodeURIComponent(url.slice(front.length)) : undefined;
  }

  #check(): void {
    const { reading, endpoint } = this.options;
    const problem =
      bucketProblem(this.options) ??
      (endpoint === undefined ? undefined : addressProblem(endpoint)) ??
      (reading.kind === 'public' && reading.base !== undefined ? addressProblem(reading.base) : undefined);
    if (problem !== undefined) throw new UploadError('settings', '', 'bucket', problem);
  }

  /** Answers where it is stored: an upload that goes on keeps the key it had. */
  #store(job: CosJob, file: OpenFile, key: string): Promise<CosPlace> {
    return this.#eitherWay((base) => this.#storeAt(base, job, file, key));
  }
  /** Again without acceleration where the bucket has none. */
  async #eitherWay<T>(work: (base: string) => Promise<T>): Promise<T> {
    try {
      return await work(this.#base());
    } catch (error) {
      if (!lacksAcceleration(error)) throw error;
      this.#mayAccelerate = false;
      return work(this.#base());
    }
  }
  async #storeAt(base: string, job: CosJob, file: OpenFile, key: string): Promise<CosPlace> {
    if (file.bytes >= (this.options.partsFrom ?? 64 * mebibyte)) return this.#multipart(base).upload(job, file, key);
    const place = { base, key };
    await job.tell(key);
    await inTries(this.#world, { signal: job.signal }, async () =>
      putToCos(this.#world, this.#clock, await this.#credentials(job.signal), { place, file, job }),
    );
    await this.#multipart(base).removeStale();
    return place;
  }
  #multipart(base: string): CosMultipart {
    const { partBytes = 8 * mebibyte, parallel = 3, resume } = this.options;
    const credentials = (signal: AbortSignal | undefined): Promise<CosKey> => this.#credentials(signal);
    const given = { base, plainBase: this.#plainBase(), partBytes, parallel, resume, credentials };
    return new CosMultipart({ world: this.#world, clock: this.#clock, ...given });
  }
  #base(): string {
    const { endpoint, bucket, region, accelerate = false } = this.options;
    return endpoint ?? cosAddress(bucket, region, accelerate && this.#mayAccelerate);
  }
  /** The same whether or not the way there is accelerated. */
  #plainBase(): string {
    const { endpoint, bucket, region } = this.options;
    return endpoint ?? cosAddress(bucket, region, false);
  }

  async #credentials(signal: AbortSignal | undefined): Promise<CosKey> {
    const key = await this.options.credentials(signal);
    for (const secret of [key.secretKey, key.token]) if (secret !== undefined) this.#world.remember(secret);
    return key;
  }

  async #readingUrl(place: CosPlace, signal: AbortSignal | undefined): Promise<string> {
    const { reading } = this.options;
    if (reading.kind === 'public')
      return reading.base === undefined
        ? objectUrl(place)
        : `${reading.base}/${place.key.split('/').map(cosEncode).join('/')}`;
    return presignGet(place, await this.#credentials(signal), this.#clock.seconds(), reading.seconds ?? day);
  }
}
