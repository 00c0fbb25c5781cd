import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import { ApiError, TransportError } from '../../client/errors';
import type { Advice } from '../../contract/advice';
import { PackError } from '../../pack/packTypes';
import { UploadError } from '../../upload/upload';
import { adviceWords, codeWords, isOtherDialect } from './codeWords';
import { diskWords } from './diskWords';
import { problemsForLog, problemsText } from './packWords';
import { transportWords, uploadWords } from './transportWords';
import { type ErrorAction, UserError } from './userError';

/** What a person is shown of an error. */
export interface Presented {
  readonly severity: 'error' | 'warning' | 'info';
  /** What happened, why, and what to press; with code and RequestId where there are any. */
  readonly message: string;
  /** At most two buttons. */
  readonly actions: readonly ErrorAction[];
  /** For the log: everything technical that is known, without secrets of ours. */
  readonly details: string;
}
export interface PresentOptions {
  /** Runs the same thing again; offered where that can help. */
  readonly again?: ErrorAction | undefined;
  /** Whose key is entered again. */
  readonly profileId?: string | undefined;
}

/** Words for anything that was thrown; undefined when the user gave up on purpose. */
export function present(error: unknown, options: PresentOptions = {}): Presented | undefined {
  if (isCancelled(error)) return undefined;
  if (error instanceof UserError) return ofUser(error);
  if (error instanceof ApiError) return ofApi(error, options);
  if (error instanceof TransportError) return ofTransport(error, options);
  if (error instanceof UploadError) return ofUpload(error, options);
  if (error instanceof PackError) return ofPack(error, options);
  const ofDisk = diskWords(error);
  if (ofDisk !== undefined)
    return {
      severity: 'error',
      message: ofDisk,
      actions: [...(options.again ? [options.again] : []), showLog()],
      details: detailsOf(error),
    };
  return {
    severity: 'error',
    message: l10n.t(
      'Something went wrong that should not: {0}. Look at the log, and report it.',
      trim(messageOf(error)),
    ),
    actions: [showLog()],
    details: detailsOf(error),
  };
}

function ofUser(error: UserError): Presented {
  const calm = error.reason !== undefined && error.reason !== 'other';
  return {
    severity: calm ? 'warning' : 'error',
    message: error.message,
    actions: error.actions.slice(0, 2),
    details: detailsOf(error),
  };
}
function ofApi(error: ApiError, options: PresentOptions): Presented {
  const known = codeWords(error.code, error.action);
  // Without words of ours, and for values the platform names only in its own text, its text is part of the sentence.
  const own = trim(error.serverMessage);
  const needsOwn = !known || ['InvalidParameter', 'InvalidParameterValue', 'FailedOperation'].includes(error.code);
  const why =
    needsOwn && own !== '' ? `${known ?? adviceWords(error.advice)} "${own}"` : (known ?? adviceWords(error.advice));
  return {
    severity: error.advice === 'state' || error.advice === 'input' ? 'warning' : 'error',
    message: withCode(why, error.code, error.requestId),
    actions: isOtherDialect(error.code)
      ? [switchDialect(options.profileId), showLog()]
      : actionsFor(error.advice, options),
    details: `${error.message} [${error.advice}]`,
  };
}
function ofTransport(error: TransportError, options: PresentOptions): Presented {
  return {
    severity: 'error',
    message: transportWords(error),
    // An answer that we do not understand is for the log; anything else is between us and the platform.
    actions: [
      ...(options.again ? [options.again] : []),
      error.kind === 'contract' ? showLog() : checkConnection(options.profileId),
    ],
    details: `${error.message}${error.httpStatus === undefined ? '' : ` (HTTP ${error.httpStatus})`}`,
  };
}
function ofUpload(error: UploadError, options: PresentOptions): Presented {
  return {
    severity: 'error',
    message: withCode(uploadWords(error), error.code, error.requestId),
    actions: [...(options.again ? [options.again] : []), actionOf(error.kind, options.profileId)],
    details: error.message,
  };
}
/** The Problems view has what a notification has no room for, each finding at its place. */
function ofPack(error: PackError, { again }: PresentOptions): Presented {
  return {
    severity: 'error',
    message: problemsText(error.problems),
    actions: [...(again ? [again] : []), showProblems()],
    details: detailsOf(error),
  };
}

