import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const storeKey = { id: 'AKIDtemporary', key: 'temporary-key' };

export type Fault = (response: ServerResponse, request: IncomingMessage) => void;
export interface TestStore {
  readonly url: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly requests: readonly IncomingMessage[];
  /** Bytes of bodies that arrived, whether or not they were kept. */
  readonly bytesIn: () => number;
  /** What the next PUTs meet instead of being stored, in turn; undefined stores. */
  readonly faults: (Fault | undefined)[];
  /** Answered by PUT instead of the true sum. */
  crc: (bytes: Buffer) => string;
  /** Instead of answering HEAD and GET. */
  read: Fault | undefined;
  close(): Promise<void>;
}

/** Checks a signature by the document's steps, from what came over the wire; shares nothing with our signer. */
function assertSigned(request: IncomingMessage): void {
  const given = new Map(
    String(request.headers.authorization)
      .split('&')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
  );
  assert.equal(given.get('q-sign-algorithm'), 'sha1');
  assert.equal(given.get('q-ak'), storeKey.id);
  assert.equal(given.get('q-url-param-list'), '');
  const names = given.get('q-header-list')!.split(';');
  assert.deepEqual(names, ['content-length', 'content-type', 'host', 'x-cos-security-token']);
  const [start, end] = given.get('q-sign-time')!.split(';').map(Number);
  const now = Date.now() / 1000;
  assert.ok(start! <= now && now < end!, 'the signature is valid now');
  const encode = (text: string): string =>
    [...Buffer.from(text)]
      .map((byte) => {
        const char = String.fromCharCode(byte);
        return /[A-Za-z0-9\-_.~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      })
      .join('');
  const headers = names.map((name) => `${name}=${encode(String(request.headers[name]))}`).join('&');
  const httpString = `put\n${decodeURIComponent(request.url!)}\n\n${headers}\n`;
  const signKey = createHmac('sha1', storeKey.key).update(given.get('q-key-time')!).digest('hex');
  const digest = createHash('sha1').update(httpString).digest('hex');
  const signature = createHmac('sha1', signKey)
    .update(`sha1\n${given.get('q-sign-time')!}\n${digest}\n`)
    .digest('hex');
  assert.equal(given.get('q-signature'), signature);
}

/** An object store below `/cos/` that takes and answers files as COS does. */
export async function startStore(crcOf: (bytes: Buffer) => string): Promise<TestStore> {
  const objects = new Map<string, Buffer>();
  const requests: IncomingMessage[] = [];
  const faults: (Fault | undefined)[] = [];
  let bytesIn = 0;
  const put = (request: IncomingMessage, response: ServerResponse): void => {
    const fault = faults.shift();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      bytesIn += chunk.length;
      chunks.push(chunk);
    });
    if (fault) {
      fault(response, request);
      return;
    }
    request.on('end', () => {
      try {
        assertSigned(request);
      } catch (error) {
        refuse(403, 'SignatureDoesNotMatch', String(error))(response, request);
        return;
      }
      const bytes = Buffer.concat(chunks);
      objects.set(request.url!, bytes);
      response.writeHead(200, { 'x-cos-hash-crc64ecma': store.crc(bytes), 'x-cos-request-id': 'put-1' }).end();
    });
  };
  const read = (request: IncomingMessage, response: ServerResponse): void => {
    assert.equal(request.headers.authorization, undefined, 'read back without credentials');
    assert.equal(request.headers['x-cos-security-token'], undefined);
    request.resume();
    const found = objects.get(request.url!);
    if (store.read) store.read(response, request);
    else if (!found) refuse(404, 'NoSuchKey', 'not there')(response, request);
    else response.writeHead(200, { 'content-length': found.length }).end(request.method === 'HEAD' ? undefined : found);
  };
  const server = createServer((request, response) => {
    requests.push(request);
    request.on('error', () => undefined);
    if (request.method === 'PUT') put(request, response);
    else read(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const store: TestStore = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    faults,
    bytesIn: () => bytesIn,
    crc: crcOf,
    read: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return store;
}

/** An error document of the store, once the body has come. */
export const refuse =
  (status: number, code: string, message: string): Fault =>
  (response, request) => {
    const answer = (): void => {
      if (response.headersSent) return;
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(
        `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message>` +
          `<RequestId>NjRlMQ==</RequestId></Error>`,
      );
    };
    if (request.complete) answer();
    else request.on('end', answer);
  };
