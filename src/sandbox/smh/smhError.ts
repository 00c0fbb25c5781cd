/** A refusal of the media library, answered as JSON `{code, message, requestId}`. Source: SMH/75500. */
export class SmhError extends Error {
  override readonly name = 'SmhError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
export const noPermission = (what: string): SmhError => new SmhError(403, 'NoPermission', `The token may not ${what}.`);
export const sameName = (name: string): SmhError =>
  new SmhError(409, 'SameNameDirectoryOrFileExists', `"${name}" exists already.`);
