import { crc32 } from 'node:zlib';
import { type Inspected, inspect } from '../checks/contentTable';
import type { PackProblem } from '../packTypes';
import { deflated, isIncompressible } from '../zip/deflate';
import { DEFLATED, STORED, localHeaderSize, writeLocalHeader } from '../zip/records';
import { sha256 } from '../zip/sha256';
import type { OpenPackage } from './openPackage';
import { type BatchResult, type Task, depths } from './protocol';
import { FileChanged, readKnown, readWhole } from './readWhole';
import type { Memory } from './remembered';

type Batch = Extract<Task, { readonly type: 'batch' }>;
interface Output {
  memory: Buffer;
  used: number;
}
const unreadDigest = '0'.repeat(64);

/** Reads, checks and packs some files, one after the other. Blocks: belongs in a worker. */
export function runBatch(open: OpenPackage, { from, to, zip, memory }: Batch): BatchResult {
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
    const digest = sha256(bytes);
    digests.push(digest);
    const known = open.remembered?.of(open.folder + file, digest);
    const found = inspected(open, i, bytes, known);
    if (found) {
      problems.push(...found.problems);
      for (const host of found.hosts) hosts.add(host);
      if (found.uses !== '') uses.push(found.uses);
    }
    numbers[4 * (i - from) + 1] = bytes.length;
    if (zip)
      addRecord(out, name, bytes, stored ? storedBody(bytes) : packedBody(bytes, known), numbers, 4 * (i - from));
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
/** What the checks find in a file; undefined when it is not looked into. */
function inspected(open: OpenPackage, place: number, bytes: Buffer, known: Memory | undefined): Inspected | undefined {
  const depth = open.context.inspect[place] ?? depths.no;
  if (depth === depths.no) return undefined;
  const looked = depth === depths.thorough ? 'thorough' : 'essential';
  const circumstances = known && looked + open.circumstances();
  if (known?.found && known.found.circumstances === circumstances) return known.found.inspected;
  const file = open.paths[place] ?? '';
  const found = inspect(file, open.context.prefix + file, bytes, looked, open.content);
  if (known && circumstances !== undefined) known.found = { circumstances, inspected: found };
  return found;
}
type Body = NonNullable<Memory['packed']>;
const storedBody = (bytes: Buffer): Body => ({ body: undefined, crc: crc32(bytes) });
function packedBody(bytes: Buffer, known: Memory | undefined): Body {
  if (known?.packed) return known.packed;
  const packed = { body: deflated(bytes), crc: crc32(bytes) };
  // A copy: what deflate answers holds on to as much memory as the whole file.
  if (known) known.packed = { body: packed.body && Buffer.from(packed.body), crc: packed.crc };
  return packed;
}
/** Writes one file's record behind the others, and its four numbers. `packed.body` undefined = stored as it is. */
function addRecord(out: Output, name: Buffer, bytes: Buffer, packed: Body, numbers: Float64Array, at: number): void {
  const size = bytes.length;
  const start = out.used + localHeaderSize(name, false);
  if (start + size > out.memory.length) out.memory = grown(out.memory, out.used, start + size);
  const body = packed.body ?? bytes;
  const isInPlace = bytes.buffer === out.memory.buffer && bytes.byteOffset === out.memory.byteOffset + start;
  if (packed.body || !isInPlace) out.memory.set(body, start);
  const method = packed.body ? DEFLATED : STORED;
  const entry = { name, method, crc: packed.crc, packed: body.length, size } as const;
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
