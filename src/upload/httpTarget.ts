import { throwIfAborted } from '../base/errors';
import { contentTypeOf, tellProgress } from './cosPut';
import { Crc64 } from './crc64';
import { tellPlace } from './earlier';
import { type UploadEffects, type World, worldOf } from './effects';
import { type Answer, exchange } from './exchange';
import { fileChanged } from './sendFile';
import { addressProblem, fillAddress, type PublicAddress, publicUrl } from './httpAddress';
import { authHeaders, headerName, type HttpAuth } from './httpAuth';
import { httpError } from './httpError';
import { absentIn } from './look';
import { crc64Of, type OpenFile, withFile } from './openFile';
import { fillTemplate, placeValues, type PlaceValues } from './place';
import { readBack } from './readBack';
import { isRedirect } from './redirect';
import { inTries } from './tries';
import { type TargetLook, type Uploaded, UploadError, type Uploader, type UploadJob } from './upload';

/** Any server that takes PUT: nginx, Apache, Artifactory, Nexus. */
export interface HttpUploaderOptions extends UploadEffects {
  /** Where to PUT, with `PlaceValues` in braces: `https://files.example.com/{appId}/{version}/{fileName}`. */
  readonly uploadUrl: string;
  /** Asked before every try, so that a token that has expired is replaced by a fresh one. */
  readonly auth: (signal: AbortSignal | undefined) => Promise<HttpAuth>;
  /** Default: where it was put. */
  readonly publicAddress?: PublicAddress;
  /** Sent as they are, `PlaceValues` in their values: `X-Checksum-Sha256: {sha256}`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes missing folders (WebDAV's MKCOL) when the server says there are none; default true. */
  readonly makeFolders?: boolean;
  /** Files up to this size are read back whole and compared, larger ones by their size only; default 64 MiB. */
  readonly compareUpTo?: number;
}
const compareUpToBytes = 64 * 1024 * 1024;
/** Redirects within one origin that are followed. */
const maxHops = 3;

/** Uploads by one PUT. Throws as `Uploader` says. */
export function createHttpUploader(options: HttpUploaderOptions): Uploader {
  const world = worldOf(options);
  const upload = async (job: UploadJob): Promise<Uploaded> => {
    throwIfAborted(job.signal);
    return withFile(job.file, async (file) => {
      const templates = [options.uploadUrl, publicTemplate(options), ...Object.values(options.headers ?? {})];
      const values = await placeValues(world, job, file, templates);
      const target = { options, world, job, file, values, ...addressOf(options, job, values) };
      const stored = (await findEarlier(target)) ?? (await inTwoRounds(() => putAndReadBack(target)));
      world.log.info(`Uploaded ${stored.bytes} bytes to ${new URL(stored.url).host}`);
      return stored;
    });
  };
  return Object.assign(upload, {
    look: (signal?: AbortSignal) => inTries(world, { signal }, () => lookAtServer(options, world, signal)),
  });
}
/**
 * Asks what may be done at the address, as a stranger and, where strangers are refused, with the login. A server that answers
 * strangers, or does not know the question, has answered all the same.
 */
async function lookAtServer(
  { uploadUrl, auth }: HttpUploaderOptions,
  world: World,
  signal: AbortSignal | undefined,
): Promise<TargetLook> {
  const problem = addressProblem(uploadUrl);
  if (problem !== undefined) throw new UploadError('settings', '', 'address', problem);
  const url = new URL(absentIn(uploadUrl));
  const login = await auth(signal);
  const headers = authHeaders(login, world.remember);
  const ask = (own: Readonly<Record<string, string>>): Promise<Answer> =>
    exchange(world, { method: 'OPTIONS', url, headers: own, signal });
  const isRefused = ({ status }: Answer): boolean => [401, 403, 407].includes(status);
  let answer = await ask({});
  const isAsked = isRefused(answer) && login.kind !== 'none';
  if (isAsked) answer = await ask(headers);
  const isIll = answer.status >= 500 && answer.status !== 501;
  if (isRefused(answer) || isRedirect(answer) || isIll) throw httpError(url, answer);
  return { host: url.host, login: login.kind === 'none' ? 'none' : isAsked ? 'taken' : 'untold' };
}
interface Target {
  readonly options: HttpUploaderOptions;
  readonly world: World;
  readonly job: UploadJob;
  readonly file: OpenFile;
  readonly values: PlaceValues;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}
interface Sent {
  readonly answer: Answer;
  readonly sum: Crc64 | undefined;
}
const publicTemplate = ({ publicAddress }: HttpUploaderOptions): string =>
  publicAddress?.kind === 'template' ? publicAddress.template : '';

