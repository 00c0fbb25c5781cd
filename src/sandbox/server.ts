import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../base/clock';
import { messageOf } from '../base/errors';
import type { Log } from '../base/log';
import { answerApi, type ApiOptions } from './api';
import { answerControl, faultIdIn } from './control';
import type { CosServer } from './cos/cosServer';
import { failure } from './envelope';
import type { Fault, Faults } from './faults';
import { drawPicture } from './pictures';
import { isFileBody, jsonReply, type Reply, textReply } from './reply';
import { answerSmhControl, type SmhControlOptions, smhVersion } from './smh/smhControl';
import type { SmhServer } from './smh/smhServer';
import { answerWechat, wechatFailure, type WechatOptions } from './wechat';

/** The platform's limit for a signed POST. */
const bodyLimit = 10 * 1024 * 1024;

export interface ServerParts {
  readonly api: ApiOptions;
  readonly cos: CosServer;
  readonly smh: SmhServer;
  readonly smhControl: SmhControlOptions;
  readonly wechat: WechatOptions;
  /** The SecretKey that opens what only the owner may do here. */
  readonly ownerKey: string;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly log: Log;
  readonly startedAtMs: number;
  /** Ends delays that were asked for. */
  readonly ended: AbortSignal;
}

/** The one origin of the sandbox: the API, the object store, pictures, health. */
export function createSandboxServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    const fault = faultFor(request, parts.faults);
    respond(parts, request, response, fault).catch((error: unknown) => {
      parts.log.error(`sandbox: ${request.method ?? ''} ${request.url ?? ''}: ${messageOf(error)}`);
      response.destroy();
    });
  });
}

async function respond(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
): Promise<void> {
  const nowMs = parts.clock.now() + (fault?.skewMs ?? 0);
  if (fault?.delayMs) await parts.clock.sleep(fault.delayMs, parts.ended);
  const instead = fault ? faultReply(request, fault) : undefined;
  let reply: Reply;
  if (instead && fault?.afterHandling !== true) {
    request.resume();
    reply = instead;
  } else {
    const handled = await route(parts, request, nowMs);
    reply = instead ?? handled;
  }
  await send(request, response, reply, {
    nowMs,
    dropAfterBytes: fault?.dropAfterBytes ?? (isUnanswered(fault) ? 0 : undefined),
  });
}

async function route(parts: ServerParts, request: IncomingMessage, nowMs: number): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  if (url.pathname.startsWith('/cos/') || isStoreHost(request.headers.host)) return parts.cos.handle(request, nowMs);
  if (url.pathname.startsWith('/api/v1/')) return parts.smh.handle(request, nowMs);
  const page = await sandboxPage(parts, request, url, nowMs);
  if (page) return page;
  if (url.pathname !== '/') return textReply('Not found', 404);
  if (request.method !== 'POST') {
    return jsonReply(failure('UnsupportedProtocol', 'Only POST requests are supported.', randomUUID()));
  }
  const body = await readBody(request);
  if (!body) {
    const message = 'The request body is larger than 10 MB.';
    return jsonReply(failure('InvalidParameter', message, randomUUID()));
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const signed = {
    method: 'POST',
    path: url.pathname,
    query: url.search.slice(1),
    headers,
    body,
    origin: `http://${request.headers.host ?? '127.0.0.1'}`,
    nowMs,
    trueMs: parts.clock.now(),
  };
  if (headers['x-tc-version'] === smhVersion) return jsonReply(answerSmhControl(parts.smhControl, signed));
  return jsonReply(await answerApi(parts.api, signed));
}

/** What is neither the API nor a store: health, faults, WeChat's call, pictures. */
async function sandboxPage(
  { wechat, faults, ownerKey, api, startedAtMs }: ServerParts,
  request: IncomingMessage,
  url: URL,
  nowMs: number,
): Promise<Reply | undefined> {
  const { method = '' } = request;
  if (url.pathname === '/sandbox/health') {
    const startedAt = new Date(startedAtMs).toISOString();
    return jsonReply({ ok: true, name: 'mini-program-sandbox', startedAt });
  }
  const id = faultIdIn(url.pathname);
  if (id !== null) {
    const body = (await readBody(request))?.toString('utf8') ?? '';
    return answerControl(faults, ownerKey, { method, id, authorization: request.headers.authorization, body });
  }
  const asked = { method, path: url.pathname, query: url.searchParams };
  const told = answerWechat(wechat, asked, Math.floor(nowMs / 1000));
  if (told) {
    request.resume();
    return told;
  }
  const picture = method === 'GET' ? await drawPicture(api.state, url.pathname) : undefined;
  return picture && { status: 200, headers: { 'content-type': 'image/png' }, body: picture };
}

