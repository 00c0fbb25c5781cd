import { randomUUID } from 'node:crypto';
import { messageOf } from '../base/errors';
import type { Log } from '../base/log';
import { type ActionName, isActionName, specOf } from '../contract/actions';
import { dialects } from '../contract/dialects';
import { type ErrorCode, errorCodes } from '../contract/errorCodes';
import type { Dialect } from '../contract/shape';
import { checkRequest, type Issue } from '../contract/wire';
import { accessOf, checkAccess } from './access';
import { userOfKey } from './accounts';
import { type Envelope, failure, success } from './envelope';
import { decideDue } from './handlers/approval';
import type { Call, Handlers } from './handlers/handler';
import { Problem } from './problem';
import type { RateLimit } from './rateLimit';
import type { SandboxState } from './state';
import { type FindKey, type SignedRequest, verifySignature } from './verify';

export interface ApiOptions {
  readonly state: SandboxState;
  readonly handlers: Handlers;
  readonly findKey: FindKey;
  /** Answers only this version of the API when set. */
  readonly onlyDialect: Dialect | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly changed: () => void;
  readonly log: Log;
  /** The members of a call that do not depend on the request. */
  readonly base: Pick<Call, 'random' | 'buildMs' | 'packages' | 'quotas' | 'faults'>;
}
export interface ApiRequest extends SignedRequest {
  /** `http://host:port` as the caller knows the sandbox. */
  readonly origin: string;
  /** Milliseconds of the platform's clock. */
  readonly nowMs: number;
  /** What the clock really says when a fault turns it: what is made now must not lie in the future. */
  readonly trueMs: number;
}

/** Answers one request to the API: signature, shape, rate, handler. Never throws. */
export async function answerApi(options: ApiOptions, request: ApiRequest): Promise<Envelope> {
  const requestId = randomUUID();
  const action = request.headers['x-tc-action'] ?? '';
  try {
    const secretId = verifySignature(request, options.findKey, Math.floor(request.nowMs / 1000));
    const dialect = dialectOf(request.headers['x-tc-version'], options.onlyDialect);
    if (!isActionName(action))
      throw new Problem('InvalidAction', `The request action=\`${action}\` is invalid or not found.`);
    checkRegion(request.headers['x-tc-region']);
    checkRate(options.rateLimit, secretId, action);
    const data = await handle(options, request, { action, dialect, requestId, secretId });
    if (specOf(action).effect !== 'read') options.changed();
    return success(specOf(action).reply, data, dialect, requestId);
  } catch (error) {
    if (error instanceof Problem) return failure(documentedCode(action, error.code), error.message, requestId);
    const detail = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
    options.log.error(`${action} ${requestId}: ${detail}`);
    return failure('InternalError', 'An internal error has occurred.', requestId);
  }
}

interface Known {
  readonly action: ActionName;
  readonly dialect: Dialect;
  readonly requestId: string;
  /** Who signed. */
  readonly secretId: string;
}
/** Answers the data of the reply, or a promise of it. */
function handle(options: ApiOptions, request: ApiRequest, { action, dialect, requestId, secretId }: Known): unknown {
  const { state, handlers, base } = options;
  if (decideDue(state, request.trueMs)) options.changed();
  const members = parseBody(request.body);
  const [issue] = checkRequest(specOf(action).request, members, dialect);
  if (issue) throw problemOf(issue);
  const platformId = members['PlatformId'];
  if (platformId !== undefined && platformId !== state.platformId) {
    throw new Problem(
      'InvalidParameterValue.InvalidPlatformId',
      `The platform ${JSON.stringify(platformId)} does not exist or does not belong to this account.`,
    );
  }
  const user = userOfKey(state, secretId);
  if (!user) throw new Problem('AuthFailure.UnauthorizedOperation', 'The key belongs to no user of this platform.');
  const access = accessOf(state, user);
  checkAccess(action, members, access, state);
  // One cast: the table pairs each name with its handler, the compiler cannot pair them again at run time.
  const handler = handlers[action] as (request: unknown, call: Call) => unknown;
  const { trueMs: nowMs, origin } = request;
  return handler(members, {
    ...base,
    state,
    dialect,
    requestId,
    nowMs,
    now: Math.floor(nowMs / 1000),
    user: user.account,
    sees: access.sees,
    may: access.may,
    url: (path) => (path.startsWith('/') ? origin + path : path),
  });
}

function dialectOf(version: string | undefined, only: Dialect | undefined): Dialect {
  for (const dialect of ['tcsas', 'tcmpp'] as const)
    if (dialects[dialect].version === version && (only === undefined || only === dialect)) return dialect;
  throw new Problem('NoSuchVersion', `The API version \`${version ?? ''}\` does not exist.`);
}
/** No list of regions is published, so any that looks like one will do. */
function checkRegion(region: string | undefined): void {
  if (!region) throw new Problem('MissingParameter', 'The request is missing a required parameter `Region`.');
  if (!/^[a-z]{2,4}-[a-z]+(-[a-z0-9]+)*$/.test(region))
    throw new Problem('UnsupportedRegion', `The region \`${region}\` is not supported.`);
}
function checkRate(limit: RateLimit | undefined, secretId: string, action: string): void {
  const count = limit?.exceeded(`${secretId} ${action}`);
  if (limit === undefined || count === undefined) return;
  throw new Problem(
    'RequestLimitExceeded',
    `Your current request times equals to \`${count}\` in a second, which exceeds the frequency limit \`${limit.perSecond}\` for a second. Please reduce the frequency of calls.`,
  );
}

function parseBody(body: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8') || '{}');
  } catch {
    throw new Problem('InvalidParameter', 'The request body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem('InvalidParameter', 'The request body must be a JSON object.');
  return withoutNulls(value) as Readonly<Record<string, unknown>>;
}
/** The vendor's SDK sends null for what was left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, withoutNulls(member)]])),
  );
}
function problemOf({ kind, path, expected }: Issue): Problem {
  switch (kind) {
    case 'missing':
      return new Problem('MissingParameter', `The request is missing a required parameter \`${path}\`.`);
    case 'unknown':
      return new Problem('UnknownParameter', `The parameter \`${path}\` is not recognized.`);
    case 'invalid':
      return new Problem(
        'InvalidParameter',
        `The value type of parameter \`${path}\` is not valid; ${expected} expected.`,
      );
  }
}
/**
 * The most special code that the action documents: where it does not list `A.B`, the platform says `A`. Codes without a
 * detail, and those about the caller, may come from any action.
 */
function documentedCode(action: string, code: ErrorCode): ErrorCode {
  if (!isActionName(action) || !code.includes('.') || code.startsWith('AuthFailure.')) return code;
  if (specOf(action).errors.includes(code)) return code;
  const general = code.slice(0, code.indexOf('.'));
  return Object.hasOwn(errorCodes, general) ? (general as ErrorCode) : code;
}
