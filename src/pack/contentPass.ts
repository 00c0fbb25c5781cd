import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Cancelled, throwIfAborted } from '../base/errors';
import { readBounded } from './boundedRead';
import { isText } from './checks/content';
import { envValuesOf } from './checks/secrets';
import { Collected, type ContentResult } from './collected';
import type { CheckJob, PackProblem } from './packTypes';
import type { Survey } from './survey';
import type { PackPool } from './worker/pool';
import { type BatchResult, type PackageContext, between, depths } from './worker/protocol';
import { bigFileBytes } from './zip/bigFile';
import { isIncompressible } from './zip/deflate';
import type { ZipWriter } from './zip/zipWriter';

/**
 * Scripts and markup are parsed in a package of up to this much text: more than any platform accepts. In a larger one,
 * which could not be published, only the first `sampleBytes` are, so that it still packs fast.
 */
const thoroughBytes = 24 * 1024 * 1024;
const sampleBytes = 4 * 1024 * 1024;
/** A portion for a thread: enough to be worth handing over, little enough that the last ones end together. */
const portionFiles = { least: 32, most: 128 };
const portionBytes = { least: 128 * 1024, most: 1024 * 1024 };
const portionsPerThread = 8;
/** So much is handed out, in few portions or many: the threads go on while one of them is busy with a file that takes long. */
const ahead = { bytes: 4 * portionBytes.most, portions: 32 };
/** What is deflated of a folder that is remembered; with more, memory would grow. */
const rememberedBytes = thoroughBytes;
/** On the calling thread a portion must not block it for long. */
const inlineBytes = 128 * 1024;
let packageNumber = 0;

/** Places of files in the package: a portion for a thread, `from` up to but not including `to`; or one alone. */
type Item =
  | { readonly from: number; readonly to: number; readonly bytes: number }
  | { readonly big: number }
  | { readonly made: number };

/**
 * Reads every file once: checks its content and, with a writer, packs it. Results are written in the order of the files;
 * only as many portions are under way as keep the threads busy, so memory does not grow with the folder. Once the package
 * is refused only problems are looked for: large files, which are not looked into, are not read, so that a film of 5 GB is
 * refused at once.
 */