function actionsFor(advice: Advice, { again, profileId }: PresentOptions): readonly ErrorAction[] {
  const retry = again ? [again] : [];
  switch (advice) {
    case 'retry':
      return [...retry, showLog()];
    case 'clock':
      return [...retry, checkConnection(profileId)];
    case 'creds':
      return [rekey(profileId), checkConnection(profileId)];
    case 'perm':
    case 'plan':
      return [{ label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' }, showLog()];
    case 'client':
      return [{ label: l10n.t('Add Profile'), command: 'miniProgram.addProfile' }, showLog()];
    case 'state':
      return [{ label: l10n.t('Refresh'), command: 'miniProgram.refresh' }];
    case 'input':
    case 'limit':
      return retry;
    case 'report':
      return [...retry, showLog()];
  }
}
const switchDialect = (profileId: string | undefined): ErrorAction => ({
  label: l10n.t('Use the Other API'),
  command: 'miniProgram.switchDialect',
  args: profileId === undefined ? [] : [profileId],
});
export const showLog = (): ErrorAction => ({ label: l10n.t('Show Log'), command: 'miniProgram.showLog' });
const showProblems = (): ErrorAction => ({ label: l10n.t('Show Problems'), command: 'miniProgram.showProblems' });
export const rekey = (profileId: string | undefined): ErrorAction => ({
  label: l10n.t('Enter Key Again'),
  command: 'miniProgram.rekeyProfile',
  args: profileId === undefined ? [] : [profileId],
});

const checkConnection = (profileId: string | undefined): ErrorAction => ({
  label: l10n.t('Check Connection'),
  command: 'miniProgram.doctor',
  args: profileId === undefined ? [] : [profileId],
});
function actionOf(kind: UploadError['kind'], profileId: string | undefined): ErrorAction {
  if (ofConnection.has(kind)) return checkConnection(profileId);
  if (!ofTarget.has(kind)) return showLog();
  const args: [string?] = profileId === undefined ? [] : [profileId];
  return { label: l10n.t('Upload Target…'), command: 'miniProgram.uploadTarget', args };
}
/** What the settings of the upload target, or of its store, cure. */
const ofTarget: ReadonlySet<UploadError['kind']> = new Set([
  'denied',
  'notFound',
  'full',
  'settings',
  'redirect',
  'exists',
  'unreadable',
]);
const ofConnection: ReadonlySet<UploadError['kind']> = new Set([
  'noCredentials',
  'clock',
  'network',
  'timeout',
  'intercepted',
]);

/** `sentence (code, RequestId id)`. */
function withCode(sentence: string, code: string, requestId: string | undefined): string {
  if (!requestId) return code === '' ? sentence : `${sentence} (${code})`;
  return l10n.t('{0} ({1}, RequestId {2})', sentence, code, requestId);
}
/** The stack of unexpected errors only: ours say enough. */
function detailsOf(error: unknown): string {
  if (!(error instanceof Error)) return messageOf(error);
  if (error instanceof PackError) return problemsForLog(error.problems);
  if (error.cause instanceof PackError) return `${error.name}: ${problemsForLog(error.cause.problems)}`;
  const cause = error.cause === undefined ? '' : `; cause: ${messageOf(error.cause)}`;
  return (error instanceof UserError ? error.message : (error.stack ?? error.message)) + cause;
}
const trim = (text: string): string =>
  text
    .trim()
    .slice(0, 400)
    .replace(/[.。]+$/, '');
