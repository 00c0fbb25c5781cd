import type { World } from './effects';
import { type Answer, exchange } from './exchange';
import { refusePage } from './intercepted';
import { hasCode, smhError } from './smhError';
import type { SmhLibrary, SmhToken } from './smhToken';
import type { StoredPart } from './parts';
import { UploadError } from './upload';

export interface SmhRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly kind: 'file' | 'directory';
  /** Names in a row, or the one key of an upload. */
  readonly path: readonly string[];
  /** Empty values are sent as a bare name. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}
/** Where and with which headers the bytes go. Source: SMH/75437 to 75439. */
export interface SmhTicket {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly confirmKey: string;
  readonly uploadId: string | undefined;
  /** Milliseconds since the epoch; undefined when it is not told. */
  readonly expiresAt: number | undefined;
}
export type Json = Readonly<Record<string, unknown>>;
export interface SmhAnswer {
  readonly status: number;
  readonly json: Json;
}

/** The calls to one space of a media library. Throws `UploadError` for everything but a success, and `Cancelled`. */
export class SmhApi {
  constructor(
    private readonly world: World,
    private readonly library: SmhLibrary,
    private readonly token: SmhToken,
  ) {}

  get host(): string {
    return new URL(this.library.endpoint).host;
  }

  /** Address of a file in the library, without a token. */
  fileUrl(path: readonly string[]): string {
    return `${this.#fileFront()}${path.map(encodeURIComponent).join('/')}`;
  }
  /** Names in a row; undefined for an address elsewhere. */
  pathAt(url: string): readonly string[] | undefined {
    const front = this.#fileFront();
    return url.startsWith(front) ? url.slice(front.length).split('/').map(decodeURIComponent) : undefined;
  }
  #fileFront(): string {
    const { endpoint, libraryId, spaceId = '-' } = this.library;
    return `${endpoint}/api/v1/file/${encodeURIComponent(libraryId)}/${encodeURIComponent(spaceId)}/`;
  }

  /** A token that is refused is replaced once. */
  async ask(request: SmhRequest): Promise<SmhAnswer> {
    try {
      return await this.#askOnce(request);
    } catch (error) {
      if (!hasCode(error, 'InvalidAccessToken')) throw error;
      this.token.refused();
      return this.#askOnce(request);
    }
  }

  async #askOnce({ method, kind, path, query = {}, body, signal }: SmhRequest): Promise<SmhAnswer> {
    const { endpoint, libraryId, spaceId = '-' } = this.library;
    const parts = ['api', 'v1', kind, libraryId, spaceId, ...path].map(encodeURIComponent);
    const url = new URL(`${endpoint}/${parts.join('/')}`);
    const all = { ...query, access_token: await this.token.get(signal) };
    url.search = Object.entries(all)
      .map(([name, value]) => (value === '' ? name : `${name}=${encodeURIComponent(value)}`))
      .join('&');
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await exchange(this.world, { method, url, signal, ...json });
    refusePage(url.host, answer);
    if (!answer.ok) throw smhError(url.host, answer);
    return { status: answer.status, json: this.#read(answer) };
  }

  #read({ text }: Answer): Json {
    try {
      const value: unknown = JSON.parse(text || '{}');
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    } catch {
      // Told below.
    }
    throw this.odd('no JSON');
  }
  /** The error for an answer that the documents do not know. */
  odd(what: string): UploadError {
    return new UploadError('server', this.host, 'answer', `the media library answered ${what}`);
  }

  ticketOf(json: Json): SmhTicket {
    const { domain, path, headers, confirmKey, uploadId, expiration } = json;
    const isHost = typeof domain === 'string' && /^[a-z0-9.-]+(:\d+)?$/i.test(domain);
    if (!isHost || typeof path !== 'string' || !path.startsWith('/') || typeof headers !== 'object' || headers === null)
      throw this.odd('no place to upload to');
    const { protocol } = new URL(this.library.endpoint);
    const until = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
    return {
      url: new URL(`${protocol}//${domain}${path}`),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      confirmKey: typeof confirmKey === 'string' ? confirmKey : '',
      uploadId: typeof uploadId === 'string' ? uploadId : undefined,
      expiresAt: Number.isNaN(until) ? undefined : until,
    };
  }
}

/** The parts that the status of an upload tells. Source: SMH/75441. */
export function partsOf(json: Json): readonly StoredPart[] {
  const list: unknown = json['parts'];
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).map((part) => ({
    number: Number(part['PartNumber']),
    bytes: Number(part['Size']),
    etag: String(part['ETag']).replaceAll('"', ''),
  }));
}
/** Names in a row; undefined when the file has none, because its folder was deleted meanwhile. */
export function pathOf(json: Json): readonly string[] | undefined {
  const path: unknown = json['path'];
  return Array.isArray(path) && path.length > 0 ? path.map(String) : undefined;
}
