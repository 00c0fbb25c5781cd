import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Clock, systemClock } from '../base/clock';
import { messageOf } from '../base/errors';
import { type Log, silentLog } from '../base/log';
import { requestsPerSecond } from '../contract/dialects';
import type { Dialect } from '../contract/shape';
import { accountsOf, type SandboxAccount, userOfKey } from './accounts';
import { CosServer, privateBucket } from './cos/cosServer';
import type { MultipartUploads } from './cos/multipart';
import { ObjectStore } from './cos/objectStore';
import { TemporaryKeys } from './cos/temporaryKeys';
import { Faults } from './faults';
import type { Quotas } from './handlers/handler';
import { createHandlers } from './handlers/handlers';
import { bucket, bucketRegion } from './handlers/upload';
import { newSecretKey, type Random } from './ids';
import { createPackageStore } from './packageStore';
import { PresetKeys } from './presetKeys';
import { RateLimit } from './rateLimit';
import { type SeedName, seedState } from './seed';
import { createSandboxServer } from './server';
import { createMedia, type SandboxMedia } from './smh/media';
import { mediaBucket } from './smh/mediaLibrary';
import { SandboxStartError } from './startError';
import type { SandboxState } from './state';
import { loadState, removeDrafts, StateSaver } from './stateFile';
import { lockState, type TakeLock } from './stateLock';
import type { FindKey } from './verify';

export interface SandboxOptions {
  /** 0 (the default) takes any free port. Only 127.0.0.1 is listened on. */
  readonly port?: number;
  /** What a fresh sandbox holds; default `demo`. A state file that exists wins. */
  readonly seed?: SeedName;
  /** The dialect that is proposed to clients; both are answered. Default `tcsas`. */
  readonly dialect?: Dialect;
  /** Answers this dialect only: the other gets NoSuchVersion. */
  readonly onlyDialect?: Dialect;
  /** Where the state survives a restart; its objects lie beside it in `<stateFile>.objects`. Without it everything ends with `close`. */
  readonly stateFile?: string;
  /** Keeps other processes off the state file; without it nothing does. */
  readonly takeLock?: TakeLock;
  /** Generated when left out; never written anywhere. */
  readonly secretKey?: string;
  /** Makes the key a temporary one: requests must carry this `X-TC-Token`. */
  readonly token?: string;
  readonly clock?: Clock;
  /** How long a build takes; default 2,500 ms. */
  readonly buildMs?: number;
  /** Requests per second for each action; default 20 as on the platform, `off` for none. */
  readonly rateLimit?: number | 'off';
  /** What the tenant's plan allows; default no limits. */
  readonly quotas?: Quotas;
  readonly log?: Log;
  /** How packages are downloaded; default the global fetch. */
  readonly fetch?: typeof fetch;
}
export interface Sandbox {
  readonly url: string;
  readonly platformId: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Users with keys of their own, who may do less than the owner of `secretKey`. */
  readonly accounts: readonly SandboxAccount[];
  readonly region: string;
  readonly dialect: Dialect;
  /** For tests to look at. */
  readonly state: SandboxState;
  readonly faults: Faults;
  readonly media: SandboxMedia;
  /** Uploads in parts to the object store that have not ended. */
  readonly multipart: MultipartUploads;
  /** Breaks open connections, saves the state, removes what is temporary. */
  close(): Promise<void>;
}
const cryptoRandom: Random = () => randomInt(2 ** 32) / 2 ** 32;

