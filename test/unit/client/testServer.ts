import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** 0 for the first request. */
  readonly index: number;
}
export interface TestServer {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}
export type Answer = (response: ServerResponse, received: Received) => void;

/** A server on this machine that answers the requests in turn; the last answer serves all that follow. */
export async function serve(...answers: readonly Answer[]): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Received = { request, body: Buffer.concat(chunks), index: received.length };
      received.push(one);
      answers[Math.min(one.index, answers.length - 1)]?.(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };
export const data = (value: unknown, headers: Record<string, string> = {}): Answer =>
  json({ Response: { Data: value, RequestId: 'request-1' } }, 200, headers);
export const refusal = (code: string, status = 200, headers: Record<string, string> = {}): Answer =>
  json({ Response: { Error: { Code: code, Message: `${code} it is` }, RequestId: 'request-2' } }, status, headers);
export const reset: Answer = (response) => response.socket?.destroy();
export const hang: Answer = () => undefined;
