import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { UploadError, type TargetLook } from '../../upload/upload';
import type { ErrorAction } from '../errors/userError';
import type { AppContext, Session } from '../services';
import { describeTarget } from '../uploadTargets/targetWords';
import { bad, checked, type Finding, good, type Limits, ofError } from './finding';

const askMs = 25_000;
const testMs = 90_000;
const testBytes = 1024;

export const uploadTitle = (): string => l10n.t('Upload');

/**
 * Whether the upload target of the profile answers, gives or takes its credentials, and what they may do. Nothing is stored:
 * only a test upload tells whether that works. Never throws but `Cancelled`.
 */
export const checkUpload = (limits: Limits, { upload, profile: { uploadTarget } }: Session): Promise<Finding> =>
  checked(limits, uploadTitle(), askMs, async (signal) => {
    const isPlatform = uploadTarget.kind === 'platform';
    try {
      const look = await upload.look?.(signal);
      if (look?.mayRead === false && uploadTarget.kind === 'cos' && uploadTarget.reading === 'signed')
        return bad(uploadTitle(), unsignable(look.host), { fix: allowReading(), action: changeTarget() });
      const where = look?.lent
        ? l10n.t('The platform lends its store {0} in {1}.', look.lent.bucket, look.lent.region)
        : l10n.t('Packages go to: {0}', describeTarget(uploadTarget));
      return good(uploadTitle(), [where, ...(look ? lookWords(look) : [])].join(' · '));
    } catch (error) {
      if (isPlatform && error instanceof UploadError && error.kind === 'noCredentials')
        return bad(uploadTitle(), l10n.t('The platform gave no upload credentials.'), { fix: ofAdministrator() });
      if (isPlatform && error instanceof ApiError && error.advice !== 'retry') {
        const text = l10n.t('The platform does not lend its store ({0}, RequestId {1}).', error.code, error.requestId);
        return bad(uploadTitle(), text, { fix: ofAdministrator() });
      }
      return ofTarget(error, isPlatform);
    }
  });
/** With the store's own code, and what to do where the sentence does not say it. */
function ofTarget(error: unknown, isPlatform: boolean): Finding {
  const { text, fix = '', action, ...found } = ofError(uploadTitle(), error, askMs);
  if (!(error instanceof UploadError)) return { ...found, text, fix, action };
  // The one would be this very check, the other has nothing that is not here.
  const isIdle = action?.command === 'miniProgram.doctor' || action?.command === 'miniProgram.showLog';
  const elsewhere = isIdle ? undefined : action;
  const code = [error.code, ...(error.requestId === undefined ? [] : [`RequestId ${error.requestId}`])].join(', ');
  const own = error.kind === 'denied' ? (isPlatform ? ofAdministrator() : enterAgain()) : fix;
  return {
    ...found,
    text: `${text} (${code})`,
    fix: own,
    action: isPlatform ? elsewhere : (elsewhere ?? changeTarget()),
  };
}
function lookWords({ host, login, mayRead }: TargetLook): readonly string[] {
  return [
    login === 'taken' ? l10n.t('{0} answers and takes the login.', host) : l10n.t('{0} answers.', host),
    ...(mayRead === true ? [l10n.t('The login may look for files there.')] : []),
    ...(mayRead === false
      ? [l10n.t('The login may not look for files there, so a publish that was cut off sends its package again.')]
      : []),
    l10n.t('Whether it may store there, a test upload tells.'),
  ];
}
const unsignable = (host: string): string =>
  l10n.t('{0} takes the key, but the key may not read files there, so its signed addresses would not work.', host);
const allowReading = (): string =>
  l10n.t('Allow the key GetObject beside PutObject there, or let the platform read the bucket without a login.');
const changeTarget = (): ErrorAction => ({ label: l10n.t('Upload Target…'), command: 'miniProgram.uploadTarget' });
const enterAgain = (): string =>
  l10n.t(
    'Enter the password or key of the upload target again. If it is right, ask whoever runs the store to let it put files there.',
  );
const ofAdministrator = (): string =>
  l10n.t(
    'Ask an administrator to connect the key to a platform user and to allow DescribeTempSecret4UploadFile2Cos. Look at the setting "miniProgram.upload.businessName", too.',
  );

/** Puts a file of 1 kB to the target of the profile and fetches it again. It stays there. Never throws but `Cancelled`. */
export const testUpload = (
  { files, newId }: Pick<AppContext, 'files' | 'newId'>,
  limits: Limits,
  { upload }: Session,
): Promise<Finding> =>
  checked(limits, uploadTitle(), testMs, async (signal) => {
    const folder = await files.tempFolder();
    try {
      const file = files.join(folder.path, `connection-check-${newId()}.zip`);
      await files.writeAtomic(file, newId().padEnd(testBytes, '.').slice(0, testBytes));
      const { url, bytes } = await upload({ file, suffix: '.zip', signal });
      return good(uploadTitle(), l10n.t('{0} bytes were put to {1} and fetched again.', bytes, new URL(url).host));
    } finally {
      folder.dispose();
    }
  });
