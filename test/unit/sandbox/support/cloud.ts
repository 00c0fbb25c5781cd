import { createHash, createHmac } from 'node:crypto';
import { dialects } from '../../../../src/contract/dialects';
import type { ActionName, DataOf, RequestOf } from '../../../../src/contract/actions';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../src/sandbox/startSandbox';

/** A small signer and caller of our own, written from the vendor's document: tests of the sandbox use no product client. */

const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export interface Signing {
  readonly secretId: string;
  readonly secretKey: string;
  readonly host: string;
  readonly service: string;
  readonly timestamp: number;
  readonly body: string;
  readonly contentType?: string;
}
export function authorization(signing: Signing): string {
  const { secretId, secretKey, host, service, timestamp, body, contentType = 'application/json' } = signing;
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const canonical = `POST\n/\n\ncontent-type:${contentType}\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`;
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const signature = hmac(key, text).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${date}/${service}/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`;
}

export interface CallOverrides {
  readonly dialect?: 'tcsas' | 'tcmpp';
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly timestamp?: number;
  readonly signedHost?: string;
  readonly service?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly platformId?: string | null;
}
export interface Answer {
  readonly status: number;
  readonly date: string | null;
  readonly Data?: any;
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly RequestId: string;
}

/** Sends one signed request; whatever the platform said comes back. */
export async function send(
  sandbox: Sandbox,
  action: string,
  request: Readonly<Record<string, unknown>>,
  overrides: CallOverrides = {},
): Promise<Answer> {
  const { version, service } = dialects[overrides.dialect ?? 'tcsas'];
  const { host } = new URL(sandbox.url);
  const platform = overrides.platformId === null ? {} : { PlatformId: overrides.platformId ?? sandbox.platformId };
  const body = overrides.body ?? JSON.stringify({ ...platform, ...request });
  const timestamp = overrides.timestamp ?? Math.floor(Date.now() / 1000);
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-tc-action': action,
    'x-tc-version': version,
    'x-tc-timestamp': String(timestamp),
    'x-tc-region': sandbox.region,
    authorization: authorization({
      secretId: overrides.secretId ?? sandbox.secretId,
      secretKey: overrides.secretKey ?? sandbox.secretKey,
      host: overrides.signedHost ?? host,
      service: overrides.service ?? service,
      timestamp,
      body,
    }),
    ...overrides.headers,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(sandbox.url, { method: 'POST', headers: given, body });
  const envelope: any = await response.json();
  return { status: response.status, date: response.headers.get('date'), ...envelope.Response };
}
/** `Data` of a call that must succeed. */
export async function call<A extends ActionName>(
  sandbox: Sandbox,
  action: A,
  request: RequestOf<A>,
): Promise<NonNullable<DataOf<A>>> {
  const answer = await send(sandbox, action, request);
  if (answer.Error) throw new Error(`${action}: ${answer.Error.Code}: ${answer.Error.Message}`);
  return answer.Data;
}
/** Code of a call that must fail; `ok` when it did not. */
export async function codeOf<A extends ActionName>(
  sandbox: Sandbox,
  action: A,
  request: RequestOf<A>,
): Promise<string> {
  return (await send(sandbox, action, request)).Error?.Code ?? 'ok';
}

/** Runs a test with a sandbox of its own. Builds take no time and nothing is rate-limited unless the test says so. */
export function withSandbox(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<void>): () => Promise<void> {
  return async () => {
    const sandbox = await startSandbox({ seed: 'empty', buildMs: 0, rateLimit: 'off', ...options });
    try {
      await work(sandbox);
    } finally {
      await sandbox.close();
    }
  };
}
