import { throwIfAborted } from '../base/errors';
import type { Answer } from './exchange';
import { crc64Of, type OpenFile } from './openFile';
import { UploadError, type UploadJob, type UploadPlace } from './upload';

/** Tells where the bytes go before they go, to whom wants to know. Throws what `onPlace` throws. */
export async function tellPlace(
  job: UploadJob,
  file: OpenFile,
  place: Omit<UploadPlace, 'bytes' | 'crc64'>,
): Promise<void> {
  if (!job.onPlace) return;
  await job.onPlace({ ...place, bytes: file.bytes, crc64: await crc64Of(file, job.signal) });
  throwIfAborted(job.signal);
}

/** Whether the store's answer to HEAD speaks of this very file; one that tells no sum does not. */
export async function isThisFile(
  { ok, headers }: Answer,
  file: OpenFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const sum = headers.get('x-cos-hash-crc64ecma');
  const hasSize = ok && sum !== null && headers.get('content-length') === String(file.bytes);
  return hasSize && sum === (await crc64Of(file, signal));
}

/** The store says that it is not there, or does not let us look: then it is sent again. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof UploadError && ['denied', 'notFound', 'expired', 'settings', 'redirect'].includes(error.kind);