function addressOf(options: HttpUploaderOptions, job: UploadJob, values: PlaceValues): Pick<Target, 'url' | 'headers'> {
  // A public address that cannot work is told before the file is sent.
  if (options.publicAddress?.kind === 'template') fillAddress(options.publicAddress.template, values);
  const own = Object.entries(options.headers ?? {}).map(([name, value]) => [
    headerName(name),
    fillTemplate(value, values, encodeURIComponent),
  ]);
  return {
    url: fillAddress(options.uploadUrl, values),
    headers: { 'content-type': contentTypeOf(job.suffix), ...(Object.fromEntries(own) as Record<string, string>) },
  };
}

/**
 * What an earlier try has stored, if it lived to do so. Where only the server's answer tells the public address, or the file
 * is too large to be compared, it is sent again to the same place.
 */
async function findEarlier({ options, world, job, file, values, url }: Target): Promise<Uploaded | undefined> {
  const { publicAddress = { kind: 'same' } } = options;
  const { earlier, signal } = job;
  if (earlier?.kind !== 'http' || earlier.url !== placeUrl(url)) return undefined;
  if (publicAddress.kind === 'pointer' || publicAddress.kind === 'location') return undefined;
  if (file.bytes > (options.compareUpTo ?? compareUpToBytes)) return undefined;
  const shown = publicAddress.kind === 'same' ? url.href : fillAddress(publicAddress.template, values).href;
  const stored = { url: shown, bytes: file.bytes };
  try {
    await readBack(world.fetch, { ...stored, crc64: await crc64Of(file, signal) }, signal);
    return stored;
  } catch (error) {
    if (error instanceof UploadError) return undefined;
    throw error;
  }
}
const placeUrl = ({ origin, pathname }: URL): string => `${origin}${pathname}`;

/** A file that arrived damaged is sent once more. */
async function inTwoRounds<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UploadError) || error.kind !== 'checksum' || error.code === fileChanged) throw error;
    return work();
  }
}

async function putAndReadBack(target: Target): Promise<Uploaded> {
  const { world, file, values, options } = target;
  const { signal } = target.job;
  const { timestamp, id } = values;
  await tellPlace(target.job, file, { kind: 'http', url: placeUrl(target.url), stamp: { timestamp, id } });
  const { answer, sum } = await inTries(world, { signal }, () => put(target));
  const url = publicUrl(options.publicAddress ?? { kind: 'same' }, target.url, values, answer);
  const stored = { url, bytes: file.bytes };
  await inTries(world, { signal }, () => readBack(world.fetch, { ...stored, crc64: sum?.digest() }, signal));
  return stored;
}

/** One try: a login that has expired is replaced, and missing folders are made. */
async function put(target: Target): Promise<Sent> {
  const { options, world, job, url } = target;
  const login = async (): Promise<Readonly<Record<string, string>>> =>
    authHeaders(await options.auth(job.signal), world.remember);
  let own = await login();
  let sent = await send(target, own);
  if (sent.answer.status === 401) {
    const fresh = await login();
    if (JSON.stringify(fresh) !== JSON.stringify(own)) {
      own = fresh;
      sent = await send(target, own);
    }
  }
  // WebDAV servers answer 409 for a missing folder; their PUT never makes one.
  if (sent.answer.status === 409 && options.makeFolders !== false) {
    await makeFolders(target, own);
    sent = await send(target, own);
  }
  if (!sent.answer.ok) throw httpError(url, sent.answer);
  return sent;
}

async function send(target: Target, login: Readonly<Record<string, string>>): Promise<Sent> {
  const { options, world, job, file } = target;
  const compares = file.bytes <= (options.compareUpTo ?? compareUpToBytes);
  let { url } = target;
  for (let hop = 0; ; hop++) {
    const sum = compares ? new Crc64() : undefined;
    const progress = tellProgress(job, file.bytes);
    const body = { handle: file.handle, start: 0, bytes: file.bytes, sum, onSent: progress.sent };
    const headers = { ...target.headers, 'content-length': String(file.bytes), ...login };
    const answer = await exchange(world, { method: 'PUT', url, headers, body, signal: job.signal });
    const next = sameOrigin(answer, url);
    if (next === undefined || hop === maxHops) {
      if (answer.ok) progress.done();
      return { answer, sum };
    }
    url = next;
  }
}
/** Where a redirect within the same origin leads, for the kinds that keep the method; the login never goes anywhere else. */
function sameOrigin({ status, headers }: Answer, from: URL): URL | undefined {
  const location = headers.get('location');
  if ((status !== 307 && status !== 308) || location === null || !URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  return to.origin === from.origin ? to : undefined;
}

/** Makes every folder above the file, outermost first. What a server says to that does not matter: the next PUT tells. */
async function makeFolders({ world, job, url }: Target, login: Readonly<Record<string, string>>): Promise<void> {
  const parts = url.pathname.split('/').slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth++) {
    const folder = new URL(`/${parts.slice(0, depth).join('/')}/`, url);
    await exchange(world, { method: 'MKCOL', url: folder, headers: login, signal: job.signal });
  }
}
