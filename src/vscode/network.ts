import type { AppDeps } from '../app/app';
import type { SettingTypes } from '../app/manifest';
import type { Profile, TargetSecret } from '../app/profile';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';
import type { CloudClient, Credentials } from '../client/cloudClient';
import { RateLimiter } from '../client/rateLimiter';
import type { Uploader, UploadJob, UploadPlace } from '../upload/upload';

export interface NetworkOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Remembers a secret so that no sink ever shows it. */
  readonly remember: (secret: string) => void;
  /** `name/1.2.3 VSCode/1.104.0`. */
  readonly userAgent: string;
  /** Display language of the window: `en`, `zh-cn`. */
  readonly language: string;
  readonly setting: <K extends keyof SettingTypes>(key: K) => SettingTypes[K];
  /** Where uploads in parts are remembered. Absolute. */
  readonly resumeFolder?: string;
}
/**
 * Makes what talks to the network. Nothing is sent here, and the code that sends is loaded by the first request; all
 * clients share one rate limiter.
 */
export function createNetwork(options: NetworkOptions): AppDeps {
  const limiter = new RateLimiter(options.clock);
  return {
    fetchBytes: async (url, limits) => (await import('./fetchBytes')).fetchBytes(url, limits),
    createClient: (profile, credentials) => lazyClient(options, limiter, profile, credentials),
    createUploader: (profile, client, secret) => lazyUploader(options, profile, client, secret),
  };
}

function lazyClient(
  { clock, log, userAgent, language }: NetworkOptions,
  limiter: RateLimiter,
  { endpoint, dialect, region, platformId }: Profile,
  credentials: Credentials,
): CloudClient {
  let loading: Promise<CloudClient> | undefined;
  const load = async (): Promise<CloudClient> =>
    (await import('../client/createClient')).createClient({
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
    });
  return { call: async (action, request, call) => (await (loading ??= load())).call(action, request, call) };
}

/** The upload target's code is loaded by the first upload. */
function lazyUploader(
  { clock, log, remember, setting, resumeFolder }: NetworkOptions,
  profile: Profile,
  client: CloudClient,
  secret: () => Promise<TargetSecret | undefined>,
): Uploader {
  let loading: Promise<Uploader> | undefined;
  const load = async (): Promise<Uploader> => {
    const { createTargetUploader } = await import('../app/uploadTargets/targetUploader');
    const businessName = (): string => setting('miniProgram.upload.businessName');
    return createTargetUploader({ clock, log, remember, profile, client, businessName, secret, resumeFolder });
  };
  const uploader = (): Promise<Uploader> => (loading ??= load());
  return Object.assign(async (job: UploadJob) => (await uploader())(job), {
    discard: async (place: UploadPlace) => (await (await uploader()).discard?.(place)) ?? false,
    look: async (signal?: AbortSignal) => (await uploader()).look?.(signal),
  });
}
