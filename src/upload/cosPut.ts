import * as l10n from '@vscode/l10n';
import { askCos, type CosKey, type CosPlace, objectUrl } from './cosRequest';
import { Crc64 } from './crc64';
import type { World } from './effects';
import type { Answer } from './exchange';
import type { OpenFile } from './openFile';
import type { StoreClock } from './storeClock';
import { type Uploaded, UploadError, type UploadJob } from './upload';

/** Throws unless the store answered the sum of the bytes that were sent, or none at all. */
export function checkSum({ headers }: Answer, host: string, sum: string): void {
  const crc = headers.get('x-cos-hash-crc64ecma');
  if (crc === null || crc === sum) return;
  throw wrongSum(host, headers.get('x-cos-request-id') ?? undefined);
}
export const wrongSum = (host: string, requestId?: string): UploadError =>
  new UploadError('checksum', host, 'crc64', l10n.t('The store received other bytes than were sent.'), requestId);

/** Stores one file by one streaming PUT and compares the store's CRC-64. Throws `UploadError` and `Cancelled`. */
export async function putToCos(
  world: World,
  clock: StoreClock,
  key: CosKey,
  { place, file, job }: { readonly place: CosPlace; readonly file: OpenFile; readonly job: UploadJob },
): Promise<Uploaded> {
  const url = objectUrl(place);
  const sum = new Crc64();
  const { handle, bytes } = file;
  const progress = tellProgress(job, bytes);
  const body = { handle, start: 0, bytes, sum, onSent: progress.sent };
  const { signal } = job;
  const answer = await askCos(world, clock, key, {
    method: 'PUT',
    place,
    contentType: contentTypeOf(job.suffix),
    body,
    signal,
  });
  checkSum(answer, new URL(url).host, sum.digest());
  progress.done();
  return { url, bytes };
}

/** Tells the last byte even when the answer is here before the last chunk was asked back from us. */
export function tellProgress(
  { onProgress }: UploadJob,
  total: number,
): { readonly sent: (bytes: number) => void; readonly done: () => void } {
  let told = -1;
  const sent = (bytes: number): void => {
    if (bytes === told) return;
    told = bytes;
    onProgress?.(bytes, total);
  };
  return { sent, done: () => sent(total) };
}

const contentTypes: Readonly<Record<string, string>> = {
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
};
export const contentTypeOf = (suffix: string): string =>
  contentTypes[suffix.toLowerCase()] ?? 'application/octet-stream';
