import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { compileFunction } from 'node:vm';
import * as vscode from 'vscode';

// The small extension behind a UI test's `ext(fn)`: evaluates functions that the test sends, inside the extension host.
// It is packed at set-up and installed beside the extension under test; without CODE_HOST_RPC it does nothing.

interface Call {
  readonly id: number;
  readonly fn: string;
  readonly args: readonly unknown[];
}

type SentFunction = (api: typeof vscode, ...args: readonly unknown[]) => unknown;

/** Connects to the test that opened this window. */
export function activate(): void {
  const address = process.env['CODE_HOST_RPC'];
  if (!address) return;
  const socket = connect(address, () => send(socket, { hello: process.pid }));
  socket.on('error', () => socket.destroy()); // The test has gone: nothing is left to answer.
  createInterface({ input: socket }).on('line', (line) => void answer(socket, JSON.parse(line) as Call));
}

async function answer(socket: Socket, call: Call): Promise<void> {
  try {
    send(socket, { id: call.id, value: await evaluate(call) });
  } catch (error) {
    send(socket, { id: call.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function evaluate(call: Call): unknown {
  // The text of a function that tsx compiled may call its __name helper.
  const make = compileFunction(`return (${call.fn})`, ['require', '__name']) as (...scope: unknown[]) => SentFunction;
  return make(require, (value: unknown) => value)(vscode, ...call.args);
}

function send(socket: Socket, message: object): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
