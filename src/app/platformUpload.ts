import * as l10n from '@vscode/l10n';
import type { CloudClient } from '../client/cloudClient';
import { UploadError } from '../upload/upload';
import type { PlatformUploaderOptions } from '../upload/platformTarget';
import type { Profile } from './profile';
import { environmentsOf } from './profiles/sites';

/**
 * What the platform's upload target needs of a profile: credentials by DescribeTempSecret4UploadFile2Cos, and for the
 * sandbox its own store. Both throw what the client throws; a reply without credentials is an `UploadError`.
 */
export function platformUpload(
  profile: Profile,
  client: CloudClient,
  businessName: () => string,
): Pick<PlatformUploaderOptions, 'tempSecret' | 'cosEndpoint'> {
  return {
    // The sandbox's store is behind the sandbox's own address; the package for a platform never goes to such a place.
    ...(isSandbox(profile) && { cosEndpoint: (bucket: string) => `${profile.endpoint}/cos/${bucket}` }),
    tempSecret: async (suffix, signal) => {
      const request = { BusinessName: businessName(), Suffix: suffix };
      const { data, requestId } = await client.call('DescribeTempSecret4UploadFile2Cos', request, { signal });
      if (data) return data;
      const { host } = new URL(profile.endpoint);
      const detail = l10n.t('The platform gave no upload credentials.');
      throw new UploadError('noCredentials', host, 'empty', detail, requestId);
    },
  };
}
const isSandbox = ({ environment, endpoint }: Profile): boolean =>
  environment === 'sandbox' && environmentsOf(endpoint).includes('sandbox');