/** Starts the emulator on 127.0.0.1. Throws `SandboxStartError` with a sentence when it cannot. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { stateFile, takeLock } = options;
  try {
    const lock = stateFile && takeLock ? await lockState(stateFile, takeLock, options.clock ?? systemClock) : undefined;
    try {
      return await start(options, () => lock?.dispose());
    } catch (error) {
      lock?.dispose();
      throw error;
    }
  } catch (error) {
    throw startError(error, options.port ?? 0);
  }
}
async function start(options: SandboxOptions, unlock: () => void): Promise<Sandbox> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? silentLog;
  const { stateFile } = options;
  const now = (): number => Math.floor(clock.now() / 1000);
  const state = (stateFile && (await loadState(stateFile))) || seedState(options.seed ?? 'demo', now());
  if (stateFile && options.takeLock) await removeDrafts(stateFile);
  const saver = stateFile === undefined ? undefined : new StateSaver(stateFile, state, log);
  const temporary = stateFile === undefined ? await mkdtemp(join(tmpdir(), 'mini-program-sandbox-')) : undefined;
  const faults = new Faults(clock);
  const secretKey = options.secretKey ?? newSecretKey(cryptoRandom);
  const end = new AbortController();
  const { server, media, multipart } = assemble(
    options,
    { state, clock, log, faults, secretKey, ended: end.signal },
    {
      folder: temporary ?? `${stateFile ?? ''}.objects`,
      changed: () => saver?.changed(),
    },
  );
  const removeTemporary = async (): Promise<void> => {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  };
  const stopAll = async (): Promise<void> => {
    end.abort();
    await stop(server);
    await saver?.close();
    await removeTemporary();
    unlock();
  };
  const port = await listen(server, options.port ?? 0).catch(async (error: unknown) => {
    await removeTemporary();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    platformId: state.platformId,
    secretId: state.secretId,
    secretKey,
    accounts: accountsOf(state, secretKey),
    region: bucketRegion,
    dialect: options.dialect ?? options.onlyDialect ?? 'tcsas',
    state,
    faults,
    media,
    multipart,
    close: () => (closing ??= stopAll()),
  };
}

interface Core {
  readonly state: SandboxState;
  readonly clock: Clock;
  readonly log: Log;
  readonly faults: Faults;
  readonly secretKey: string;
  readonly ended: AbortSignal;
}
function assemble(
  options: SandboxOptions,
  { state, clock, log, faults, secretKey, ended }: Core,
  { folder, changed }: { readonly folder: string; readonly changed: () => void },
): Pick<Sandbox, 'media' | 'multipart'> & { readonly server: Server } {
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const temporaryKeys = new TemporaryKeys(cryptoRandom);
  const objects = new ObjectStore(folder, state.objects, changed);
  const { token } = options;
  const accounts = accountsOf(state, secretKey);
  const accountKey = { secretId: state.secretId, secretKey };
  const privateBuckets = [privateBucket, mediaBucket];
  const cos = new CosServer({
    store: objects,
    bucket,
    privateBuckets,
    random: cryptoRandom,
    temporaryKeys,
    accountKey,
  });
  const findKey: FindKey = (secretId) => {
    if (secretId === state.secretId) return token === undefined ? { secretKey } : { secretKey, token };
    return userOfKey(state, secretId) && accounts.find((account) => account.secretId === secretId);
  };
  const { smh, smhControl, media } = createMedia({
    state,
    store: objects,
    multipart: cos.uploads,
    keys: temporaryKeys,
    random: cryptoRandom,
    findKey,
    changed,
  });
  const server = createSandboxServer({
    api: {
      state,
      handlers: createHandlers(temporaryKeys, new PresetKeys()),
      findKey,
      onlyDialect: options.onlyDialect,
      rateLimit:
        options.rateLimit === 'off' ? undefined : new RateLimit(options.rateLimit ?? requestsPerSecond, Date.now),
      changed,
      log,
      base: {
        random: cryptoRandom,
        buildMs: options.buildMs ?? 2500,
        quotas: options.quotas ?? {},
        faults,
        packages: createPackageStore({
          objects,
          bucket,
          platformId: state.platformId,
          fetch: options.fetch ?? fetch,
          nowSeconds,
          ended,
        }),
      },
    },
    cos,
    smh,
    smhControl,
    wechat: { key: secretKey, platformId: state.platformId },
    ownerKey: secretKey,
    faults,
    clock,
    log,
    startedAtMs: clock.now(),
    ended,
  });
  return { server, media, multipart: cos.uploads };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
function startError(error: unknown, port: number): SandboxStartError {
  if (error instanceof SandboxStartError) return error;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    return new SandboxStartError(
      l10n.t('Port {0} is in use. Choose another port, or 0 for any free one.', String(port)),
    );
  return new SandboxStartError(l10n.t('The sandbox cannot start: {0}', messageOf(error)));
}
