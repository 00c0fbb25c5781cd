import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Random } from '../ids';
import { type Reply } from '../reply';
import { checkAccess, type CosAccessOptions } from './cosAccess';
import { CosError, noSuchKey } from './cosError';
import type { CosRequest } from './cosSignature';
import { type MultipartUpload, MultipartUploads } from './multipart';
import type { ObjectStore, Received } from './objectStore';
import { readElements, xmlDocument, type XmlNode } from './xml';

export interface CosServerOptions extends CosAccessOptions {
  readonly store: ObjectStore;
  /** The bucket that everybody may read. */
  readonly bucket: string;
  /** Buckets that nobody reads without a signature. */
  readonly privateBuckets?: readonly string[];
  readonly random: Random;
}
interface Job extends CosRequest {
  readonly bucket: string;
  /** `bucket/key`. */
  readonly object: string;
  readonly key: string;
  readonly incoming: IncomingMessage;
  readonly now: number;
}
/** A second bucket of the account, which nobody reads without a signature. */
export const privateBucket = 'private-sandbox-1250000000';
const largestXml = 1024 * 1024;

/** An object store with the protocol of COS, under `/cos/{bucket}/{key}`. */
export class CosServer {
  readonly #uploads: MultipartUploads;
  readonly #privateBuckets: readonly string[];

  constructor(private readonly options: CosServerOptions) {
    this.#uploads = new MultipartUploads(options.store, options.random);
    this.#privateBuckets = options.privateBuckets ?? [];
  }

  /** Those under way, in all buckets. */
  get uploads(): MultipartUploads {
    return this.#uploads;
  }

  /** Answers one request; refusals as the store's XML. `nowMs` is the platform's clock. */
  async handle(incoming: IncomingMessage, nowMs: number): Promise<Reply> {
    const requestId = randomUUID();
    try {
      const job = this.#admit(incoming, Math.floor(nowMs / 1000));
      return withId(await this.#do(job), requestId);
    } catch (error) {
      incoming.resume();
      if (!(error instanceof CosError)) throw error;
      const resource = incoming.url?.split('?', 1)[0] ?? '';
      return withId(
        xml(error.status, 'Error', [
          ['Code', error.code],
          ['Message', error.message],
          ['Resource', resource],
          ['RequestId', requestId],
          ['TraceId', requestId],
        ]),
        requestId,
      );
    }
  }

  #admit(incoming: IncomingMessage, now: number): Job {
    const url = new URL(incoming.url ?? '/', 'http://store');
    const path = decodePath(url.pathname);
    const own = /^([a-z0-9-]+)\.cos\./.exec(incoming.headers.host ?? '')?.[1];
    const [, bucket = '', key = ''] =
      own === undefined ? (/^\/cos\/([^/]+)\/?(.*)$/s.exec(path) ?? []) : ['', own, path.slice(1)];
    const method = incoming.method ?? 'GET';
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
    );
    const object = `${bucket}/${key}`;
    const job: Job = { method, path, query: url.searchParams, headers, bucket, object, key, incoming, now };
    const isRead = (method === 'GET' || method === 'HEAD') && key !== '' && !url.searchParams.has('uploadId');
    const isPublicRead = isRead && !this.#privateBuckets.includes(bucket);
    checkAccess(this.options, job, { object, paths: [path, `/${key}`], isPublicRead }, now);
    if (![this.options.bucket, ...this.#privateBuckets].includes(bucket))
      throw new CosError(404, 'NoSuchBucket', 'The specified bucket does not exist.');
    return job;
  }

  async #do(job: Job): Promise<Reply> {
    const { method, query, key } = job;
    if (key === '') return this.#doBucket(job);
    if (query.has('uploads') && method === 'POST') return this.#startUpload(job);
    if (query.has('uploadId')) return this.#doUpload(job, query.get('uploadId') ?? '');
    switch (method) {
      case 'PUT':
        return this.#putObject(job);
      case 'GET':
      case 'HEAD':
        return this.#getObject(job);
      case 'DELETE':
        this.options.store.delete(job.object);
        return { status: 204, headers: {}, body: '' };
      default:
        throw new CosError(405, 'MethodNotAllowed', 'The method is not allowed against this resource.');
    }
  }

