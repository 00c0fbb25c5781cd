import * as path from 'node:path';
import { crc32 } from 'node:zlib';
import type { ContentContext, NotShipped } from '../checks/content';
import { inspect } from '../checks/contentTable';
import type { PackProblem } from '../packTypes';
import { deflated, isIncompressible } from '../zip/deflate';
import { DEFLATED, STORED, localHeaderSize, writeLocalHeader } from '../zip/records';
import { sha256 } from '../zip/sha256';
import { type BatchResult, type PackageContext, type Task, between, depths } from './protocol';
import { FileChanged, readKnown, readWhole } from './readWhole';

export interface OpenPackage {
  readonly context: PackageContext;
  readonly paths: readonly string[];
  /** Put before a path to open it. */
  readonly folder: string;
  readonly content: ContentContext;
}
export function openPackage(context: PackageContext): OpenPackage {
  const { base, codePrefix, envValues } = context;
  const paths = split(context.shipped);
  const shipped = once(() => new Set(paths));
  const notShipped = once(() => notShippedOf(context));
  return {
    context,
    paths,
    folder: base.endsWith(path.sep) ? base : base + path.sep,
    content: {
      codePrefix,
      envValues,
      get shipped() {
        return shipped();
      },
      get notShipped() {
        return notShipped();
      },
    },
  };
}
const split = (joined: string): readonly string[] => (joined === '' ? [] : joined.split(between));
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
function notShippedOf(context: PackageContext): ReadonlyMap<string, NotShipped> {
  const told = split(context.notShipped);
  const notShipped = new Map<string, NotShipped>();
  for (let i = 0; i + 2 < told.length; i += 3)
    notShipped.set(told[i] ?? '', { by: told[i + 1] as NotShipped['by'], rule: told[i + 2] ?? '' });
  return notShipped;
}
type Batch = Extract<Task, { readonly type: 'batch' }>;
interface Output {
  memory: Buffer;
  used: number;
}
const unreadDigest = '0'.repeat(64);

/** Reads, checks and packs some files, one after the other. Blocks: belongs in a worker. */
export function runBatch(open: OpenPackage, { from, to, zip, memory }: Batch): BatchResult {
  const { context } = open;
  const out: Output = {
    memory: zip ? roomFor(open, from, to, memory) : Buffer.from(memory ?? new ArrayBuffer(0)),
    used: 0,
  };
  const numbers = new Float64Array(4 * (to - from));
  const digests: string[] = [];
  const problems: PackProblem[] = [];
  const hosts = new Set<string>();
  const uses: string[] = [];
  for (let i = from; i < to; i++) {
    const file = open.paths[i] ?? '';
    const name = Buffer.from(file);
    const header = localHeaderSize(name, false);
    const stored = isIncompressible(file);
    let bytes: Buffer;
    try {
      bytes =
        zip && stored
          ? read(open, i, out.memory, out.used + header, problems)
          : read(open, i, scratchFor(open, i), 0, problems);
    } catch (error) {
      numbers[4 * (i - from) + 1] = -1;
      digests.push(unreadDigest);
      problems.push(unreadable(open, file, error));
      continue;
    }
    digests.push(sha256(bytes));
    const depth = context.inspect[i] ?? depths.no;
    if (depth !== depths.no) {
      const looked = depth === depths.thorough ? 'thorough' : 'essential';
      const found = inspect(file, context.prefix + file, bytes, looked, open.content);
      problems.push(...found.problems);
      for (const host of found.hosts) hosts.add(host);
      if (found.uses !== '') uses.push(found.uses);
    }
    numbers[4 * (i - from) + 1] = bytes.length;
    if (zip) addRecord(out, name, bytes, stored, numbers, 4 * (i - from));
  }
  return {
    memory: out.memory.buffer as ArrayBuffer,
    used: out.used,
    numbers,
    digests: digests.join(''),
    problems,
    hosts: [...hosts],
    uses,
  };
}
/** Writes one file's record behind the others, and its four numbers. */
function addRecord(out: Output, name: Buffer, bytes: Buffer, stored: boolean, numbers: Float64Array, at: number): void {
  const size = bytes.length;
  const start = out.used + localHeaderSize(name, false);
  if (start + size > out.memory.length) out.memory = grown(out.memory, out.used, start + size);
  const packed = stored ? undefined : deflated(bytes);
  const body = packed ?? bytes;
  const isInPlace = bytes.buffer === out.memory.buffer && bytes.byteOffset === out.memory.byteOffset + start;
  if (packed || !isInPlace) out.memory.set(body, start);
  const method = packed ? DEFLATED : STORED;
  const entry = { name, method, crc: crc32(bytes), packed: body.length, size } as const;
  writeLocalHeader(out.memory, out.used, entry, false);
  out.used = start + entry.packed;
  numbers[at] = entry.packed;
  numbers[at + 2] = entry.crc;
  numbers[at + 3] = method;
}
/** The memory a batch needs: deflate is used only where it makes a file smaller, so sizes are an upper bound. */
function roomFor({ context, paths }: OpenPackage, from: number, to: number, given: ArrayBuffer | undefined): Buffer {
  let needed = 64;
  for (let i = from; i < to; i++) needed += (context.sizes[i] ?? 0) + 3 * (paths[i]?.length ?? 0) + 64;
  return Buffer.from(given && given.byteLength >= needed ? given : new ArrayBuffer(Math.max(needed, 1 << 16)));
}
/** A file grew since it was measured. */
function grown(memory: Buffer, used: number, needed: number): Buffer {
  const bigger = Buffer.from(new ArrayBuffer(2 * needed));
  bigger.set(memory.subarray(0, used));
  return bigger;
}
let scratch = Buffer.from(new ArrayBuffer(1 << 16));
/** Memory for one file that is used up before the next is read. */
function scratchFor({ context }: OpenPackage, place: number): Buffer {
  const needed = (context.sizes[place] ?? 0) + 1;
  if (needed > scratch.length) scratch = Buffer.from(new ArrayBuffer(needed + (1 << 16)));
  return scratch;
}
function read(open: OpenPackage, place: number, memory: Buffer, offset: number, problems: PackProblem[]): Buffer {
  const { sizes, modified } = open.context;
  const file = open.paths[place] ?? '';
  const size = sizes[place] ?? 0;
  // There is less room than planned when a file before this one grew.
  const known =
    memory.length - offset > size
      ? readKnown(open.folder + file, memory, offset, size, modified[place] ?? NaN)
      : undefined;
  if (known) return known;
  const { bytes, retried } = readWhole(open.folder + file, memory, offset);
  if (retried) problems.push(about(open, file, 'fileChanged', 'warning', ''));
  return bytes;
}
function unreadable(open: OpenPackage, file: string, error: unknown): PackProblem {
  if (error instanceof FileChanged) return about(open, file, 'fileKeepsChanging', 'error', '');
  return about(open, file, 'fileUnreadable', 'error', (error as NodeJS.ErrnoException).code ?? 'unknown');
}
function about(
  open: OpenPackage,
  file: string,
  rule: 'fileChanged' | 'fileKeepsChanging' | 'fileUnreadable',
  severity: PackProblem['severity'],
  code: string,
): PackProblem {
  return { rule, severity, args: { path: file, code }, file: open.context.prefix + file };
}
