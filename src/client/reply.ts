import { none, type NoneShape } from '../contract/action';
import { type ActionName, specOf } from '../contract/actions';
import type { Dialect, Shape } from '../contract/shape';
import { type Issue, parseReply } from '../contract/wire';
import { ApiError, TransportError } from './errors';
import type { RawAnswer } from './post';

export interface ReadReply {
  readonly data: unknown;
  readonly requestId: string;
  /** Where the data is not what the contract says; it was read as null there. */
  readonly issues: readonly Issue[];
}
export interface ReplyContext {
  readonly action: ActionName;
  readonly dialect: Dialect;
  readonly host: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the platform's envelope, whatever the HTTP status: `{"Response": {"Data" | "Error", "RequestId"}}`.
 * Throws `ApiError` for `Error`, `TransportError` for anything that is no such envelope or holds `Data` of another kind.
 */
export function readReply(answer: RawAnswer, context: ReplyContext): ReadReply {
  const { action, dialect, host } = context;
  const refuse = (kind: 'notPlatform' | 'proxy' | 'contract', detail: string): never => {
    throw new TransportError(action, kind, host, detail, answer.status);
  };
  if (answer.status === 407) return refuse('proxy', 'HTTP 407, the proxy asks for a login');
  if (answer.status >= 300 && answer.status < 400)
    return refuse('notPlatform', `HTTP ${answer.status}, redirect to ${originOf(answer.location)} not followed`);

  const envelope = envelopeOf(answer.text);
  if (!envelope) return refuse('notPlatform', `HTTP ${answer.status}, ${describe(answer.text)}`);
  const requestId = typeof envelope['RequestId'] === 'string' ? envelope['RequestId'] : '';
  const error = envelope['Error'];
  if (isRecord(error)) throw new ApiError(action, textOf(error['Code']), textOf(error['Message']), requestId);
  if (requestId === '' || answer.status >= 400)
    return refuse('notPlatform', `HTTP ${answer.status}, an envelope without Error or RequestId`);

  const shape = specOf(action).reply;
  if (isNone(shape)) return { data: null, requestId, issues: [] };
  const { value, issues } = parseReply(shape, envelope['Data'], dialect);
  const root = issues.find((issue) => issue.path === '');
  if (root) return refuse('contract', `Data is not of type ${root.expected} (RequestId ${requestId})`);
  return { data: value, requestId, issues };
}

const isNone = (shape: Shape | NoneShape): shape is NoneShape => shape.type === none.type;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function envelopeOf(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && isRecord(parsed['Response']) ? parsed['Response'] : undefined;
  } catch {
    return undefined;
  }
}

function originOf(location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? new URL(location).origin : 'another address';
}

/** The beginning tells enough, and looking for tags in a long answer of `<` would take minutes. */
const mostDescribed = 4096;
/** What came instead of the platform's answer, short enough for a log line. A page is told by its title. */
function describe(answer: string): string {
  const text = answer.trimStart().slice(0, mostDescribed);
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  const isHtml = title !== undefined || /^\s*<(!doctype|html)/i.test(text);
  const words = (title ?? text.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim().slice(0, 120);
  if (text === '') return 'an empty answer';
  return `${isHtml ? 'an HTML page' : 'not the envelope of the platform'}: ${words}`;
}
