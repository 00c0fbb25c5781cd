import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server in memory that takes PUT from who knows the login, and answers GET and HEAD to anybody. */
export interface PutServer {
  readonly url: string;
  /** By path, decoded. */
  readonly files: Map<string, Buffer>;
  /** `PUT /a/b.zip 201`. */
  readonly seen: string[];
  /** Value of the header `authorization` that is asked for. */
  authorization: string;
  /** Whether strangers may read. */
  isPublic: boolean;
  /** What becomes of the next PUTs instead: a status, or the connection is cut. */
  readonly troubles: (number | 'cut')[];
  close(): Promise<void>;
}

export async function startPutServer(authorization: string): Promise<PutServer> {
  const files = new Map<string, Buffer>();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const answer = (status: number, body?: Buffer): void => {
      seen.push(`${request.method} ${path} ${status}`);
      response.writeHead(status, { 'content-length': body?.length ?? 0 });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const trouble = request.method === 'PUT' ? made.troubles.shift() : undefined;
      if (trouble === 'cut') request.socket.destroy();
      else if (trouble !== undefined) answer(trouble);
      else if (request.method === 'OPTIONS') answer(request.headers.authorization === made.authorization ? 204 : 401);
      else if (request.method === 'PUT') {
        const isKnown = request.headers.authorization === made.authorization;
        if (isKnown) files.set(path, Buffer.concat(chunks));
        answer(isKnown ? 201 : 401);
      } else if (!made.isPublic) answer(403);
      else answer(files.has(path) ? 200 : 404, files.get(path));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: PutServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    seen,
    authorization,
    isPublic: true,
    troubles: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return made;
}
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
