import { checkSum } from './cosPut';
import type { CosPlace, CosRequest } from './cosRequest';
import { cosError } from './cosError';
import { elementsOf, textOf } from './cosXml';
import type { Answer } from './exchange';
import type { SentParts, StoredPart } from './parts';
import { UploadError } from './upload';

/** Sends one signed request to the store; throws for everything but a success. */
export type AskCos = (request: CosRequest) => Promise<Answer>;
type Signal = AbortSignal | undefined;

const hostOf = ({ base }: CosPlace): string => new URL(base).host;

/** Begins an upload in parts and answers its id. Source: 436/7746. */
export async function beginParts(ask: AskCos, place: CosPlace, contentType: string, signal: Signal): Promise<string> {
  const { text } = await ask({ method: 'POST', place, query: { uploads: '' }, contentType, body: '', signal });
  const id = textOf(text, 'UploadId');
  if (id !== undefined) return id;
  throw new UploadError('server', hostOf(place), 'noUploadId', 'the store named no upload');
}

/** The parts that the store has. Source: 436/7747. */
export async function listParts(
  ask: AskCos,
  place: CosPlace,
  uploadId: string,
  signal: Signal,
): Promise<readonly StoredPart[]> {
  const parts: StoredPart[] = [];
  for (let marker = ''; ;) {
    const query = { uploadId, ...(marker !== '' && { 'part-number-marker': marker }) };
    const { text } = await ask({ method: 'GET', place, query, signal });
    for (const part of elementsOf(text, 'Part')) {
      const etag = (textOf(part, 'ETag') ?? '').replaceAll('"', '');
      parts.push({ number: Number(textOf(part, 'PartNumber')), bytes: Number(textOf(part, 'Size')), etag });
    }
    const next = textOf(text, 'NextPartNumberMarker') ?? '';
    if (textOf(text, 'IsTruncated') !== 'true' || next === marker || next === '') return parts;
    marker = next;
  }
}

/** Ids of the uploads of exactly this key that have begun. Source: 436/7736. */
export async function findUploads(ask: AskCos, { base, key }: CosPlace, signal: Signal): Promise<readonly string[]> {
  const query = { uploads: '', prefix: key };
  const { text } = await ask({ method: 'GET', place: { base, key: '' }, query, signal });
  const ours = elementsOf(text, 'Upload').filter((one) => textOf(one, 'Key') === key);
  return ours.flatMap((one) => textOf(one, 'UploadId') ?? []);
}

/** Puts the parts together; throws when the whole has another sum than what was sent. Source: 436/7742. */
export async function completeParts(
  ask: AskCos,
  place: CosPlace,
  { uploadId, sent }: { readonly uploadId: string; readonly sent: SentParts },
  signal: Signal,
): Promise<void> {
  const list = sent.parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>"${etag}"</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
  const contentType = 'application/xml';
  const answer = await ask({ method: 'POST', place, query: { uploadId }, contentType, body, signal });
  // The store begins its answer before it knows how it ends: a success may hold an error.
  if (answer.text.includes('<Error>')) throw cosError(hostOf(place), answer);
  checkSum(answer, hostOf(place), sent.crc64);
}

/** Forgets the parts. Source: 436/7740. */
export async function abortParts(ask: AskCos, place: CosPlace, uploadId: string, signal: Signal): Promise<void> {
  await ask({ method: 'DELETE', place, query: { uploadId }, signal });
}
