import { createHash, timingSafeEqual } from 'node:crypto';
import { isActionName } from '../contract/actions';
import { bool, int, opt, str } from '../contract/shape';
import { checkRequest } from '../contract/wire';
import type { Fault, Faults } from './faults';
import { jsonReply, type Reply } from './reply';

/** The members of a fault, as `Fault` describes them. */
const faultFields = {
  action: str,
  code: opt(str),
  message: opt(str),
  httpStatus: opt(int),
  body: opt(str),
  dropAfterBytes: opt(int),
  delayMs: opt(int),
  skewMs: opt(int),
  afterHandling: opt(bool),
  times: opt(int),
} satisfies Readonly<Record<keyof Fault, unknown>>;
/** What is no action: any action, or a store with a method. */
const otherForm = /^(\*|[a-z]+(:[A-Z]+)?)$/;

export interface ControlRequest {
  readonly method: string;
  /** `Bearer` and the owner's SecretKey. */
  readonly authorization: string | undefined;
  readonly body: string;
}

/**
 * `/sandbox/faults` of a sandbox in another process: POST a fault (JSON, members as `Fault`) and it strikes the next
 * request it fits, GET how many wait, DELETE them all. Only for the owner: a web page must not break anything here.
 */
export function answerControl(faults: Faults, ownerKey: string, request: ControlRequest): Reply {
  if (!same(request.authorization ?? '', `Bearer ${ownerKey}`))
    return jsonReply({ error: 'The Authorization header must be: Bearer, and the SecretKey of the owner.' }, 401);
  switch (request.method) {
    case 'GET':
      return jsonReply({ pending: faults.pending });
    case 'DELETE':
      faults.clear();
      return jsonReply({ pending: 0 });
    case 'POST':
      return addFault(faults, request.body);
    default:
      return jsonReply({ error: 'Use POST, GET or DELETE.' }, 405);
  }
}

function addFault(faults: Faults, body: string): Reply {
  const refuse = (error: string): Reply => jsonReply({ error }, 400);
  let fault: unknown;
  try {
    fault = JSON.parse(body);
  } catch {
    return refuse('The body is not valid JSON.');
  }
  const [issue] = checkRequest(faultFields, fault, 'tcsas');
  if (issue) return refuse(`${issue.path || 'The body'}: ${issue.kind} (${issue.expected}).`);
  const { action } = fault as Fault;
  if (!isActionName(action) && !otherForm.test(action)) return refuse(`There is no action ${action}.`);
  faults.next(fault as Fault);
  return jsonReply({ pending: faults.pending });
}

function same(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
