/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | FileBody;
}
/** A stretch of a file, `end` inclusive. */
export interface FileBody {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}
export const isFileBody = (body: Reply['body']): body is FileBody =>
  typeof body === 'object' && !(body instanceof Uint8Array);
export function jsonReply(value: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
export function textReply(text: string, status = 200, contentType = 'text/plain; charset=utf-8'): Reply {
  return { status, headers: { 'content-type': contentType }, body: text };
}
