import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type * as vscode from 'vscode';

/** The API as a function sent to the extension host gets it. */
export type VSCodeApi = typeof vscode;

/**
 * Runs `fn` in the extension host with the API and `args`, and gives what it returns.
 * Only its text is sent: it must not use anything from around it but `require`; arguments and result travel as JSON.
 * @throws what `fn` threw, or that the window went away meanwhile.
 */
export type RunInExtensionHost = <A extends readonly unknown[], T>(
  fn: (api: VSCodeApi, ...args: A) => T | PromiseLike<T>,
  ...args: A
) => Promise<T>;

/** The test's end of the companion extension's connection. */
export interface Rpc {
  /** For the server's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly ext: RunInExtensionHost;
  /** Resolves when an extension host is connected; rejects after `limitMs`. */
  ready(limitMs?: number): Promise<void>;
  /** Forgets the present extension host, so that `ready` waits for the next one (the window is about to reload). */
  forget(): void;
  close(): void;
}

interface Answer {
  readonly hello?: number;
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Listens for the companion extension. `folder` is short: the socket's path is limited to 107 characters. */
export async function listenForCompanion(folder: string): Promise<Rpc> {
  const address = path.join(folder, 'rpc');
  const link = new CompanionLink();
  const server = createServer((socket) => link.accept(socket));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  return link.asRpc(address, server);
}

class CompanionLink {
  private socket: Socket | undefined;
  private readonly pending = new Map<number, Pending>();
  private readonly waiting = new Set<() => void>();
  private calls = 0;

  accept(socket: Socket): void {
    createInterface({ input: socket }).on('line', (line) => this.take(socket, JSON.parse(line) as Answer));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.socket === socket) this.forget();
    });
  }

  asRpc(address: string, server: Server): Rpc {
    return {
      env: { CODE_HOST_RPC: address },
      ext: (fn, ...args) => this.call(String(fn), args) as never,
      ready: (limitMs = 30_000) => this.ready(limitMs),
      forget: () => this.forget(),
      close: () => {
        this.forget();
        server.close();
      },
    };
  }

  private async call(fn: string, args: readonly unknown[]): Promise<unknown> {
    await this.ready(30_000);
    const id = ++this.calls;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.socket?.write(`${JSON.stringify({ id, fn, args })}\n`);
    });
  }

  private take(socket: Socket, answer: Answer): void {
    if (answer.hello !== undefined) {
      this.socket = socket;
      this.waiting.forEach((go) => go());
      return;
    }
    const call = this.pending.get(answer.id ?? 0);
    this.pending.delete(answer.id ?? 0);
    if (answer.error === undefined) call?.resolve(answer.value);
    else call?.reject(new Error(answer.error));
  }

  private ready(limitMs: number): Promise<void> {
    if (this.socket) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settled = (end: () => void) => (): void => {
        clearTimeout(limit);
        this.waiting.delete(go);
        end();
      };
      const go = settled(resolve);
      const limit = setTimeout(
        settled(() => reject(new Error(`No extension host came up within ${limitMs / 1000} s`))),
        limitMs,
      );
      this.waiting.add(go);
    });
  }

  private forget(): void {
    this.socket?.destroy();
    this.socket = undefined;
    for (const call of this.pending.values())
      call.reject(new Error('The window went away before the function returned.'));
    this.pending.clear();
  }
}
