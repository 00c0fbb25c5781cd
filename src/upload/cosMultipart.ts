import { throwIfAborted } from '../base/errors';
import { cleanUpMs, mostAtOnce, staleMs } from './cleanUp';
import { lacksAcceleration } from './cosError';
import { abortParts, type AskCos, beginParts, completeParts, findUploads, listParts } from './cosParts';
import { contentTypeOf, tellProgress } from './cosPut';
import { askCos, type CosKey, type CosPlace } from './cosRequest';
import type { World } from './effects';
import { crc64Of, type OpenFile, sha256Of } from './openFile';
import { partSize, sendParts, type StoredPart } from './parts';
import { forget, keepForLater, type ResumeStore, type Unfinished } from './resume';
import type { StoreClock } from './storeClock';
import { describe, inTries, isPassing } from './tries';
import { UploadError, type UploadJob } from './upload';

export interface CosMultipartOptions {
  readonly world: World;
  readonly clock: StoreClock;
  /** Address of the bucket without `/` at its end. */
  readonly base: string;
  /** The same without acceleration: what uploads are remembered under and cleaned up through, as it always works. */
  readonly plainBase: string;
  readonly credentials: (signal: AbortSignal | undefined) => Promise<CosKey>;
  readonly partBytes: number;
  readonly parallel: number;
  readonly resume: ResumeStore | undefined;
}

/** An upload that is told under which key it goes, before it does. */
export interface CosJob extends UploadJob {
  readonly tell: (key: string) => Promise<void>;
}
const targetOf = (base: string): string => `cos ${base}`;
const isGone = (error: unknown): boolean => error instanceof UploadError && error.code === 'NoSuchUpload';

/** Uploads in parts to COS: goes on where an earlier one stopped, and leaves nothing behind. */
export class CosMultipart {
  constructor(private readonly options: CosMultipartOptions) {}

