import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { Cancelled, throwIfAborted } from '../base/errors';
import { readBounded } from './boundedRead';
import { isText } from './checks/content';
import { envValuesOf } from './checks/secrets';
import { Collected, type ContentResult } from './collected';
import type { CheckJob, PackedFile } from './packTypes';
import type { Survey } from './survey';
import type { PackPool } from './worker/pool';
import type { BatchFile, BatchResult, PackageContext } from './worker/protocol';
import { bigFileBytes } from './zip/bigFile';
import type { ZipWriter } from './zip/zipWriter';

/**
 * Scripts and markup are parsed in a package of up to this much text: more than any platform accepts. In a larger one,
 * which could not be published, only the first `sampleBytes` are, so that it still packs fast.
 */
const thoroughBytes = 24 * 1024 * 1024;
const sampleBytes = 4 * 1024 * 1024;
const batchFiles = 64;
const batchBytes = 1024 * 1024;
/** On the calling thread a portion must not block it for long. */
const inlineBytes = 128 * 1024;
let packageNumber = 0;

type Item = { readonly batch: readonly BatchFile[] } | { readonly big: PackedFile } | { readonly made: PackedFile };

/**
 * Reads every file once: checks its content and, with a writer, packs it. Results are written in the order of the files;
 * only as many portions are under way as keep the threads busy, so memory does not grow with the folder.
 */
export async function contentPass(
  job: CheckJob,
  survey: Survey,
  pool: PackPool,
  writer: ZipWriter | undefined,
): Promise<ContentResult> {
  const id = ++packageNumber;
  const collected = new Collected(job, survey, writer);
  const inline = pool.isInlineFor(survey.files.length, collected.totalBytes);
  await pool.runOnAll({ type: 'begin', context: await packageContext(id, survey) }, inline);
  const spare: ArrayBuffer[] = [];
  const start = (files: readonly BatchFile[]): Promise<BatchResult> => {
    const memory = spare.pop();
    const result = pool.run(
      { type: 'batch', id, files, zip: writer !== undefined, memory },
      inline,
      memory ? [memory] : [],
    );
    // Awaited later, in order; a failure in between must not count as unhandled.
    result.catch(() => undefined);
    return result;
  };
  const most = inline ? 1 : 2 * pool.size + 1;
  const underWay: { readonly item: Item; readonly result: Promise<BatchResult> | undefined }[] = [];
  const finishOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (!oldest) return;
    throwIfAborted(job.signal);
    const { item } = oldest;
    if ('big' in item) await collected.big(item.big);
    else if ('made' in item) await collected.made(item.made);
    else if (oldest.result)
      spare.push(await collected.batch(item.batch, await unlessAborted(oldest.result, job.signal)));
  };
  try {
    for (const item of itemsOf(survey, inline ? inlineBytes : batchBytes)) {
      underWay.push({ item, result: 'batch' in item ? start(item.batch) : undefined });
      if (underWay.length >= most) await finishOldest();
    }
    while (underWay.length > 0) await finishOldest();
  } finally {
    void pool.runOnAll({ type: 'end', id }, inline).catch(() => undefined);
  }
  const bytes = textBytes(survey);
  if (bytes > thoroughBytes) {
    collected.add({
      rule: 'checksBounded',
      severity: 'info',
      args: { bytes, limit: thoroughBytes, looked: sampleBytes },
    });
  }
  return collected.result();
}
const textBytes = ({ files }: Survey): number =>
  files.reduce((sum, file) => sum + (isText(file.path) ? file.bytes : 0), 0);
/** A portion under way is not waited for when the user gives up; its result is dropped. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
/** Cuts the files into portions for the threads; large ones and made ones stand alone. */
function* itemsOf(survey: Survey, mostBytes: number): Generator<Item> {
  const { files, made } = survey;
  let batch: BatchFile[] = [];
  let bytes = 0;
  const mostLooked = textBytes(survey) > thoroughBytes ? sampleBytes : thoroughBytes;
  let looked = 0;
  const flush = function* (): Generator<Item> {
    if (batch.length > 0) yield { batch };
    batch = [];
    bytes = 0;
  };
  for (const file of files) {
    if (made.has(file.path) || file.bytes > bigFileBytes) {
      yield* flush();
      yield made.has(file.path) ? { made: file } : { big: file };
      continue;
    }
    const text = isText(file.path);
    if (text) looked += file.bytes;
    batch.push({
      path: file.path,
      size: file.bytes,
      inspect: !text ? 'no' : looked > mostLooked ? 'essential' : 'thorough',
    });
    bytes += file.bytes;
    if (batch.length >= batchFiles || bytes >= mostBytes) yield* flush();
  }
  yield* flush();
}
async function packageContext(id: number, { plan, files, context }: Survey): Promise<PackageContext> {
  // A value of packOptions may hold a line feed.
  const notShipped = plan.excluded.flatMap(({ path: file, reason: { by, rule } }) => [
    file,
    by,
    rule.replaceAll('\n', ' '),
  ]);
  return {
    id,
    base: plan.base,
    prefix: plan.prefix,
    shipped: files.map(({ path: file }) => file).join('\n'),
    notShipped: notShipped.join('\n'),
    envValues: await envValues(context.project.root),
  };
}
const mostEnvBytes = 256 * 1024;
async function envValues(root: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(root).catch(() => [])).filter((name) => name.startsWith('.env')).slice(0, 10);
  const bounds = { most: mostEnvBytes, within: root };
  const texts = await Promise.all(names.map((name) => readBounded(path.join(root, name), bounds).catch(() => '')));
  return texts.flatMap(envValuesOf).slice(0, 100);
}
