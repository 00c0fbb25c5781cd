import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Cancelled } from '../../../src/base/errors';
import { ApiError, TransportError, type TransportKind } from '../../../src/client/errors';
import { clientOf, write } from './clientOf';
import { ImpatientClock } from './fakeClock';
import { data, hang, json, refusal, reset, serve, type Answer, type TestServer } from './testServer';

describe('client on bad days', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const one = { MNPId: 'mp1' };
  const limited = refusal('RequestLimitExceeded');

  async function transportError(call: Promise<unknown>, kind: TransportKind): Promise<TransportError> {
    let seen: TransportError | undefined;
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof TransportError, String(error));
      assert.equal(error.kind, kind, error.message);
      seen = error;
      return true;
    });
    return seen!;
  }
  const page: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><html><head><title>Sign in to the guest network</title></head><body>…</body></html>');
  };

  describe('answers that are not the platform', () => {
    const cases: readonly [string, Answer, RegExp][] = [
      ['an HTML page', page, /HTTP 200, an HTML page: Sign in to the guest network/],
      ['nothing', (response) => response.end(), /an empty answer/],
      ['JSON without an envelope', json({ hello: 1 }), /not the envelope/],
      ['an envelope with nothing in it', json({ Response: {} }), /without Error or RequestId/],
      ['half a document', (response) => response.end('{"Response":'), /not the envelope/],
    ];
    for (const [name, answer, detail] of cases)
      it(`says so for ${name}, and does not ask again`, async () => {
        server = await serve(answer);
        const error = await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'notPlatform');
        assert.match(error.detail, detail);
        assert.equal(error.httpStatus, 200);
        assert.equal(server.received.length, 1);
      });

    it('never follows a redirect, and shows the key to nobody else', async () => {
      const other = await serve(data({}));
      server = await serve((response) => response.writeHead(307, { location: `${other.url}/take` }).end());
      const error = await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'notPlatform');
      assert.ok(error.detail.includes(other.url));
      assert.equal(other.received.length, 0);
      await other.close();
    });

    it('gives up an answer without end instead of filling the memory', async () => {
      const block = Buffer.alloc(1024 * 1024, ' ');
      server = await serve((response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(block));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      });
      const error = await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'notPlatform');
      assert.match(error.detail, /over limit/);
    });

    for (const open of ['<', '<title'])
      it(`describes a long answer of nothing but ${open} at once`, async () => {
        server = await serve((response) => response.end(open.repeat(200_000)));
        const began = performance.now();
        await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'notPlatform');
        assert.ok(performance.now() - began < 2_000);
      });

    it('tells data of another kind apart from a wrong field', async () => {
      server = await serve(data('a string'));
      await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'contract');
    });

    it('recognises a proxy that asks for a login', async () => {
      server = await serve((response) => response.writeHead(407).end('<html>Proxy Authentication Required</html>'));
      await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'proxy');
      assert.equal(server.received.length, 1);
    });
  });

  describe('faults of the network', () => {
    it('reads three times after a dropped connection, then says so', async () => {
      server = await serve(reset);
      const { client, clock } = clientOf(server.url);
      const error = await transportError(client.call('DescribeMNP', one), 'reset');
      assert.equal(server.received.length, 3);
      assert.deepEqual(clock.waits, [150, 300], 'full jitter at one half of 300 and 600 ms');
      assert.ok(error.mayHaveArrived);
    });

    it('goes on when a later try is answered', async () => {
      server = await serve(reset, data({ MNPId: 'mp1' }));
      const { client, log } = clientOf(server.url);
      assert.equal((await client.call('DescribeMNP', one)).data?.MNPId, 'mp1');
      assert.match(log.lines.at(-1)!, /2 tries$/);
    });

    it('sees a connection that breaks in the middle of the answer', async () => {
      server = await serve((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"Response":{"Data":');
        setTimeout(() => response.socket?.destroy(), 20);
      });
      await transportError(clientOf(server.url).client.call('DescribeMNP', one), 'reset');
    });

    it('never sends a change again that was not answered', async () => {
      for (const answer of [reset, json({}, 502), refusal('InternalError')]) {
        server = await serve(answer);
        await assert.rejects(clientOf(server.url).client.call('CreateMNPVersion', write));
        assert.equal(server.received.length, 1);
        await server.close();
      }
    });

    it('reads again after a gateway fault and a fault of the platform itself', async () => {
      server = await serve(json({}, 502), refusal('InternalError'), data({ MNPId: 'mp1' }));
      await clientOf(server.url).client.call('DescribeMNP', one);
      assert.equal(server.received.length, 3);
    });

    it('waits no longer than told, for the first byte or the last', async () => {
      const slow: Answer = (response) => {
        response.writeHead(200);
        response.write('{"Response":');
      };
      for (const answer of [hang, slow]) {
        server = await serve(answer);
        const started = Date.now();
        await transportError(clientOf(server.url).client.call('CreateMNPVersion', write, { timeoutMs: 80 }), 'timeout');
        assert.ok(Date.now() - started < 1000);
        await server.close();
      }
    });

    it('tells a refused connection and an unknown host by name', async () => {
      const gone = await serve(hang);
      await gone.close();
      const refused = await transportError(clientOf(gone.url).client.call('DescribeMNP', one), 'refused');
      assert.ok(!refused.mayHaveArrived);
      const unknown = await transportError(clientOf('http://nowhere.invalid').client.call('DescribeMNP', one), 'dns');
      assert.equal(unknown.host, 'nowhere.invalid');
    });

    it('tells a failed TLS handshake', async () => {
      const plain = createServer((socket) =>
        socket.on('error', () => undefined).once('data', () => socket.end('no TLS here')),
      );
      await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
      const { port } = plain.address() as AddressInfo;
      try {
        await transportError(clientOf(`https://127.0.0.1:${port}`).client.call('DescribeMNP', one), 'tls');
      } finally {
        await new Promise((resolve) => plain.close(resolve));
      }
    });
  });

  describe('the rate limit of the platform', () => {
    it('tries again, also a change, because nothing was done', async () => {
      server = await serve(limited, limited, data({ TaskId: 't1' }));
      const { client } = clientOf(server.url);
      assert.equal((await client.call('CreateMNPVersion', write)).data?.TaskId, 't1');
      assert.equal(server.received.length, 3);
    });

    it('waits as long as the platform asks, but not for minutes', async () => {
      server = await serve(refusal('RequestLimitExceeded', 200, { 'retry-after': '2' }), data({}));
      const { client, clock } = clientOf(server.url);
      await client.call('DescribeMNP', one);
      assert.deepEqual(clock.waits, [2000]);
      await server.close();
      server = await serve(refusal('RequestLimitExceeded', 200, { 'retry-after': '3600' }));
      await assert.rejects(clientOf(server.url).client.call('DescribeMNP', one), ApiError);
      assert.equal(server.received.length, 1);
    });

    it('gives up after five tries', async () => {
      server = await serve(limited);
      await assert.rejects(clientOf(server.url).client.call('DescribeMNP', one), ApiError);
      assert.equal(server.received.length, 5);
    });
  });

  describe('a clock that is off', () => {
    const tenMinutes = 600_000;
    const strict: Answer = (response, received) => {
      const off = Number(received.request.headers['x-tc-timestamp']) - Date.now() / 1000;
      (Math.abs(off) > 300 ? refusal('AuthFailure.SignatureExpire') : data({ MNPId: 'mp1' }))(response, received);
    };

    it('is corrected once from the Date of the answer, for later calls too, and told in the log', async () => {
      server = await serve(strict);
      const { client, log } = clientOf(server.url, { clock: new ImpatientClock(-tenMinutes) });
      await client.call('CreateMNPVersion', write);
      assert.equal(server.received.length, 2);
      await client.call('DescribeMNP', one);
      assert.equal(server.received.length, 3, 'the second call is right at once');
      assert.equal(log.lines.filter((line) => /off by 60[01] s|off by 599 s/.test(line)).length, 1);
    });

    it('is not corrected twice in one call', async () => {
      server = await serve(refusal('AuthFailure.SignatureExpire'));
      await assert.rejects(clientOf(server.url).client.call('DescribeMNP', one), ApiError);
      assert.equal(server.received.length, 2);
    });

    it('is left alone when the answer has no Date', async () => {
      server = await serve((response, received) => {
        response.sendDate = false;
        refusal('AuthFailure.SignatureExpire')(response, received);
      });
      await assert.rejects(clientOf(server.url).client.call('DescribeMNP', one), ApiError);
      assert.equal(server.received.length, 1);
    });
  });

  describe('cancel', () => {
    it('ends a call that waits for its answer at once, without a word in the log above debug', async () => {
      server = await serve(hang);
      const { client, log } = clientOf(server.url);
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      const started = Date.now();
      await assert.rejects(client.call('DescribeMNP', one, { signal: stop.signal }), Cancelled);
      assert.ok(Date.now() - started < 300);
      assert.ok(log.lines.every((line) => line.startsWith('debug')));
    });

    it('sends nothing when it came before', async () => {
      server = await serve(data({}));
      await assert.rejects(
        clientOf(server.url).client.call('DescribeMNP', one, { signal: AbortSignal.abort() }),
        Cancelled,
      );
      assert.equal(server.received.length, 0);
    });

    it('leaves no listener behind on a signal that serves many calls', async () => {
      server = await serve(data({}));
      const { client } = clientOf(server.url);
      const stop = new AbortController();
      for (let i = 0; i < 3; i++) await client.call('DescribeMNP', one, { signal: stop.signal });
      assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    });

    it('passes on what reading the key throws, and sends nothing', async () => {
      server = await serve(data({}));
      const { client } = clientOf(server.url, { credentials: () => Promise.reject(new Error('key missing')) });
      await assert.rejects(client.call('DescribeMNP', one), /key missing/);
      assert.equal(server.received.length, 0);
    });
  });
});