/** `{bucket}.cos.{region}.myqcloud.com`, for clients that are pointed here by their resolver or a proxy. */
const isStoreHost = (host: string | undefined): boolean => /^[a-z0-9-]+\.cos\.[a-z0-9-]+\./.test(host ?? '');

/** Undefined when there is more than the platform takes; the rest is read and forgotten, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}

function faultFor(request: IncomingMessage, faults: Faults): Fault | undefined {
  const isStore = request.url?.startsWith('/cos/') === true || isStoreHost(request.headers.host);
  if (isStore) return faults.take(`cos:${request.method ?? ''}`, 'cos');
  if (request.url?.startsWith('/api/v1/') === true) return faults.take(`smh:${request.method ?? ''}`, 'smh');
  if (request.url?.startsWith('/tcb/') === true) return faults.take('wechat');
  const action = request.headers['x-tc-action'];
  return typeof action === 'string' ? faults.take(action, '*') : undefined;
}

/** The work is done and nobody hears of it. */
const isUnanswered = (fault: Fault | undefined): boolean =>
  fault?.afterHandling === true &&
  fault.code === undefined &&
  fault.body === undefined &&
  fault.httpStatus === undefined;

/** What is answered in place of the truth; undefined when the fault only delays, skews or drops. */
function faultReply(request: IncomingMessage, fault: Fault): Reply | undefined {
  const { code, message, httpStatus, body } = fault;
  if (body !== undefined) return textReply(body, httpStatus ?? 200, 'text/html; charset=utf-8');
  if (code !== undefined) {
    if (fault.action === 'wechat') return wechatFailure(Number(code), message);
    const text = message ?? 'This failure was asked for.';
    if (fault.action === 'smh' || fault.action.startsWith('smh:'))
      return jsonReply({ code, message: text, requestId: randomUUID() }, httpStatus ?? 403);
    if (fault.action === 'cos' || fault.action.startsWith('cos:')) {
      const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`;
      return textReply(xml, httpStatus ?? 403, 'application/xml');
    }
    return jsonReply(failure(code, text, randomUUID()), httpStatus);
  }
  if (httpStatus !== undefined) return textReply('', httpStatus);
  // Nothing is known of the work when the connection breaks before it: the request is not handled at all.
  return fault.dropAfterBytes === 0 && request.method !== undefined ? textReply('') : undefined;
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { nowMs, dropAfterBytes }: { readonly nowMs: number; readonly dropAfterBytes: number | undefined },
): Promise<void> {
  if (dropAfterBytes === 0) {
    response.destroy();
    return;
  }
  const { body } = reply;
  const length = isFileBody(body) ? body.end - body.start + 1 : Buffer.byteLength(body);
  response.sendDate = false;
  response.writeHead(reply.status, {
    'content-length': String(length),
    ...reply.headers,
    date: new Date(nowMs).toUTCString(),
  });
  if (request.method === 'HEAD') return void response.end();
  if (dropAfterBytes !== undefined && dropAfterBytes < length) {
    await writeStart(response, body, dropAfterBytes);
    response.destroy();
    return;
  }
  if (!isFileBody(body)) return void response.end(body);
  if (length === 0) return void response.end();
  const file = createReadStream(body.path, { start: body.start, end: body.end });
  file.on('error', () => response.destroy());
  response.on('close', () => file.destroy());
  file.pipe(response);
}

/** The first bytes of an answer, and not the rest. */
async function writeStart(response: ServerResponse, body: Reply['body'], bytes: number): Promise<void> {
  const chunks: AsyncIterable<Buffer> | readonly Buffer[] = isFileBody(body)
    ? createReadStream(body.path, { start: body.start, end: body.start + bytes - 1 })
    : [Buffer.from(body).subarray(0, bytes)];
  for await (const chunk of chunks)
    if (!response.destroyed) await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
}
