import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { Cancelled } from '../../../src/base/errors';
import { worldOf } from '../../../src/upload/effects';
import { type Answer, exchange } from '../../../src/upload/exchange';
import { withFile } from '../../../src/upload/openFile';
import { UploadError } from '../../../src/upload/upload';
import { silentLog } from '../../../src/base/log';

const megabyte = 1024 * 1024;

describe('sending a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'send-file-'));
  const file = path.join(folder, 'a.zip');
  const open: { server: Server; sockets: Set<Socket> }[] = [];
  const world = (idleMs = 10_000) => worldOf({ clock: systemClock, log: silentLog, idleMs });

  afterEach(() => {
    for (const { server, sockets } of open.splice(0)) {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function listen(server: Server): Promise<URL> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({ server, sockets });
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a.zip?token=secret`);
  }
  const put = (url: URL, more: { signal?: AbortSignal; onSent?: (sent: number) => void; idleMs?: number } = {}) =>
    withFile(file, ({ handle, bytes }): Promise<Answer> => {
      const { signal, onSent, idleMs } = more;
      return exchange(world(idleMs), { method: 'PUT', url, body: { handle, start: 0, bytes, onSent }, signal });
    });

  it('sends every byte in its place, to a server that reads slowly', async () => {
    const bytes = randomBytes(9 * megabyte + 77);
    writeFileSync(file, bytes);
    const hash = createHash('sha256');
    const url = await listen(
      createHttpServer((request, response) => {
        request.on('data', (chunk: Buffer) => {
          hash.update(chunk);
          request.pause();
          setTimeout(() => request.resume(), 1);
        });
        request.on('end', () => response.end(request.headers['content-length']));
      }),
    );
    const told: number[] = [];
    const { text } = await put(url, { onSent: (sent) => told.push(sent) });
    assert.equal(text, String(bytes.length));
    assert.equal(hash.digest('hex'), createHash('sha256').update(bytes).digest('hex'));
    assert.deepEqual(
      told.toSorted((a, b) => a - b),
      told,
    );
    assert.equal(told.at(-1), bytes.length);
  });

  it('hears a server that answers and hangs up before it has everything', async () => {
    writeFileSync(file, Buffer.alloc(8 * megabyte));
    const refusal = 'HTTP/1.1 401 No\r\nconnection: close\r\ncontent-length: 4\r\nx-why: login\r\n\r\nnone';
    const url = await listen(createServer((socket) => void socket.on('error', () => undefined).end(refusal)));
    for (let round = 0; round < 100; round++) {
      const { status, ok, text, headers } = await put(url);
      assert.deepEqual([status, ok, text, headers.get('x-why')], [401, false, 'none', 'login']);
    }
  });

  it('says that the file became shorter, and sends no more', async () => {
    writeFileSync(file, Buffer.alloc(40 * megabyte));
    const url = await listen(createHttpServer((request) => void request.on('error', () => undefined).resume()));
    const sending = put(url, { onSent: () => truncateSync(file, megabyte) });
    await assert.rejects(sending, (error) => error instanceof UploadError && error.code === 'fileChanged');
  });

  it('is cancelled at once, also where the server takes no byte', async () => {
    writeFileSync(file, Buffer.alloc(20 * megabyte));
    const url = await listen(createServer((socket) => void socket.on('error', () => undefined).pause()));
    const stop = new AbortController();
    const sending = put(url, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    const began = Date.now();
    await assert.rejects(sending, Cancelled);
    assert.ok(Date.now() - began < 2000);
  });

  it('gives up when nothing moves, and tells no query', async () => {
    writeFileSync(file, Buffer.alloc(20 * megabyte));
    const url = await listen(createServer((socket) => void socket.on('error', () => undefined).pause()));
    await assert.rejects(put(url, { idleMs: 200 }), (error) => {
      assert.ok(error instanceof UploadError);
      assert.equal(error.kind, 'timeout');
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  it('says where nobody listens', async () => {
    writeFileSync(file, Buffer.alloc(megabyte));
    const server = createServer();
    const url = await listen(server);
    server.close();
    await assert.rejects(put(url), (error) => error instanceof UploadError && error.code === 'ECONNREFUSED');
  });

  it('reads no endless answer', async () => {
    writeFileSync(file, Buffer.alloc(1000));
    const url = await listen(
      createHttpServer((request, response) => {
        request.resume();
        response.on('error', () => undefined);
        for (let i = 0; i < 6; i++) response.write(Buffer.alloc(megabyte));
      }),
    );
    await assert.rejects(put(url), (error) => error instanceof UploadError && error.kind === 'network');
  });
});
