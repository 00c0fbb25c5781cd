/** A refusal of the object store, answered as XML. */
export class CosError extends Error {
  override readonly name = 'CosError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
export const noSuchKey = (): CosError => new CosError(404, 'NoSuchKey', 'The specified key does not exist.');
export const noSuchUpload = (): CosError =>
  new CosError(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
export const accessDenied = (why = 'Access Denied.'): CosError => new CosError(403, 'AccessDenied', why);
