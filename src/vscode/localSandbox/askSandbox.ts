import { request as open } from 'node:http';
import type { AskSandbox } from '../../app/ports';

const waitMs = 5_000;
/** More than a thousand faults say. */
const mostBytes = 2_000_000;
const ownHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** `AskSandbox` over plain HTTP. The key goes to no other machine, and not through a proxy: the sockets are our own. */
export const askSandbox: AskSandbox = async ({ url, secretKey }, { method, id, body }) => {
  const address = new URL(id === undefined ? '/sandbox/faults' : `/sandbox/faults/${encodeURIComponent(id)}`, url);
  if (address.protocol !== 'http:' || !ownHosts.includes(address.hostname))
    throw new Error(`${address.origin} is not on this computer`);
  const { status, text } = await exchange(address, method, secretKey, body === undefined ? '' : JSON.stringify(body));
  return { status, body: parsed(text) };
};
function exchange(
  address: URL,
  method: string,
  secretKey: string,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-length': String(Buffer.byteLength(body)) };
    const request = open(
      address,
      { method, headers, agent: false, signal: AbortSignal.timeout(waitMs) },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > mostBytes) request.destroy(new Error('the answer is too long'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
