import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between the product and a sandbox, hands everything on as it is, and keeps what went by. */
export interface Recorder {
  readonly url: string;
  /** Header lines of every request, and the body of every answer that is text. */
  readonly requests: readonly string[];
  readonly answers: readonly string[];
  close(): Promise<void>;
}

export async function record(target: string): Promise<Recorder> {
  const requests: string[] = [];
  const answers: string[] = [];
  const server = createServer((request, response) => {
    requests.push(linesOf(request));
    pass(target, request, response, (body) => answers.push(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// The Host header stays: it is part of what is signed.
function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  keep: (body: string) => unknown,
): void {
  const { hostname, port } = new URL(target);
  const onward = forward({ hostname, port, method: request.method, path: request.url, headers: request.headers });
  onward.on('response', (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => keep(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
function linesOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ''}`] : []));
  return [`${method ?? ''} ${url ?? ''}`, ...lines].join('\n');
}
