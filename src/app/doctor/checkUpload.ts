import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import type { AppContext, Session } from '../services';
import { describeTarget } from '../uploadTargets/targetWords';
import { bad, checked, type Finding, good, type Limits } from './finding';

const askMs = 25_000;
const testMs = 90_000;
const testBytes = 1024;

export const uploadTitle = (): string => l10n.t('Upload');

/**
 * Asks for temporary credentials of the platform's own store; sends nothing to it. Of another target it says which it is: only
 * a test upload tells whether that works. Never throws but `Cancelled`.
 */
export const checkUpload = (
  { setting }: Pick<AppContext, 'setting'>,
  limits: Limits,
  { client, profile: { uploadTarget } }: Session,
): Promise<Finding> =>
  checked(limits, uploadTitle(), askMs, async (signal) => {
    if (uploadTarget.kind !== 'platform')
      return good(uploadTitle(), l10n.t('Packages go to: {0}', describeTarget(uploadTarget)));
    const request = { BusinessName: setting('miniProgram.upload.businessName'), Suffix: '.zip' };
    try {
      const { data } = await client.call('DescribeTempSecret4UploadFile2Cos', request, { signal });
      if (data?.Bucket && data.Region)
        return good(uploadTitle(), l10n.t('The platform lends its store {0} in {1}.', data.Bucket, data.Region));
      return bad(uploadTitle(), l10n.t('The platform gave no upload credentials.'), { fix: ofAdministrator() });
    } catch (error) {
      if (!(error instanceof ApiError) || error.advice === 'retry') throw error;
      const text = l10n.t('The platform does not lend its store ({0}, RequestId {1}).', error.code, error.requestId);
      return bad(uploadTitle(), text, { fix: ofAdministrator() });
    }
  });
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
