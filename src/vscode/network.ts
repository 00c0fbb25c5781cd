import * as l10n from '@vscode/l10n';
import type { AppDeps } from '../app/app';
import type { SettingTypes } from '../app/manifest';
import type { Profile } from '../app/profile';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import type { CloudClient, Credentials } from '../client/cloudClient';
import { createClient } from '../client/createClient';
import { RateLimiter } from '../client/rateLimiter';
import { UploadError, type Uploader } from '../upload/upload';
import { fetchBytes } from './fetchBytes';

export interface NetworkOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** `name/1.2.3 VSCode/1.104.0`. */
  readonly userAgent: string;
  /** Display language of the window: `en`, `zh-cn`. */
  readonly language: string;
  readonly setting: <K extends keyof SettingTypes>(key: K) => SettingTypes[K];
}
/** Makes what talks to the network. Nothing is sent here; all clients share one rate limiter. */
export function createNetwork(options: NetworkOptions): AppDeps {
  const { clock, log, userAgent, language } = options;
  const limiter = new RateLimiter(clock);
  return {
    fetchBytes,
    createClient: ({ endpoint, dialect, region, platformId }: Profile, credentials: Credentials) =>
      createClient({
        endpoint,
        dialect,
        region,
        platformId,
        credentials: () => Promise.resolve(credentials),
        clock,
        log,
        userAgent,
        language: language.startsWith('zh') ? 'zh-CN' : 'en-US',
        limiter,
      }),
    createUploader: (profile, client) => lazyUploader(options, profile, client),
  };
}

/** The upload target's code is loaded by the first upload. */
function lazyUploader({ clock, log, setting }: NetworkOptions, profile: Profile, client: CloudClient): Uploader {
  let loading: Promise<Uploader> | undefined;
  const load = async (): Promise<Uploader> => {
    const { createPlatformUploader } = await import('../upload/platformTarget');
    return createPlatformUploader({
      clock,
      log,
      // The sandbox's store is behind the sandbox's own address.
      ...(profile.environment === 'sandbox' ? { cosEndpoint: (bucket) => `${profile.endpoint}/cos/${bucket}` } : {}),
      tempSecret: async (suffix, signal) => {
        const request = { BusinessName: setting('miniProgram.upload.businessName'), Suffix: suffix };
        const { data, requestId } = await client.call('DescribeTempSecret4UploadFile2Cos', request, { signal });
        if (data) return data;
        const { host } = new URL(profile.endpoint);
        throw new UploadError(
          'noCredentials',
          host,
          'empty',
          l10n.t('The platform gave no upload credentials.'),
          requestId,
        );
      },
    });
  };
  return async (job) => (await (loading ??= load()))(job);
}
