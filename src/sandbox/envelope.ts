import type { Dialect, Shape } from '../contract/shape';
import type { NoneShape } from '../contract/action';
import { valueToWire } from '../contract/wire';

export interface Envelope {
  readonly Response: {
    readonly Data?: unknown;
    readonly Error?: { readonly Code: string; readonly Message: string };
    readonly RequestId: string;
  };
}
/** A success, with `Data` in the wire form of the dialect; actions without a reply shape answer no `Data`. */
export function success(reply: Shape | NoneShape, data: unknown, dialect: Dialect, requestId: string): Envelope {
  if (reply.type === 'none') return { Response: { RequestId: requestId } };
  return { Response: { Data: valueToWire(reply, data, dialect), RequestId: requestId } };
}
/** A refusal; free text as code, so that tests can make the platform say anything. */
export function failure(code: string, message: string, requestId: string): Envelope {
  return { Response: { Error: { Code: code, Message: message }, RequestId: requestId } };
}
