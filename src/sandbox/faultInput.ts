import { isActionName } from '../contract/actions';
import { bool, int, opt, str } from '../contract/shape';
import { checkRequest } from '../contract/wire';
import type { Fault } from './faults';

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
  perSecond: opt(int),
  decision: opt(str),
  times: opt(int),
} satisfies Readonly<Record<keyof Fault, unknown>>;

/** What is no action: any action, a store with or without a method, WeChat's call. */
const otherForm = /^(\*|(cos|smh)(:[A-Z]+)?|wechat|fileUrl|build|review)$/;
/** What the platform does by itself takes these members only. */
const takenBy: Readonly<Record<string, readonly (keyof Fault)[]>> = {
  fileUrl: ['httpStatus', 'message', 'times'],
  build: ['message', 'delayMs', 'times'],
  review: ['decision', 'message', 'delayMs', 'times'],
};
const dayMs = 86_400_000;
const ranges: Readonly<Partial<Record<keyof Fault, readonly [least: number, most: number]>>> = {
  httpStatus: [200, 599],
  dropAfterBytes: [0, 1_000_000_000],
  delayMs: [0, 3_600_000],
  skewMs: [-dayMs, dayMs],
  perSecond: [1, 1_000],
  times: [1, 10_000],
};
const lengths: Readonly<Partial<Record<keyof Fault, number>>> = { message: 500, body: 100_000 };

/** The fault in a parsed JSON value, or a sentence that says what is wrong with it. */
export function readFault(value: unknown): Fault | { readonly problem: string } {
  const [issue] = checkRequest(faultFields, value, 'tcsas');
  if (issue) return { problem: `${issue.path || 'A fault'}: ${issue.kind} (${issue.expected}).` };
  const fault = value as Fault;
  const problem = targetProblem(fault) ?? valueProblem(fault);
  return problem === undefined ? fault : { problem };
}
export const isFault = (read: ReturnType<typeof readFault>): read is Fault => !('problem' in read);

function targetProblem(fault: Fault): string | undefined {
  const { action, decision } = fault;
  if (!isActionName(action) && !otherForm.test(action)) return `There is no action ${action}.`;
  const members = (Object.keys(fault) as (keyof Fault)[]).filter((name) => name !== 'action');
  const taken = takenBy[action];
  const stray = members.find((name) => (taken ? !taken.includes(name) : name === 'decision'));
  if (stray) return `${stray}: ${action} does not take it${taken ? `, only ${taken.join(', ')}` : ''}.`;
  if (action === 'review' && decision !== 'approve' && decision !== 'reject')
    return 'decision: must be approve or reject.';
  if (!taken && members.every((name) => name === 'times' || name === 'message'))
    return 'The fault does not say what goes wrong: give it a code, httpStatus, body, dropAfterBytes, delayMs, skewMs, afterHandling or perSecond.';
  return undefined;
}
function valueProblem(fault: Fault): string | undefined {
  for (const [name, value] of Object.entries(fault)) {
    const range = ranges[name as keyof Fault];
    if (range && typeof value === 'number' && !(value >= range[0] && value <= range[1]))
      return `${name}: must be from ${range[0]} to ${range[1]}.`;
    const length = lengths[name as keyof Fault];
    if (length !== undefined && typeof value === 'string' && value.length > length)
      return `${name}: must have at most ${length} characters.`;
  }
  // It stands in the store's XML as it is.
  if (fault.code !== undefined && !/^[\w.-]{1,100}$/.test(fault.code))
    return 'code: must be letters, digits, dots, hyphens or underscores.';
  return undefined;
}
