import { throwIfAborted } from '../base/errors';
import { cosError } from './cosError';
import { mostAtOnce, staleMs } from './cleanUp';
import { tellProgress } from './cosPut';
import type { World } from './effects';
import { type Answer, exchange } from './exchange';
import { refusePage } from './intercepted';
import type { FilePart } from './sendFile';
import { type OpenFile, sha256Of } from './openFile';
import { partSize, sendParts, type StoredPart } from './parts';
import { forget, keepForLater, type ResumeStore, type Unfinished } from './resume';
import { type Json, partsOf, pathOf, type SmhApi, type SmhTicket } from './smhApi';
import { confirm, giveUp, ofTicket, type SmhJob } from './smhSimple';
import { describe, inTries, isPassing } from './tries';
import { UploadError, type UploadJob } from './upload';

export interface SmhMultipartOptions {
  readonly world: World;
  readonly api: SmhApi;
  /** Names the library and space in the resume store. */
  readonly target: string;
  readonly onConflict: string;
  readonly partBytes: number;
  readonly parallel: number;
  readonly resume: ResumeStore | undefined;
}
/** Headers are renewed this long before they end. */
const renewBeforeMs = 5 * 60_000;

/** Uploads in parts into a media library: goes on where an earlier one stopped, and leaves nothing behind. Source: SMH/75438 to 75441. */
export class SmhMultipart {
  constructor(private readonly options: SmhMultipartOptions) {}

  /** Answers the final path. */
  async upload(
    job: UploadJob,
    file: OpenFile,
    path: readonly string[],
    tell: SmhJob['tell'],
  ): Promise<readonly string[]> {
    const { resume, world, target, partBytes, api, onConflict } = this.options;
    const { signal } = job;
    const sha256 = resume ? await sha256Of(file, signal) : '';
    const isOurs = (entry: Unfinished): boolean => entry.sha256 === sha256 && entry.bytes === file.bytes;
    const now = world.clock.now();
    await this.removeStale(isOurs);
    const found = (await this.#left()).find(isOurs);
    const gone = found && (await this.#goOn(job, file, { ...found, startedAt: now }, tell));
    if (gone) return gone;
    const query = { multipart: '', conflict_resolution_strategy: onConflict, filesize: String(file.bytes) };
    const begun = await inTries(world, { signal }, () =>
      api.ask({ method: 'POST', kind: 'file', path, query, signal }),
    );
    const known = pathOf(begun.json);
    // The library has the very file already.
    if (begun.status === 200 && known) return known;
    const ticket = api.ticketOf(begun.json);
    const size = partSize(file.bytes, partBytes);
    const { confirmKey: uploadId } = ticket;
    const entry = { target, sha256, bytes: file.bytes, partBytes: size, key: path.join('/'), uploadId, startedAt: now };
    await resume?.save(entry);
    await tell(path, uploadId);
    return this.#run(job, file, { entry, ticket, known: [] });
  }

  /** Removes uploads that nobody came back to, or that could not be removed when they were given up. */
  async removeStale(isOurs: (entry: Unfinished) => boolean = () => false): Promise<void> {
    const now = this.options.world.clock.now();
    const stale = (await this.#left()).filter((entry) => !isOurs(entry) && now - entry.startedAt > staleMs);
    await Promise.all(stale.slice(0, mostAtOnce).map((entry) => this.discard(entry)));
  }
  /** As `discard`, for the upload that the library knows by that key, also one of a single request, which is not remembered. */
  async discardKey(confirmKey: string, path: readonly string[]): Promise<boolean> {
    const { target } = this.options;
    const left = (await this.#left()).find(({ uploadId }) => uploadId === confirmKey);
    const unknown = { sha256: '', bytes: 0, partBytes: 0, startedAt: 0 };
    return this.discard(left ?? { ...unknown, target, key: path.join('/'), uploadId: confirmKey }, false);
  }
  async #left(): Promise<readonly Unfinished[]> {
    const { resume, target } = this.options;
    return ((await resume?.load()) ?? []).filter((entry) => entry.target === target);
  }
  /**
   * Removes an upload that was not finished, as far as the library lets us; answers whether it is gone. Never throws.
   * `isLast`: a library that says no is not asked again.
   */
  async discard(entry: Unfinished, isLast = true): Promise<boolean> {
    const { world, api, resume } = this.options;
    const end = await giveUp(world, api, entry.uploadId);
    if (end === 'later' || (end === 'refused' && !isLast)) await keepForLater(resume, entry);
    else await forget(world, resume, entry);
    return end === 'gone';
  }

  /** Goes on with an earlier upload; undefined when there is nothing to go on with. */
  async #goOn(
    job: UploadJob,
    file: OpenFile,
    left: Unfinished,
    tell: SmhJob['tell'],
  ): Promise<readonly string[] | undefined> {
    const { api, world, resume } = this.options;
    const { signal } = job;
    // It runs again: to others that clean up it must not look like one that nobody came back to.
    await resume?.save(left);
    try {
      const json = await inTries(world, { signal }, () => this.#status(left, signal));
      const path = pathOf(json);
      if (json['confirmed'] === true && path) {
        await forget(world, resume, left);
        return path;
      }
      await tell(left.key.split('/'), left.uploadId);
      const known = partsOf(json);
      world.log.info(`Upload: goes on with ${known.length} parts that are there`);
      const info = json['uploadPartInfo'];
      const ticket = api.ticketOf({ ...(typeof info === 'object' ? info : {}), confirmKey: left.uploadId });
      return await this.#run(job, file, { entry: left, ticket, known });
    } catch (error) {
      if (!(error instanceof UploadError) || isPassing(error) || error.kind === 'checksum') throw error;
      throwIfAborted(signal);
      world.log.info(`Upload: starts again (${describe(error)})`);
      await this.discard(left);
      return undefined;
    }
  }
  async #status({ uploadId }: Unfinished, signal: AbortSignal | undefined): Promise<Json> {
    const query = { upload: '' };
    return (await this.options.api.ask({ method: 'GET', kind: 'file', path: [uploadId], query, signal })).json;
  }

  async #run(job: UploadJob, file: OpenFile, begun: Begun): Promise<readonly string[]> {
    const { world, api, parallel, resume } = this.options;
    const { entry, ticket, known } = begun;
    const tickets = new RenewedTicket(this.options, ticket);
    try {
      const { crc64 } = await sendParts(world, {
        file,
        job,
        partBytes: entry.partBytes,
        known,
        parallel,
        host: ticket.url.host,
        send: ({ number }, body, signal) => tickets.send(number, body, signal),
      });
      const path = await confirm(world, api, { confirmKey: entry.uploadId, crc64 }, job.signal);
      await forget(world, resume, entry);
      tellProgress(job, file.bytes).done();
      return path;
    } catch (error) {
      if (!resume || !isPassing(error)) await this.discard(entry);
      throw error;
    }
  }
}
interface Begun {
  readonly entry: Unfinished;
  readonly ticket: SmhTicket;
  readonly known: readonly StoredPart[];
}

/** The headers of an upload in parts, renewed before they end and when the store calls them too old. */
class RenewedTicket {
  #renewing: Promise<SmhTicket> | undefined;

