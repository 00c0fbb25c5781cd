import * as l10n from '@vscode/l10n';
import type fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { Cancelled, messageOf, throwIfAborted } from '../base/errors';
import { Crc64 } from './crc64';
import { withoutQueries } from './exchange';
import { intercepted, isPage } from './intercepted';
import { UploadError, type UploadErrorKind } from './upload';

export interface Expected {
  readonly url: string;
  readonly bytes: number;
  /** Reads the whole file and compares its CRC-64, for stores that tell no sum of their own. */
  readonly crc64?: string | undefined;
}
/** Milliseconds without a byte after which the address counts as silent. */
const idleMs = 20_000;
const silent = Symbol('silent');

/**
 * Makes sure that whoever has the address can read the file, as the platform will: without credentials, without a redirect.
 * Asks by HEAD, and by GET of the first byte where that is refused; with a sum, by GET of everything.
 * Throws `UploadError` (`unreadable` with a sentence for the user, `checksum`, `server`, `network`, `timeout`) and `Cancelled`.
 */
export async function readBack(fetcher: typeof fetch, expected: Expected, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  const { url, crc64 } = expected;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(silent), idleMs);
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const ask = async (method: 'HEAD' | 'GET', headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const response = await fetcher(url, { method, redirect: 'manual', headers: { ...headers }, signal: stop.signal });
    timer.refresh();
    return response;
  };
  try {
    if (crc64 !== undefined) await compareAll(await ask('GET'), expected, crc64, () => void timer.refresh());
    else {
      let response = drop(await ask('HEAD'));
      if (!response.ok) response = drop(await ask('GET', { range: 'bytes=0-0' }));
      judge(response, expected);
    }
  } catch (error) {
    if (error instanceof UploadError) throw error;
    if (signal?.aborted) throw new Cancelled();
    const kind = stop.signal.reason === silent ? 'timeout' : 'network';
    throw new UploadError(kind, hostOf(url), 'readBack', withoutQueries(messageOf(error)));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

async function compareAll(response: Response, expected: Expected, crc64: string, onMoved: () => void): Promise<void> {
  judge(response, expected);
  const sum = new Crc64();
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    onMoved();
    sum.update(chunk);
    size += chunk.length;
  }
  if (size === expected.bytes && sum.digest() === crc64) return;
  if (isPage(response)) throw intercepted(hostOf(expected.url), response.status);
  checkSize(size, expected);
  const detail = l10n.t('The address {0} answers other bytes than were sent.', shown(expected.url));
  throw new UploadError('checksum', hostOf(expected.url), 'crc64', detail);
}

const hostOf = (url: string): string => new URL(url).host;
/** A signature in the query is nobody's business but the platform's. */
const shown = (url: string): string => withoutQueries(url);

/** Only the head counts; a server that ignores the range would send the whole file. */
function drop(response: Response): Response {
  if (response.body && 'destroy' in response.body)
    (response.body as NodeJS.ReadableStream & { destroy(): void }).destroy();
  return response;
}

function judge(response: Response, expected: Expected): void {
  const { status } = response;
  const url = shown(expected.url);
  // Of an empty file there is no first byte to be had.
  if (status === 416 && expected.bytes === 0) return;
  const refuse = (kind: UploadErrorKind, detail: string): never => {
    const requestId = response.headers.get('x-cos-request-id') ?? undefined;
    throw new UploadError(kind, hostOf(expected.url), `HTTP ${status}`, detail, requestId);
  };
  if (status === 404)
    refuse(
      'unreadable',
      l10n.t('The file was stored, but nothing is found at {0}. Check the public address of the upload target.', url),
    );
  if (status >= 300 && status < 400)
    refuse(
      'unreadable',
      l10n.t('The file was stored, but {0} leads elsewhere. Set a public address that answers the file itself.', url),
    );
  if (status >= 500 || status === 429) refuse('server', l10n.t('The file was stored, but reading it back failed.'));
  if (!response.ok)
    refuse(
      'unreadable',
      l10n.t(
        'The file was stored, but {0} cannot be read without a login, so the platform could not download it. Allow reading without a login there, or use a signed address.',
        url,
      ),
    );
  const size = sizeOf(response);
  // One that tells no size is judged by the sum of all its bytes, where they are read.
  const isOdd = size === undefined ? expected.crc64 === undefined : size !== expected.bytes;
  if (isOdd && isPage(response)) throw intercepted(hostOf(expected.url), status);
  checkSize(size, expected);
}

function checkSize(size: number | undefined, { url, bytes }: Expected): void {
  if (size === undefined || size === bytes) return;
  const detail = l10n.t('The file has {0} bytes, but its address answers {1}.', bytes, size);
  throw new UploadError('checksum', hostOf(url), 'size', detail);
}

/** Bytes of the whole file as the answer tells it. */
function sizeOf(response: Response): number | undefined {
  const text =
    response.status === 206
      ? /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
      : response.headers.get('content-encoding') === null
        ? response.headers.get('content-length')
        : undefined;
  return text === null || text === undefined ? undefined : Number(text);
}
