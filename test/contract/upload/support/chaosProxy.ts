import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';

/** What happens to a request instead of being passed on as it is. */
export type Mishap =
  /** Answered here, once its body has come. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The connection is reset when that share of the body has passed. */
  | { readonly kind: 'cut'; readonly share: number }
  /** One byte in the middle is another one. */
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Takes the body no further than its first bytes, and says nothing. */
  | { readonly kind: 'stall' }
  /** Done, but nobody hears of it. */
  | { readonly kind: 'loseAnswer' };
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}
export type Where = (request: Seen) => boolean;
export interface ChaosProxy {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The next requests there meet it. */
  next(where: Where, mishap: Mishap, times?: number): void;
  reset(): void;
  close(): Promise<void>;
}

/** Passes everything on to a server of this machine, byte for byte, and lets things go wrong on the way. */
export async function startChaosProxy(target: string): Promise<ChaosProxy> {
  const { hostname, port } = new URL(target);
  let rules: { where: Where; mishap: Mishap; left: number }[] = [];
  const seen: Seen[] = [];
  const take = (request: Seen): Mishap | undefined => {
    const rule = rules.find(({ where, left }) => left > 0 && where(request));
    if (rule) rule.left--;
    return rule?.mishap;
  };
  const forward = (incoming: IncomingMessage, response: ServerResponse, mishap: Mishap | undefined): void => {
    const { method, url: path, headers } = incoming;
    let isAnswered = false;
    const onward = httpRequest({ hostname, port, method, path, headers, agent: false, setHost: false }, (answer) => {
      isAnswered = true;
      if (mishap?.kind === 'loseAnswer') {
        answer.resume();
        answer.on('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response, { end: false });
      // As web servers do: hanging up on bytes that are still coming would take the answer away from who sends them.
      answer.on('end', () => {
        if (incoming.complete) response.end();
        else
          incoming
            .unpipe()
            .resume()
            .on('end', () => response.end());
      });
      answer.on('error', () => response.destroy());
    });
    // A server that refuses may close before it has everything: what it has answered counts.
    onward.on('error', () => {
      if (!isAnswered) response.destroy();
    });
    response.on('close', () => onward.destroy());
    incoming.on('error', () => onward.destroy());
    const changed =
      mishap && change(mishap, Number(headers['content-length'] ?? 0), () => incoming.socket.resetAndDestroy());
    (changed ? incoming.pipe(changed) : incoming).pipe(onward);
  };
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    seen.push({ method, url, headers });
    response.on('error', () => undefined);
    const mishap = take({ method, url, headers });
    if (mishap?.kind !== 'answer') {
      forward(incoming, response, mishap);
      return;
    }
    incoming.resume();
    incoming.on('end', () => response.writeHead(mishap.status, mishap.headers ?? {}).end(mishap.body ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    next: (where, mishap, times = 1) => void rules.push({ where, mishap, left: times }),
    reset: () => {
      rules = [];
      seen.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function change(mishap: Mishap, length: number, cut: () => void): Transform | undefined {
  let passed = 0;
  switch (mishap.kind) {
    case 'cut':
      return new Transform({
        transform(chunk: Buffer, _encoding, done) {
          passed += chunk.length;
          if (passed >= length * mishap.share) cut();
          else done(null, chunk);
        },
      });
    case 'corrupt':
      return new Transform({
        transform(chunk: Buffer, _encoding, done) {
          const at = Math.floor(length / 2) - passed;
          const copy = Buffer.from(chunk);
          if (at >= 0 && at < copy.length) copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
          passed += chunk.length;
          done(null, copy);
        },
      });
    case 'slow':
      return new Transform({
        transform(chunk: Buffer, _encoding, done) {
          setTimeout(() => done(null, chunk), (1000 * chunk.length) / mishap.bytesPerSecond);
        },
      });
    case 'stall':
      return new Transform({ transform: () => undefined });
    case 'answer':
    case 'loseAnswer':
      return undefined;
  }
}
