import { createHash, timingSafeEqual } from 'node:crypto';
import { isFault, readFault } from './faultInput';
import type { Fault, Faults } from './faults';
import { jsonReply, type Reply } from './reply';

export interface ControlRequest {
  readonly method: string;
  /** Of a fault that waits; undefined = all of them. */
  readonly id: string | undefined;
  /** `Bearer` and the owner's SecretKey. */
  readonly authorization: string | undefined;
  readonly body: string;
}
const root = '/sandbox/faults';
/** More than anybody can mean. */
const mostWaiting = 1_000;

/** The id in the path: undefined for all faults, null when the path is about something else. */
export function faultIdIn(path: string): string | undefined | null {
  if (path === root) return undefined;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}

/**
 * `/sandbox/faults` of a sandbox in another process: POST a fault or a list of them (JSON, members as `Fault`) and each
 * strikes the next request it fits; GET which wait and which struck; DELETE them all, or one as `/sandbox/faults/ID`. Only
 * for the owner: a web page must not break anything here.
 */
export function answerControl(faults: Faults, ownerKey: string, request: ControlRequest): Reply {
  if (!same(request.authorization ?? '', `Bearer ${ownerKey}`))
    return jsonReply({ error: 'The Authorization header must be: Bearer, and the SecretKey of the owner.' }, 401);
  const { method, id } = request;
  if (id !== undefined) {
    if (method !== 'DELETE') return jsonReply({ error: 'Use DELETE.' }, 405);
    return faults.remove(id) ? jsonReply(listOf(faults)) : jsonReply({ error: `No fault ${id} is waiting.` }, 404);
  }
  switch (method) {
    case 'GET':
      return jsonReply(listOf(faults));
    case 'DELETE':
      faults.clear();
      return jsonReply(listOf(faults));
    case 'POST':
      return addFaults(faults, request.body);
    default:
      return jsonReply({ error: 'Use POST, GET or DELETE.' }, 405);
  }
}
const listOf = ({ pending, waiting, struck }: Faults): Pick<Faults, 'pending' | 'waiting' | 'struck'> => ({
  pending,
  waiting,
  struck,
});

/** All of them, or none when one is wrong. */
function addFaults(faults: Faults, body: string): Reply {
  const refuse = (error: string): Reply => jsonReply({ error }, 400);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refuse('The body is not valid JSON.');
  }
  const read = readFaults(value);
  if ('problem' in read) return refuse(read.problem);
  if (faults.pending + read.length > mostWaiting)
    return refuse(`More than ${mostWaiting} faults would be waiting. Take some back first.`);
  for (const fault of read) faults.next(fault);
  return jsonReply(listOf(faults));
}
/** The faults in a parsed JSON value, one or a list, or a sentence that names the first that is wrong. */
export function readFaults(value: unknown): readonly Fault[] | { readonly problem: string } {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const faults: Fault[] = [];
  for (const [index, one] of list.entries()) {
    const fault = readFault(one);
    if (!isFault(fault)) return { problem: Array.isArray(value) ? `${index + 1}. ${fault.problem}` : fault.problem };
    faults.push(fault);
  }
  return faults.length > 0 ? faults : { problem: 'The list of faults is empty.' };
}

function same(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