  #doBucket({ method, query, key, bucket }: Job): Reply {
    if (method === 'HEAD') return { status: 200, headers: {}, body: '' };
    if (method !== 'GET' || !query.has('uploads'))
      throw new CosError(405, 'MethodNotAllowed', 'The sandbox only lists multipart uploads of a bucket.');
    const prefix = query.get('prefix') ?? key;
    const uploads = this.#uploads.list().filter((upload) => upload.key.startsWith(`${bucket}/${prefix}`));
    return xml(200, 'ListMultipartUploadsResult', [
      ['Bucket', bucket],
      ['Prefix', prefix],
      ['IsTruncated', 'false'],
      ...uploads.map(({ key: object, id, startedAt }): readonly [string, XmlNode] => [
        'Upload',
        [
          ['Key', keyWithin(object)],
          ['UploadId', id],
          ['Initiated', isoTime(startedAt)],
        ],
      ]),
    ]);
  }

  async #putObject(job: Job): Promise<Reply> {
    const { store } = this.options;
    if (job.headers['x-cos-forbid-overwrite'] === 'true' && store.find(job.object))
      throw new CosError(409, 'FileAlreadyExists', 'The object already exists.');
    const received = await this.#receive(job);
    store.adopt(job.object, received, job.headers['content-type'] ?? 'application/octet-stream', job.now);
    return { status: 200, headers: sums(received), body: '' };
  }

  async #receive(job: Job): Promise<Received> {
    const received = await this.options.store.receive(job.incoming);
    const wanted = job.headers['content-md5'];
    if (wanted === undefined || Buffer.from(wanted, 'base64').toString('hex') === received.md5) return received;
    this.options.store.discard(received);
    throw new CosError(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }

  #getObject({ object: name, headers }: Job): Reply {
    const { store } = this.options;
    const object = store.find(name);
    if (!object) throw noSuchKey();
    const common = {
      etag: `"${object.etag}"`,
      'x-cos-hash-crc64ecma': object.crc64,
      'content-type': object.contentType,
      'accept-ranges': 'bytes',
      'last-modified': new Date(object.time * 1000).toUTCString(),
    };
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers['range'] ?? '');
    if (!range) {
      const length = { 'content-length': String(object.size) };
      return {
        status: 200,
        headers: { ...common, ...length },
        body: { path: store.pathOf(object), start: 0, end: object.size - 1 },
      };
    }
    const start = Number(range[1]);
    const end = Math.min(object.size - 1, range[2] ? Number(range[2]) : object.size - 1);
    if (start > end) throw new CosError(416, 'InvalidRange', 'The requested range is not satisfiable.');
    return {
      status: 206,
      headers: { ...common, 'content-range': `bytes ${start}-${end}/${object.size}` },
      body: { path: store.pathOf(object), start, end },
    };
  }

  #startUpload(job: Job): Reply {
    const upload = this.#uploads.start(job.object, job.headers['content-type'] ?? 'application/octet-stream', job.now);
    return xml(200, 'InitiateMultipartUploadResult', [
      ['Bucket', job.bucket],
      ['Key', job.key],
      ['UploadId', upload.id],
    ]);
  }

  async #doUpload(job: Job, id: string): Promise<Reply> {
    const upload = this.#uploads.find(id, job.object);
    switch (job.method) {
      case 'PUT': {
        const number = Number(job.query.get('partNumber'));
        if (!Number.isInteger(number) || number < 1 || number > 10_000)
          throw new CosError(400, 'InvalidArgument', 'partNumber must be between 1 and 10000.');
        const part = await this.#receive(job);
        this.#uploads.addPart(upload, number, part, job.now);
        return { status: 200, headers: sums(part), body: '' };
      }
      case 'GET':
        return listParts(job, upload);
      case 'POST':
        return this.#completeUpload(job, id);
      case 'DELETE':
        this.#uploads.abort(upload);
        return { status: 204, headers: {}, body: '' };
      default:
        throw new CosError(405, 'MethodNotAllowed', 'The method is not allowed against this resource.');
    }
  }

  async #completeUpload(job: Job, id: string): Promise<Reply> {
    const body = await readText(job.incoming);
    const listed = readElements(body, 'Part', ['PartNumber', 'ETag']).map(([number, etag]) => ({
      number: Number(number),
      etag: (etag ?? '').replace(/&quot;|&#34;|"/g, ''),
    }));
    const { etag, crc64 } = await this.#uploads.complete(this.#uploads.find(id, job.object), listed, job.now);
    const reply = xml(200, 'CompleteMultipartUploadResult', [
      ['Location', `${job.headers['host'] ?? ''}${job.path}`],
      ['Bucket', job.bucket],
      ['Key', job.key],
      ['ETag', `"${etag}"`],
    ]);
    return { ...reply, headers: { ...reply.headers, 'x-cos-hash-crc64ecma': crc64 } };
  }
}

/** Parts in the order of their numbers, page by page. */
function listParts({ query, key, bucket }: Job, upload: MultipartUpload): Reply {
  const marker = Number(query.get('part-number-marker') ?? 0);
  const most = Number(query.get('max-parts') ?? 1000);
  const left = [...upload.parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
  const page = left.slice(0, most);
  return xml(200, 'ListPartsResult', [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', upload.id],
    ['PartNumberMarker', marker],
    ['NextPartNumberMarker', page.at(-1)?.[0] ?? marker],
    ['MaxParts', most],
    ['IsTruncated', String(page.length < left.length)],
    ...page.map(([number, part]): readonly [string, XmlNode] => [
      'Part',
      [
        ['PartNumber', number],
        ['LastModified', isoTime(part.time)],
        ['ETag', `"${part.md5}"`],
        ['Size', part.size],
      ],
    ]),
  ]);
}

const sums = ({ md5, crc64 }: Received) => ({ etag: `"${md5}"`, 'x-cos-hash-crc64ecma': crc64 });
const keyWithin = (object: string): string => object.slice(object.indexOf('/') + 1);
const isoTime = (time: number): string => new Date(time * 1000).toISOString();
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new CosError(400, 'InvalidURI', 'The URI could not be decoded.');
  }
}
function xml(status: number, root: string, content: XmlNode): Reply {
  return { status, headers: { 'content-type': 'application/xml' }, body: xmlDocument(root, content) };
}
const withId = (reply: Reply, id: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'x-cos-request-id': id },
});
async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestXml) throw new CosError(400, 'EntityTooLarge', 'The request body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
