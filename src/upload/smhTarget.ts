import * as l10n from '@vscode/l10n';
import { throwIfAborted } from '../base/errors';
import { isNotFound, tellPlace } from './earlier';
import { type UploadEffects, type World, worldOf } from './effects';
import { addressProblem } from './httpAddress';
import { crc64Of, type OpenFile, withFile } from './openFile';
import { absentIn, look } from './look';
import { defaultPlace, fillPath, placeValues, type PlaceValues } from './place';
import { readBack } from './readBack';
import type { ResumeStore } from './resume';
import { type Json, pathOf, SmhApi } from './smhApi';
import { hasCode, isGone } from './smhError';
import { SmhMultipart } from './smhMultipart';
import { giveUp, putSimply, type SmhJob, uploadStatus } from './smhSimple';
import { type SmhCredential, type SmhLibrary, SmhToken } from './smhToken';
import { inTries } from './tries';
import { type TargetLook, type Uploaded, UploadError, type Uploader, type UploadJob, type UploadPlace } from './upload';

/** A media library of Smart Media Hosting. */
export interface SmhUploaderOptions extends UploadEffects, SmhLibrary {
  readonly credential: SmhCredential;
  /** Template of folders and file, with `PlaceValues` in braces; default `defaultPlace`. */
  readonly path?: string;
  /** When there is a file of that name; default `rename`. `overwrite` needs a token that may. */
  readonly onConflict?: 'ask' | 'rename' | 'overwrite';
  /** Seconds the address is valid, 60 to 7200; default 7200. */
  readonly addressSeconds?: number;
  /** Files of this size and more go in parts; default 32 MiB. */
  readonly partsFrom?: number;
  /** Default 8 MiB; the store takes no less than 1 MiB. */
  readonly partBytes?: number;
  /** Parts that are sent at once; default 3. */
  readonly parallel?: number;
  /** Without it, an upload that failed is removed at once. */
  readonly resume?: ResumeStore;
}
const mebibyte = 1024 * 1024;

/**
 * Uploads into a media library: token, folder, begin, store, confirm with the sum, signed address; the token is revoked at the
 * end. Throws as `Uploader` says, and what the credential throws.
 */
export function createSmhUploader(options: SmhUploaderOptions): Uploader {
  const world = worldOf(options);
  const upload = async (job: UploadJob): Promise<Uploaded> => {
    throwIfAborted(job.signal);
    return withLibrary(options, world, (api) =>
      withFile(job.file, (file) => new SmhUpload(options, world, api).run(job, file)),
    );
  };
  const discard = async ({ kind, url, confirmKey = '' }: UploadPlace): Promise<boolean> => {
    if (kind !== 'smh') return false;
    return withLibrary(options, world, async (api) => {
      const path = api.pathAt(url);
      return path !== undefined && multipartOf(options, world, api).discardKey(confirmKey, path);
    });
  };
  const lookAtIt = (signal?: AbortSignal): Promise<TargetLook> =>
    withLibrary(options, world, (api) => {
      const path = absentIn(options.path ?? defaultPlace).split('/');
      // An upload ends with this very call, for the address of its file: without that right nothing can be published.
      const ask = () => api.ask({ method: 'GET', kind: 'file', path, query: { info: '' }, signal });
      return inTries(world, { signal }, () => look(api.host, ask, signal));
    });
  return Object.assign(upload, { discard, look: lookAtIt });
}

async function withLibrary<T>(
  options: SmhUploaderOptions,
  world: World,
  work: (api: SmhApi) => Promise<T>,
): Promise<T> {
  const problem = libraryProblem(options);
  if (problem !== undefined) throw new UploadError('settings', '', 'library', problem);
  const grants = [
    'create_directory',
    'upload_file',
    ...(options.onConflict === 'overwrite' ? ['upload_file_force'] : []),
  ];
  const token = new SmhToken(world, options, options.credential, grants);
  try {
    return await work(new SmhApi(world, options, token));
  } finally {
    await token.revoke();
  }
}
function multipartOf(options: SmhUploaderOptions, world: World, api: SmhApi): SmhMultipart {
  const { endpoint, libraryId, spaceId = '-', onConflict = 'rename', partBytes = 8 * mebibyte, parallel = 3 } = options;
  const target = `smh ${endpoint} ${libraryId} ${spaceId}`;
  return new SmhMultipart({ world, api, target, onConflict, partBytes, parallel, resume: options.resume });
}
/** What is wrong with the address or ids of a library, as a sentence; undefined when they can be used. */
export function libraryProblem({ endpoint, libraryId, spaceId }: SmhLibrary): string | undefined {
  const problem = addressProblem(endpoint);
  if (problem !== undefined) return problem;
  if ([libraryId, spaceId ?? '-'].every((id) => /^[\w-]{1,64}$/.test(id))) return undefined;
  return l10n.t(
    '"{0}" is no media library or space. Copy its ID from the console.',
    `${libraryId} ${spaceId ?? ''}`.trim(),
  );
}

