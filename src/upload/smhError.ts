import * as l10n from '@vscode/l10n';
import { type Answer, retryAfter } from './exchange';
import { isRedirect, redirected } from './redirect';
import { UploadError, type UploadErrorKind } from './upload';

/** Source: SMH/75500; what to do about each: upload notes 1.10. */
const byCode: Readonly<Record<string, UploadErrorKind>> = {
  InvalidAccessToken: 'expired',
  QuotaLimitReached: 'full',
  BadCrc64: 'checksum',
  MultipartUploadIncomplete: 'checksum',
  MultipartUploadPartTooSmall: 'checksum',
  IncompleteBody: 'checksum',
  ReadRequestTimeout: 'timeout',
  RateLimitExceeded: 'server',
  InternalServerError: 'server',
  ServerOverloaded: 'server',
  WrongLibraryIdOrSecret: 'denied',
};
/** The library has forgotten the upload: it can only be begun again. */
const goneCodes = new Set(['UploadNotFound', 'ConfirmKeyNotFound', 'CosObjectNonexistent', 'UploadIncomplete']);
export const isGone = (error: unknown): boolean => error instanceof UploadError && goneCodes.has(error.code);
export const hasCode = (error: unknown, code: string): boolean => error instanceof UploadError && error.code === code;

/** The error for an answer of the media library that is not a success: `{code, message, requestId}`. */
export function smhError(
  host: string,
  { status, text, headers }: Pick<Answer, 'status' | 'text' | 'headers'>,
): UploadError {
  if (isRedirect({ status })) return redirected(host, { status, headers });
  const { code, message, requestId } = readRefusal(status, text);
  const detail = sentenceFor(code) ?? message;
  return new UploadError(kindOf(status, code), host, code, detail, requestId, retryAfter(headers));
}

function readRefusal(
  status: number,
  text: string,
): { readonly code: string; readonly message: string; readonly requestId?: string } {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const { code, message, requestId } = value ?? {};
    if (typeof code === 'string')
      return {
        code,
        message: typeof message === 'string' ? message : '',
        ...(typeof requestId === 'string' && { requestId }),
      };
  } catch {
    // Something in between answered, such as a proxy.
  }
  return { code: `HTTP ${status}`, message: '' };
}

function kindOf(status: number, code: string): UploadErrorKind {
  if (sentenceFor(code) !== undefined) return code === 'SameNameDirectoryOrFileExists' ? 'exists' : 'settings';
  const known = byCode[code];
  if (known) return known;
  if (status >= 500 || status === 429) return 'server';
  if (status === 408) return 'timeout';
  return status === 404 ? 'notFound' : 'denied';
}

/** For codes that the user cures in the settings of the target or of the library. */
function sentenceFor(code: string): string | undefined {
  switch (code) {
    case 'SameNameDirectoryOrFileExists':
      return l10n.t(
        'The media library has a file of that name. Let the upload target rename or overwrite, then try again.',
      );
    case 'ExtnameNotAllowed':
      return l10n.t(
        'The media library takes no files of this kind. Allow their extension in the console of the library.',
      );
    case 'FileNameLengthExceed':
      return l10n.t('The name of the file is too long for the media library. Shorten the path of the upload target.');
    case 'DirectoryNotAllowed':
    case 'UploadToRootDirectoryNotAllowed':
      return l10n.t('The media library does not take files in this folder. Change the path of the upload target.');
    case 'LibraryNotFound':
    case 'SpaceNotFound':
    case 'AccessTokenNotMatchSpace':
    case 'AccessTokenNotMatchLibrary':
      return l10n.t('The library or space does not exist, or the token is for another one. Check the upload target.');
    default:
      return undefined;
  }
}
