import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { signedUrl } from '../cos/signedRequest';
import type { TemporaryKeys } from '../cos/temporaryKeys';
import { jsonReply, type Reply } from '../reply';
import type { MediaFileRecord, SandboxState } from '../state';
import { type MediaLibrary, MediaSpace, strategyOf } from './mediaLibrary';
import { type MediaToken, type MediaTokens, needGrant } from './mediaTokens';
import type { MediaUpload, MediaUploads } from './mediaUploads';
import { noPermission, SmhError } from './smhError';

export interface SmhServerOptions {
  readonly libraries: readonly MediaLibrary[];
  readonly secretOf: (libraryId: string) => string;
  readonly state: Pick<SandboxState, 'mediaFiles' | 'mediaFolders'>;
  readonly tokens: MediaTokens;
  readonly uploads: MediaUploads;
  readonly keys: TemporaryKeys;
  readonly changed: () => void;
}
interface Job {
  readonly method: string;
  /** What follows `/api/v1/`, decoded part by part. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly host: string;
  /** Unix seconds. */
  readonly now: number;
  readonly body: () => Promise<Readonly<Record<string, unknown>>>;
}
interface InSpace extends Job {
  readonly space: MediaSpace;
  readonly token: MediaToken;
  readonly path: readonly string[];
}
const largestBody = 1024 * 1024;

/** The media library's own protocol below `/api/v1/`. Source: upload notes 1.3 to 1.10. */
export class SmhServer {
  constructor(private readonly options: SmhServerOptions) {}