class SmhUpload {
  constructor(
    private readonly options: SmhUploaderOptions,
    private readonly world: World,
    private readonly api: SmhApi,
  ) {}

  async run(job: UploadJob, file: OpenFile): Promise<Uploaded> {
    const { signal } = job;
    const template = this.options.path ?? defaultPlace;
    const values = await placeValues(this.world, job, file, [template]);
    const final = (await this.#earlier(job, file)) ?? (await this.#storeAnew(job, file, values));
    const url = await inTries(this.world, { signal }, () => this.#address(final, signal));
    const stored = { url, bytes: file.bytes };
    await inTries(this.world, { signal }, () => readBack(this.world.fetch, stored, signal));
    this.world.log.info(`Uploaded ${stored.bytes} bytes to ${this.api.host}`);
    return stored;
  }

  async #storeAnew(job: UploadJob, file: OpenFile, values: PlaceValues): Promise<readonly string[]> {
    const { signal } = job;
    const path = fillPath(this.options.path ?? defaultPlace, values);
    await inTries(this.world, { signal }, () => this.#makeFolder(path.slice(0, -1), signal));
    const { timestamp, id } = values;
    const stamp = { timestamp, id };
    return this.#store(job, file, path, (at, confirmKey) =>
      tellPlace(job, file, { kind: 'smh', url: this.api.fileUrl(at), stamp, confirmKey }),
    );
  }

  /** Where an earlier try has stored it, if it lived to do so; what it left unconfirmed is removed or gone on with. */
  async #earlier({ earlier, signal }: UploadJob, file: OpenFile): Promise<readonly string[] | undefined> {
    const asked = earlier?.kind === 'smh' ? this.api.pathAt(earlier.url) : undefined;
    if (!earlier || !asked) return undefined;
    const { confirmKey = '' } = earlier;
    const { world, api } = this;
    try {
      const status = await inTries(world, { signal }, () => uploadStatus(api, confirmKey, signal));
      if (status !== undefined && status['confirmed'] !== true) {
        const isKept = (await this.options.resume?.load())?.some(({ uploadId }) => uploadId === confirmKey);
        if (isKept !== true) await giveUp(world, api, confirmKey);
        return undefined;
      }
      const path = (status && pathOf(status)) ?? asked;
      // What the store signs for GET it refuses to HEAD; the library knows size and sum itself.
      const { size, crc64 } = await inTries(world, { signal }, () => this.#info(path, signal));
      return Number(size) === file.bytes && crc64 === (await crc64Of(file, signal)) ? path : undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** Answers the path under which the library keeps it, which may not be the one asked for. */
  async #store(
    job: UploadJob,
    file: OpenFile,
    path: readonly string[],
    tell: SmhJob['tell'],
  ): Promise<readonly string[]> {
    const { onConflict = 'rename', partsFrom = 32 * mebibyte } = this.options;
    const { world, api } = this;
    const inParts = multipartOf(this.options, world, api);
    if (file.bytes >= partsFrom) return inParts.upload(job, file, path, tell);
    const stored = await inTries(world, { signal: job.signal, alsoCures: isGone }, () =>
      putSimply(world, api, { job, tell, file, path, onConflict }),
    );
    await inParts.removeStale();
    return stored;
  }

  /** With the folders above it. Source: SMH/75456. */
  async #makeFolder(path: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    if (path.length === 0) return;
    try {
      await this.api.ask({
        method: 'PUT',
        kind: 'directory',
        path,
        query: { conflict_resolution_strategy: 'ask' },
        signal,
      });
    } catch (error) {
      // It is there. Were it a file, or one of those above it, the upload would be told that there is no such folder.
      if (!hasCode(error, 'SameNameDirectoryOrFileExists')) throw error;
    }
  }

  /** An address of the store itself, signed, without our token. */
  async #address(path: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    const { cosUrl } = await this.#info(path, signal);
    if (typeof cosUrl === 'string' && URL.canParse(cosUrl)) return cosUrl;
    throw this.api.odd('no address');
  }
  /** `cosUrl`, `size`, `crc64` and more of a file. Source: SMH/75432. */
  async #info(path: readonly string[], signal: AbortSignal | undefined): Promise<Json> {
    const period = String(this.options.addressSeconds ?? 7200);
    const query = { info: '', purpose: 'download', content_disposition: 'attachment', period };
    return (await this.api.ask({ method: 'GET', kind: 'file', path, query, signal })).json;
  }
}