  /** Answers where the file is: under its key, or under that of the upload that went on. */
  async upload(job: CosJob, file: OpenFile, key: string): Promise<CosPlace> {
    const { resume, world, partBytes, plainBase } = this.options;
    const target = targetOf(plainBase);
    const sha256 = resume ? await sha256Of(file, job.signal) : '';
    const isOurs = (entry: Unfinished): boolean => entry.sha256 === sha256 && entry.bytes === file.bytes;
    const now = world.clock.now();
    await this.removeStale(isOurs);
    const found = (await this.#left()).find(isOurs);
    if (found && (await this.#goOn(job, file, { ...found, startedAt: now }))) return this.#place(found.key);
    const size = partSize(file.bytes, partBytes);
    const entry = { target, sha256, bytes: file.bytes, partBytes: size, key, uploadId: '', startedAt: now };
    // Remembered before it begins: what begins and is cut off at once can be found by its key.
    await resume?.save(entry);
    await job.tell(key);
    const begun = { ...entry, uploadId: await this.#begin(job, key) };
    await resume?.save(begun);
    await this.#run(job, file, { entry: begun, known: [] });
    return this.#place(key);
  }

  /** Removes uploads that nobody came back to, or that could not be removed when they were given up. */
  async removeStale(isOurs: (entry: Unfinished) => boolean = () => false): Promise<void> {
    const now = this.options.world.clock.now();
    const stale = (await this.#left()).filter((entry) => !isOurs(entry) && now - entry.startedAt > staleMs);
    await Promise.all(stale.slice(0, mostAtOnce).map((entry) => this.discard(entry)));
  }
  /** As `discard`, for the upload under that key, if one is remembered. */
  async discardKey(key: string): Promise<boolean> {
    const left = (await this.#left()).filter((entry) => entry.key === key);
    const gone = await Promise.all(left.map((entry) => this.discard(entry, false)));
    return gone.every((isGone) => isGone);
  }
  /**
   * Removes the parts of an upload from the store, as far as it lets us; answers whether they are gone. Never throws.
   * `isLast`: a store that says no is not asked again.
   */
  async discard(entry: Unfinished, isLast = true): Promise<boolean> {
    const { world, resume, plainBase } = this.options;
    const signal = AbortSignal.timeout(cleanUpMs);
    const place = { base: plainBase, key: entry.key };
    try {
      // More than one try: the first one may be what tells us the store's time.
      await inTries(world, { signal }, async () => {
        const ids = entry.uploadId === '' ? await findUploads(this.#ask, place, signal) : [entry.uploadId];
        for (const id of ids) await abortParts(this.#ask, place, id, signal);
      });
    } catch (error) {
      if (!isGone(error)) {
        world.log.warn(`Upload: parts of ${entry.key} may be left in the store (${describe(error)})`);
        const isNo = error instanceof UploadError && !isPassing(error);
        if (!isNo || !isLast) await keepForLater(resume, entry);
        else await forget(world, resume, entry);
        return false;
      }
    }
    await forget(world, resume, entry);
    return true;
  }

  async #left(): Promise<readonly Unfinished[]> {
    const { resume, plainBase } = this.options;
    return ((await resume?.load()) ?? []).filter((entry) => entry.target === targetOf(plainBase));
  }

  /** Goes on with an earlier upload; false when there is nothing to go on with. */
  async #goOn(job: CosJob, file: OpenFile, left: Unfinished): Promise<boolean> {
    const { world, resume } = this.options;
    const { signal } = job;
    const place = this.#place(left.key);
    // It runs again: to others that clean up it must not look like one that nobody came back to.
    await resume?.save(left);
    try {
      const [uploadId] = left.uploadId === '' ? await findUploads(this.#ask, place, signal) : [left.uploadId];
      if (uploadId === undefined) {
        await forget(world, resume, left);
        return false;
      }
      await job.tell(left.key);
      const entry = { ...left, uploadId };
      const known = await inTries(world, { signal }, () => listParts(this.#ask, place, uploadId, signal));
      world.log.info(`Upload: goes on with ${known.length} parts that are there`);
      await this.#run(job, file, { entry, known });
      return true;
    } catch (error) {
      if (!(error instanceof UploadError) || isPassing(error) || error.kind === 'checksum') throw error;
      // The parts are there: it goes on the other way.
      if (lacksAcceleration(error)) throw error;
      throwIfAborted(signal);
      if (isGone(error) && (await this.#isThere(job, file, place))) {
        await forget(world, resume, left);
        return true;
      }
      world.log.info(`Upload: starts again (${describe(error)})`);
      await this.discard(left);
      return false;
    }
  }

  async #run(
    job: UploadJob,
    file: OpenFile,
    { entry, known }: { readonly entry: Unfinished; readonly known: readonly StoredPart[] },
  ): Promise<void> {
    const { world, resume } = this.options;
    try {
      await this.#sendAndComplete(job, file, { entry, known });
    } catch (error) {
      // It is gone because somebody else, or our own unanswered request, has put it together.
      const isDone = isGone(error) && (await this.#isThere(job, file, this.#place(entry.key)));
      if (!isDone) {
        if (!resume || !isPassing(error)) await this.discard(entry);
        throw error;
      }
    }
    tellProgress(job, file.bytes).done();
    await forget(world, resume, entry);
  }

  async #sendAndComplete(
    job: UploadJob,
    file: OpenFile,
    { entry, known }: { readonly entry: Unfinished; readonly known: readonly StoredPart[] },
  ): Promise<void> {
    const { world, parallel, base } = this.options;
    const { key, uploadId, partBytes } = entry;
    const place = this.#place(key);
    const sent = await sendParts(world, {
      file,
      job,
      partBytes,
      known,
      parallel,
      host: new URL(base).host,
      send: ({ number }, body, signal) => {
        const query = { partNumber: String(number), uploadId };
        return this.#ask({ method: 'PUT', place, query, body, signal });
      },
    });
    const { signal } = job;
    await inTries(world, { signal }, () => completeParts(this.#ask, place, { uploadId, sent }, signal));
  }

  /** One upload, even when the first request for it was not answered. */
  #begin({ signal, suffix }: UploadJob, key: string): Promise<string> {
    const place = this.#place(key);
    let isFirst = true;
    return inTries(this.options.world, { signal }, async () => {
      // A key that may not look for its uploads begins another one.
      const [begun] = isFirst ? [] : await findUploads(this.#ask, place, signal).catch(() => []);
      isFirst = false;
      return begun ?? beginParts(this.#ask, place, contentTypeOf(suffix), signal);
    });
  }

  /** True when the object at that place has our bytes. */
  async #isThere({ signal }: UploadJob, file: OpenFile, place: CosPlace): Promise<boolean> {
    try {
      const { headers } = await this.#ask({ method: 'HEAD', place, signal });
      return headers.get('x-cos-hash-crc64ecma') === (await crc64Of(file, signal));
    } catch {
      throwIfAborted(signal);
      return false;
    }
  }

  #place(key: string): CosPlace {
    return { base: this.options.base, key };
  }
  readonly #ask: AskCos = async (request) => {
    const { world, clock, credentials } = this.options;
    return askCos(world, clock, await credentials(request.signal), request);
  };
}
