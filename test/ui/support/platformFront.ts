import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { cert, key } from '../../support/throwawayCertificate';

/** Sandboxes on this machine under names of the internet, as platforms are: through a proxy, by https. */
export interface PlatformFront {
  /** Settings and environment of a window that reaches them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}
/** `platforms`: host name to the address of its sandbox. Only these can be reached. */
export async function openFront(platforms: Readonly<Record<string, string>>): Promise<PlatformFront> {
  const sockets = new Set<Socket>();
  const kept = <S extends Socket>(socket: S): S => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const tls = createTlsServer({ key, cert }, (socket) => {
    const address = platforms[String((socket as { servername?: string | false }).servername)];
    kept(socket);
    if (address === undefined) return void socket.destroy();
    const sandbox = kept(connect(Number(new URL(address).port), '127.0.0.1'));
    sandbox.on('close', () => socket.destroy());
    socket.on('close', () => sandbox.destroy());
    socket.pipe(sandbox).pipe(socket);
  });
  const proxy = createServer((_request, response) => void response.writeHead(502).end());
  proxy.on('connect', (request, socket: Socket, head: Buffer) => {
    kept(socket);
    if (!Object.hasOwn(platforms, (request.url ?? '').replace(/:443$/, '')))
      return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const inner = kept(connect((tls.address() as AddressInfo).port, '127.0.0.1'));
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    inner.write(head);
    inner.on('close', () => socket.destroy());
    socket.on('close', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  for (const server of [tls, proxy])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    settings: {
      'http.proxy': `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      'http.proxyStrictSSL': false,
    },
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    close: () => {
      for (const socket of sockets) socket.destroy();
      tls.close();
      proxy.close();
    },
  };
}
