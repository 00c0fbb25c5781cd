import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that lets nobody through: it wants a password for everything. */
export async function refusingProxy(): Promise<{ readonly url: string; readonly asked: string[]; close(): void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="proxy"' }).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked, close: () => void server.close() };
}
/** An address on this machine where nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