  async handle(incoming: IncomingMessage, nowMs: number): Promise<Reply> {
    const requestId = randomUUID();
    try {
      const url = new URL(incoming.url ?? '/', 'http://library');
      return await this.#do({
        method: incoming.method ?? 'GET',
        parts: url.pathname.split('/').slice(3).map(decode),
        query: url.searchParams,
        host: incoming.headers.host ?? '127.0.0.1',
        now: Math.floor(nowMs / 1000),
        body: () => readJson(incoming),
      });
    } catch (error) {
      if (!(error instanceof SmhError)) throw error;
      return jsonReply({ code: error.code, message: error.message, requestId }, error.status);
    } finally {
      incoming.resume();
    }
  }

  async #do(job: Job): Promise<Reply> {
    const [family, libraryId = '', third = '', ...path] = job.parts;
    if (family === 'token') return this.#token(job, libraryId, third);
    const library = this.options.libraries.find(({ id }) => id === libraryId);
    if (!library) throw new SmhError(404, 'LibraryNotFound', 'The library does not exist.');
    const text = job.query.get('access_token');
    if (family === 'space' && third === 'list' && job.method === 'GET') {
      this.options.tokens.use(text, { libraryId }, job.now);
      return jsonReply({ list: (library.spaces ?? []).map((spaceId) => ({ spaceId })) });
    }
    if (family !== 'file' && family !== 'directory')
      throw new SmhError(404, 'NotFound', 'The sandbox does not emulate this part of the media library.');
    if (!(library.spaces ?? ['-']).includes(third))
      throw new SmhError(404, 'SpaceNotFound', 'The space does not exist.');
    const token = this.options.tokens.use(text, { libraryId, spaceId: third }, job.now);
    const space = new MediaSpace(this.options.state, library, third);
    const inSpace = { ...job, space, token, path: path.filter((part) => part !== '') };
    return family === 'directory' ? this.#directory(inSpace) : this.#file(inSpace);
  }

  #token({ method, query, now }: Job, libraryId: string, text: string): Reply {
    const { tokens, libraries, secretOf } = this.options;
    if (libraryId !== '') {
      const { period } = tokens.use(text, { libraryId }, now);
      if (method === 'DELETE') tokens.revoke(text);
      return method === 'DELETE' ? empty(204) : jsonReply({ accessToken: text, expiresIn: period });
    }
    const [id, secret] = [query.get('library_id'), query.get('library_secret')];
    if (!id || !secret) throw new SmhError(400, 'EmptyLibraryIdOrSecret', 'library_id or library_secret is missing.');
    const library = libraries.find((one) => one.id === id);
    if (!library || secretOf(id) !== secret)
      throw new SmhError(404, 'WrongLibraryIdOrSecret', 'The library does not exist or its secret is wrong.');
    const spaceId = query.get('space_id');
    if (spaceId !== null && library.spaces && !library.spaces.includes(spaceId))
      throw new SmhError(404, 'SpaceNotFound', 'The space does not exist.');
    const token = tokens.issue(id, query, { isMultiSpace: library.spaces !== undefined, now });
    return jsonReply({ accessToken: token.text, expiresIn: token.period });
  }

  #directory({ method, space, token, path, query, now }: InSpace): Reply {
    if (method !== 'PUT') throw new SmhError(404, 'NotFound', 'The sandbox only makes folders.');
    needGrant(token, 'make folders', 'create_directory');
    const strategy = strategyOf(query.get('conflict_resolution_strategy'), 'ask');
    const final = strategy === 'rename' ? space.finalPath(path, 'rename') : path;
    space.makeFolder(final, now);
    this.options.changed();
    return jsonReply({ path: final, creationTime: isoTime(now) }, 201);
  }

  async #file(job: InSpace): Promise<Reply> {
    const { method, query, path, space, token, now, host } = job;
    const { uploads } = this.options;
    if (method === 'POST' && query.has('confirm')) return this.#confirm(job);
    if (method === 'PUT' || (method === 'POST' && query.has('multipart'))) return this.#begin(job);
    if (query.has('renew') || query.has('upload')) {
      needGrant(token, 'upload', 'upload_file', 'upload_file_force', 'begin_upload', 'begin_upload_force');
      const upload = uploads.find(path[0] ?? '', space);
      if (method === 'POST') return jsonReply(uploads.target(upload, host, now));
      if (method === 'GET') return jsonReply(statusOf(upload, uploads.target(upload, host, now)));
      if (method !== 'DELETE') throw new SmhError(404, 'NotFound', 'There is no such request.');
      uploads.abort(upload);
      return empty(204);
    }
    if (method === 'GET') return this.#download(job);
    throw new SmhError(404, 'NotFound', 'The sandbox does not emulate this request.');
  }

  async #begin(job: InSpace): Promise<Reply> {
    const { method, query, path, space, token, now, host } = job;
    await job.body();
    needGrant(token, 'upload', 'upload_file', 'upload_file_force', 'begin_upload', 'begin_upload_force');
    const strategy = strategyOf(query.get('conflict_resolution_strategy'), 'rename');
    const mayReplace = ['admin', 'space_admin', 'upload_file_force', 'begin_upload_force'].some((name) =>
      token.grants.has(name),
    );
    if (strategy === 'overwrite' && !mayReplace) throw noPermission('overwrite');
    space.checkPlace(path, strategy);
    const size = Number(query.get('filesize') ?? 0);
    if (!Number.isSafeInteger(size) || size < 0) throw new SmhError(400, 'InvalidFilesize', 'filesize is no size.');
    space.checkRoom(size);
    const upload = this.options.uploads.begin({ space, path, strategy }, { inParts: method === 'POST', now });
    return jsonReply(this.options.uploads.target(upload, host, now), 201);
  }

  async #confirm({ body, path, space, token, now }: InSpace): Promise<Reply> {
    needGrant(token, 'confirm', 'upload_file', 'upload_file_force', 'confirm_upload');
    const { crc64 } = await body();
    const upload = this.options.uploads.find(path[0] ?? '', space);
    const file = await this.options.uploads.confirm(upload, crc64, now);
    this.options.changed();
    return jsonReply({
      path: upload.finalPath,
      name: upload.finalPath?.at(-1),
      ...described(file),
      virusAuditStatus: 0,
    });
  }

  #download({ query, path, space, now, host }: InSpace): Reply {
    const file = space.file(path);
    if (!file) throw new SmhError(404, 'FileNotFound', 'The file does not exist.');
    const forSeconds = Number(query.get('period') ?? 7200);
    if (!(forSeconds >= 60 && forSeconds <= 7200))
      throw new SmhError(400, 'InvalidPeriod', 'period must be 60 to 7200.');
    const key = this.options.keys.issue(file.object, now, forSeconds);
    const cosUrl = signedUrl({ method: 'GET', path: `/cos/${file.object}`, host, key, now, forSeconds });
    if (!query.has('info')) return { status: 302, headers: { location: cosUrl }, body: '' };
    return jsonReply({ cosUrl, ...described(file) });
  }
}

const described = ({ size, etag, crc64, time }: MediaFileRecord) => ({
  type: 'file',
  creationTime: isoTime(time),
  modificationTime: isoTime(time),
  size: String(size),
  eTag: `"${etag}"`,
  crc64,
});
function statusOf(upload: MediaUpload, target: object): object {
  const parts = [...(upload.parts?.parts ?? [])].sort(([a], [b]) => a - b);
  return {
    confirmed: upload.finalPath !== undefined,
    path: upload.finalPath ?? upload.path,
    type: 'file',
    creationTime: isoTime(upload.startedAt),
    conflictResolutionStrategy: upload.strategy,
    force: upload.strategy === 'overwrite',
    ...(upload.parts && { uploadId: upload.parts.id }),
    parts: parts.map(([number, { md5, size, time }]) => ({
      PartNumber: number,
      LastModified: isoTime(time),
      ETag: `"${md5}"`,
      Size: size,
    })),
    uploadPartInfo: target,
  };
}
const isoTime = (time: number): string => new Date(time * 1000).toISOString();
const empty = (status: number): Reply => ({ status, headers: {}, body: '' });
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new SmhError(400, 'InvalidPath', 'The path could not be decoded.');
  }
}
async function readJson(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new SmhError(400, 'BodyTooLarge', 'The request body is too large.');
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new SmhError(400, 'InvalidBody', 'The request body must be a JSON object.');
}