  constructor(
    private readonly options: Pick<SmhMultipartOptions, 'world' | 'api'>,
    private ticket: SmhTicket,
  ) {}

  /** One try of one part. */
  async send(number: number, body: FilePart, signal: AbortSignal): Promise<Answer> {
    const { world } = this.options;
    const ticket = await this.#current(signal);
    const url = new URL(ticket.url);
    url.search = `uploadId=${encodeURIComponent(ticket.uploadId ?? '')}&partNumber=${number}`;
    const headers = { ...ticket.headers, 'content-length': String(body.bytes) };
    const answer = await exchange(world, { method: 'PUT', url, headers, body, signal });
    refusePage(url.host, answer);
    if (answer.ok) return answer;
    const error = ofTicket(cosError(url.host, answer));
    // The parts beside this one may have seen to it meanwhile.
    if (error.kind === 'expired' && this.ticket === ticket) await this.#renew(signal);
    throw error;
  }

  async #current(signal: AbortSignal): Promise<SmhTicket> {
    const { expiresAt } = this.ticket;
    if (this.#renewing) return this.#renewing;
    const isEnding = expiresAt !== undefined && expiresAt - this.options.world.clock.now() < renewBeforeMs;
    return isEnding ? this.#renew(signal) : this.ticket;
  }
  #renew(signal: AbortSignal): Promise<SmhTicket> {
    const { api } = this.options;
    const { confirmKey, url, uploadId } = this.ticket;
    this.#renewing ??= api
      .ask({ method: 'POST', kind: 'file', path: [confirmKey], query: { renew: '' }, signal })
      .then(({ json }) => {
        const fresh = api.ticketOf({ domain: url.host, path: decodeURIComponent(url.pathname), ...json, confirmKey });
        this.ticket = { ...fresh, uploadId: fresh.uploadId ?? uploadId };
        return this.ticket;
      })
      .finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }
}
