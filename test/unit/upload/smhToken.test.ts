import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../../src/base/log';
import { worldOf } from '../../../src/upload/effects';
import { type SmhCredential, SmhToken } from '../../../src/upload/smhToken';
import { UploadError } from '../../../src/upload/upload';

describe('the token of a media library', () => {
  const requests: IncomingMessage[] = [];
  let answer: (response: ServerResponse) => void;
  let url = '';
  const server = createServer((request, response) => {
    requests.push(request);
    answer(response);
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => (requests.length = 0));
  const token = (credential: SmhCredential, secrets: string[] = []): SmhToken => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const world = worldOf({ clock, log: silentLog, remember: (secret) => void secrets.push(secret) });
    return new SmhToken(world, { endpoint: url, libraryId: 'smh1x', spaceId: 'space1' }, credential, ['upload_file']);
  };
  const json =
    (value: unknown, status = 200) =>
    (response: ServerResponse) =>
      void response.writeHead(status).end(JSON.stringify(value));

  it('is made with few rights and a short life, used again, and revoked at the end', async () => {
    answer = json({ accessToken: 'made-token-1', expiresIn: 1800 });
    const secrets: string[] = [];
    const made = token({ kind: 'secret', librarySecret: () => Promise.resolve('the-secret') }, secrets);
    assert.equal(await made.get(undefined), 'made-token-1');
    assert.equal(await made.get(undefined), 'made-token-1');
    assert.equal(requests.length, 1);
    const asked = new URL(requests[0]!.url!, url).searchParams;
    assert.deepEqual(Object.fromEntries(asked), {
      library_id: 'smh1x',
      library_secret: 'the-secret',
      space_id: 'space1',
      grant: 'upload_file',
      period: '1800',
    });
    assert.deepEqual(secrets, ['the-secret', 'made-token-1']);
    await made.revoke();
    assert.equal(`${requests[1]!.method!} ${requests[1]!.url!}`, 'DELETE /api/v1/token/smh1x/made-token-1');
  });

  it('that was pasted or came from a service is not ours to revoke', async () => {
    const pasted = token({ kind: 'token', token: () => Promise.resolve('pasted-token') });
    assert.equal(await pasted.get(undefined), 'pasted-token');
    await pasted.revoke();
    assert.equal(requests.length, 0);
    const auth = () => Promise.resolve({ kind: 'bearer', token: 'mine' } as const);
    for (const body of ['{"accessToken":"service-token"}', 'service-token\n']) {
      answer = (response) => void response.end(body);
      const own = token({ kind: 'service', url: `${url}/token`, auth });
      assert.equal(await own.get(undefined), 'service-token');
      await own.revoke();
      assert.equal(requests.pop()!.headers.authorization, 'Bearer mine');
      assert.equal(requests.length, 0);
    }
  });

  it('that cannot be had says why', async () => {
    const auth = () => Promise.resolve({ kind: 'none' } as const);
    for (const [how, kind] of [
      [json({}, 302), 'settings'],
      [json({}, 403), 'settings'],
      [json({}, 502), 'server'],
      [(response: ServerResponse) => void response.end('<html>login</html>'), 'settings'],
    ] as const) {
      answer = how;
      const got = token({ kind: 'service', url: `${url}/token`, auth }).get(undefined);
      await assert.rejects(got, (error) => error instanceof UploadError && error.kind === kind);
    }
    answer = json({ code: 'WrongLibraryIdOrSecret', message: 'no', requestId: 'r9' }, 404);
    await assert.rejects(
      token({ kind: 'secret', librarySecret: () => Promise.resolve('s3cret') }).get(undefined),
      (error) => {
        assert.ok(error instanceof UploadError);
        assert.deepEqual([error.kind, error.code, error.requestId], ['denied', 'WrongLibraryIdOrSecret', 'r9']);
        return !String(error.stack).includes('s3cret');
      },
    );
  });

  it('keeps its secret out of the error of a connection that fails', async () => {
    answer = (response) => void response.socket?.destroy();
    await assert.rejects(
      token({ kind: 'secret', librarySecret: () => Promise.resolve('s3cret') }).get(undefined),
      (error) => {
        assert.ok(error instanceof UploadError && error.kind === 'network');
        return !String(error.stack).includes('s3cret');
      },
    );
  });
});