export async function contentPass(
  job: CheckJob,
  survey: Survey,
  pool: PackPool,
  writer: ZipWriter | undefined,
  isRefused: Promise<boolean> = Promise.resolve(false),
): Promise<ContentResult> {
  const id = ++packageNumber;
  const collected = new Collected(job, survey, writer);
  const inline = pool.isInlineFor(survey.files.length, collected.totalBytes);
  const kinds = kindsOf(survey);
  // With many files each of these takes its time: others get a turn in between.
  await setImmediate();
  const begun = pool.runOnAll({ type: 'begin', context: await packageContext(id, survey, kinds) }, inline);
  // Not waited for: a thread does its tasks in order.
  begun.catch(() => undefined);
  let isZipped = writer !== undefined;
  isRefused.then(
    (refused) => (isZipped &&= !refused),
    () => undefined,
  );
  const spare: ArrayBuffer[] = [];
  let portions = 0;
  const start = (from: number, to: number): Promise<BatchResult> => {
    const memory = spare.pop();
    const task = { type: 'batch', id, from, to, zip: isZipped, memory } as const;
    const result = pool.run(task, inline, memory ? [memory] : [], portions++);
    // Awaited later, in order; a failure in between must not count as unhandled.
    result.catch(() => undefined);
    return result;
  };
  const most = inline ? 1 : 2 * pool.size + 1;
  let bytesUnderWay = 0;
  const underWay: { readonly item: Item; readonly result: Promise<BatchResult> | undefined }[] = [];
  const isEnough = (): boolean =>
    underWay.length >= most && (inline || bytesUnderWay >= ahead.bytes || underWay.length >= ahead.portions);
  const finishOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (!oldest) return;
    throwIfAborted(job.signal);
    const { item } = oldest;
    if ('from' in item) bytesUnderWay -= item.bytes;
    if ('big' in item) {
      if (!(await isRefused)) await collected.big(item.big);
    } else if ('made' in item) await collected.made(item.made);
    else if (oldest.result)
      spare.push(await collected.batch(item.from, item.to, await unlessAborted(oldest.result, job.signal)));
  };
  try {
    const limits = inline ? { files: portionFiles.most, bytes: inlineBytes } : portionLimits(survey, pool.size);
    for (const item of itemsOf(survey, limits)) {
      if ('from' in item) bytesUnderWay += item.bytes;
      underWay.push({ item, result: 'from' in item ? start(item.from, item.to) : undefined });
      if (isEnough()) await finishOldest();
    }
    while (underWay.length > 0) await finishOldest();
    await begun;
  } finally {
    void pool.runOnAll({ type: 'end', id }, inline).catch(() => undefined);
  }
  if (kinds.text > thoroughBytes) collected.add(checksBounded(kinds.text));
  return collected.result();
}
const checksBounded = (bytes: number): PackProblem => ({
  rule: 'checksBounded',
  severity: 'info',
  args: { bytes, limit: thoroughBytes, looked: sampleBytes },
});
interface Kinds {
  /** Of each file, 1 or 0. */
  readonly isText: Uint8Array;
  /** Bytes of them. */
  readonly text: number;
  /** Bytes of what is deflated. */
  readonly deflated: number;
}
function kindsOf({ files }: Survey): Kinds {
  let [text, deflated] = [0, 0];
  const flags = Uint8Array.from(files, ({ path: file, bytes }) => {
    const isTextFile = isText(file);
    if (isTextFile) text += bytes;
    if (isTextFile || !isIncompressible(file)) deflated += bytes;
    return isTextFile ? 1 : 0;
  });
  return { isText: flags, text, deflated };
}
/** A portion under way is not waited for when the user gives up; its result is dropped. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
interface PortionLimits {
  readonly files: number;
  readonly bytes: number;
}
/** In powers of two: a folder that grew a little is cut as it was, and the threads find what they remember. */
function portionLimits({ files }: Survey, threads: number): PortionLimits {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const limit = (whole: number, { least, most }: { readonly least: number; readonly most: number }): number =>
    Math.min(most, Math.max(least, 2 ** Math.floor(Math.log2(whole / (threads * portionsPerThread)))));
  return { files: limit(files.length, portionFiles), bytes: limit(bytes, portionBytes) };
}
/** Cuts the files into portions for the threads; large ones and made ones stand alone. */
function* itemsOf({ files, made }: Survey, most: PortionLimits): Generator<Item> {
  let from = 0;
  let bytes = 0;
  for (const [i, file] of files.entries()) {
    const isMade = made.has(file.path);
    if (isMade || file.bytes > bigFileBytes) {
      if (from < i) yield { from, to: i, bytes };
      yield isMade ? { made: i } : { big: i };
      from = i + 1;
      bytes = 0;
      continue;
    }
    bytes += file.bytes;
    if (i + 1 - from < most.files && bytes < most.bytes) continue;
    yield { from, to: i + 1, bytes };
    from = i + 1;
    bytes = 0;
  }
  if (from < files.length) yield { from, to: files.length, bytes };
}
async function packageContext(id: number, survey: Survey, kinds: Kinds): Promise<PackageContext> {
  const { plan, files, modified, context } = survey;
  const values = await envValues(context.project.root);
  const inspect = depthsOf(survey, kinds);
  await setImmediate();
  return {
    id,
    base: plan.base,
    prefix: plan.prefix,
    codePrefix: plan.codePrefix,
    shipped: files.map(({ path: file }) => file).join(between),
    sizes: Float64Array.from(files, ({ bytes }) => bytes),
    modified,
    inspect,
    notShipped: plan.excluded
      // A value of packOptions may hold anything.
      .flatMap(({ path: file, reason: { by, rule } }) => [file, by, rule.replaceAll(between, ' ')])
      .join(between),
    envValues: values,
    remembers: kinds.deflated <= rememberedBytes,
  };
}
/** How closely each file is looked at: text thoroughly, or only the first of it where there is too much. */
function depthsOf({ files }: Survey, { isText: flags, text }: Kinds): Uint8Array {
  const most = text > thoroughBytes ? sampleBytes : thoroughBytes;
  let looked = 0;
  return flags.map((isTextFile, i) => {
    if (!isTextFile) return depths.no;
    const bytes = files[i]?.bytes ?? 0;
    // Large ones are not looked into.
    if (bytes <= bigFileBytes) looked += bytes;
    return looked > most ? depths.essential : depths.thorough;
  });
}
const mostEnvBytes = 256 * 1024;
async function envValues(root: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(root).catch(() => [])).filter((name) => name.startsWith('.env')).slice(0, 10);
  const bounds = { most: mostEnvBytes, within: root };
  const texts = await Promise.all(names.map((name) => readBounded(path.join(root, name), bounds).catch(() => '')));
  return texts.flatMap(envValuesOf).slice(0, 100);
}
