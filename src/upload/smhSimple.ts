import { cosError } from './cosError';
import { cleanUpMs } from './cleanUp';
import { checkSum, tellProgress } from './cosPut';
import { Crc64 } from './crc64';
import type { World } from './effects';
import { exchange } from './exchange';
import { refusePage } from './intercepted';
import type { OpenFile } from './openFile';
import { type Json, pathOf, type SmhApi } from './smhApi';
import { hasCode, isGone } from './smhError';
import { describe, inTries, isPassing } from './tries';
import { UploadError, type UploadJob } from './upload';

export interface SmhJob {
  readonly job: UploadJob;
  /** Told what the library knows the upload by, before the bytes are sent. */
  readonly tell: (path: readonly string[], confirmKey: string) => Promise<void>;
  readonly file: OpenFile;
  readonly path: readonly string[];
  readonly onConflict: string;
}

/** Begin, one PUT, confirm. Answers the final path. Source: SMH/75437, SMH/75440. */
export async function putSimply(
  world: World,
  api: SmhApi,
  { job, tell, file, path, onConflict }: SmhJob,
): Promise<readonly string[]> {
  const { signal } = job;
  const query = { conflict_resolution_strategy: onConflict, filesize: String(file.bytes) };
  const begun = await api.ask({ method: 'PUT', kind: 'file', path, query, signal });
  const known = pathOf(begun.json);
  // The library has the very file already.
  if (begun.status === 200 && known) return known;
  const ticket = api.ticketOf(begun.json);
  try {
    await tell(path, ticket.confirmKey);
    const sum = new Crc64();
    const progress = tellProgress(job, file.bytes);
    const body = { handle: file.handle, start: 0, bytes: file.bytes, sum, onSent: progress.sent };
    const headers = { ...ticket.headers, 'content-length': String(file.bytes) };
    const answer = await exchange(world, { method: 'PUT', url: ticket.url, headers, body, signal });
    refusePage(ticket.url.host, answer);
    if (!answer.ok) throw ofTicket(cosError(ticket.url.host, answer));
    checkSum(answer, ticket.url.host, sum.digest());
    const final = await confirm(world, api, { confirmKey: ticket.confirmKey, crc64: sum.digest() }, signal);
    progress.done();
    return final;
  } catch (error) {
    await giveUp(world, api, ticket.confirmKey);
    throw error;
  }
}

/** The store words headers that are too old like a clock that is off; ours plays no part in them, so new headers are the cure. */
export const ofTicket = (error: UploadError): UploadError =>
  error.kind === 'clock'
    ? new UploadError('expired', error.host, error.code, error.detail, error.requestId, error.afterMs)
    : error;

/** Makes the stored bytes a file of the library, once, even when the first request for it was not answered. */
export async function confirm(
  world: World,
  api: SmhApi,
  { confirmKey, crc64 }: { readonly confirmKey: string; readonly crc64: string },
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const json = await inTries(world, { signal }, async (): Promise<Json> => {
    try {
      const query = { confirm: '' };
      return (await api.ask({ method: 'POST', kind: 'file', path: [confirmKey], query, body: { crc64 }, signal })).json;
    } catch (error) {
      if (!hasCode(error, 'UploadComplete')) throw error;
      return (await api.ask({ method: 'GET', kind: 'file', path: [confirmKey], query: { upload: '' }, signal })).json;
    }
  });
  if (json['virusAuditStatus'] === 3) world.log.warn('Upload: the media library finds the file risky');
  const path = pathOf(json);
  if (path) return path;
  throw new UploadError('notFound', api.host, 'noPath', 'the folder was deleted while the file was stored');
}

/**
 * Removes an upload that was not confirmed, as far as the library lets us; never throws. `later`: another time may cure what
 * was in the way; `refused`: it will not.
 */
export async function giveUp(world: World, api: SmhApi, confirmKey: string): Promise<'gone' | 'later' | 'refused'> {
  const signal = AbortSignal.timeout(cleanUpMs);
  try {
    await api.ask({ method: 'DELETE', kind: 'file', path: [confirmKey], query: { upload: '' }, signal });
    return 'gone';
  } catch (error) {
    // What is confirmed is a file, and nothing unfinished any more.
    const isNoMore = error instanceof UploadError && error.kind === 'notFound';
    if (isNoMore || hasCode(error, 'UploadComplete')) return 'gone';
    world.log.warn(`Upload: an unfinished upload may be left in the media library (${describe(error)})`);
    return error instanceof UploadError && !isPassing(error) ? 'refused' : 'later';
  }
}

/** What the library says of an upload that was begun; undefined when it knows none of that key. */
export async function uploadStatus(
  api: SmhApi,
  confirmKey: string,
  signal: AbortSignal | undefined,
): Promise<Json | undefined> {
  if (confirmKey === '') return undefined;
  try {
    return (await api.ask({ method: 'GET', kind: 'file', path: [confirmKey], query: { upload: '' }, signal })).json;
  } catch (error) {
    if (isGone(error) || (error instanceof UploadError && error.kind === 'notFound')) return undefined;
    throw error;
  }
}
