import type { ErrorCode } from '../contract/errorCodes';

/** A refusal in the platform's own words; the API answers it as `Response.Error`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
