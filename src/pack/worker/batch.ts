import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { crc32 } from 'node:zlib';
import type { ContentContext, NotShipped } from '../checks/content';
import { inspect } from '../checks/contentTable';
import type { PackProblem } from '../packTypes';
import { deflated, isIncompressible } from '../zip/deflate';
import { DEFLATED, STORED, localHeaderSize, writeLocalHeader } from '../zip/records';
import type { BatchFile, BatchResult, PackageContext } from './protocol';
import { FileChanged, readWhole } from './readWhole';

export interface OpenPackage {
  readonly context: PackageContext;
  readonly content: ContentContext;
}
export function openPackage(context: PackageContext): OpenPackage {
  const told = context.notShipped === '' ? [] : context.notShipped.split('\n');
  const notShipped = new Map<string, NotShipped>();
  for (let i = 0; i + 2 < told.length; i += 3)
    notShipped.set(told[i] ?? '', { by: told[i + 1] as NotShipped['by'], rule: told[i + 2] ?? '' });
  return {
    context,
    content: { shipped: new Set(context.shipped.split('\n')), notShipped, envValues: context.envValues },
  };
}
/** The memory a batch needs: deflate is used only where it makes a file smaller, so sizes are an upper bound. */
function roomFor(files: readonly BatchFile[]): number {
  return files.reduce((sum, file) => sum + file.size + 3 * file.path.length + 64, 64);
}
/** Reads, checks and packs some files, one after the other. Blocks: belongs in a worker. */
export function runBatch(
  open: OpenPackage,
  files: readonly BatchFile[],
  zip: boolean,
  given: ArrayBuffer | undefined,
): BatchResult {
  const needed = roomFor(files);
  let memory: Buffer = Buffer.from(
    given && given.byteLength >= needed ? given : new ArrayBuffer(Math.max(needed, 1 << 16)),
  );
  const numbers = new Float64Array(4 * files.length);
  const digests = new Uint8Array(32 * files.length);
  const problems: PackProblem[] = [];
  const hosts = new Set<string>();
  let used = 0;
  files.forEach((file, i) => {
    const name = Buffer.from(file.path);
    const header = localHeaderSize(name, false);
    let bytes: Buffer;
    try {
      const read = readWhole(path.join(open.context.base, file.path), memory, used + header);
      bytes = read.bytes;
      if (read.retried) problems.push(about(open, file, 'fileChanged', 'warning', ''));
    } catch (error) {
      numbers[4 * i + 1] = -1;
      problems.push(unreadable(open, file, error));
      return;
    }
    digests.set(createHash('sha256').update(bytes).digest(), 32 * i);
    if (file.inspect !== 'no') {
      const found = inspect(file.path, open.context.prefix + file.path, bytes, file.inspect, open.content);
      problems.push(...found.problems);
      for (const host of found.hosts) hosts.add(host);
    }
    const packed = zip && !isIncompressible(file.path) ? deflated(bytes) : undefined;
    const body = packed ?? bytes;
    const entry = {
      name,
      method: packed ? DEFLATED : STORED,
      crc: crc32(bytes),
      packed: body.length,
      size: bytes.length,
    } as const;
    numbers.set([entry.packed, entry.size, entry.crc, entry.method], 4 * i);
    if (!zip) return;
    if (used + header + body.length > memory.length) memory = grown(memory, used, used + header + body.length);
    const isInPlace = body.buffer === memory.buffer && body.byteOffset === memory.byteOffset + used + header;
    if (!isInPlace) memory.set(body, used + header);
    writeLocalHeader(memory, used, entry, false);
    used += header + body.length;
  });
  return { memory: memory.buffer as ArrayBuffer, used, numbers, digests, problems, hosts: [...hosts] };
}
/** A file grew since it was measured. */
function grown(memory: Buffer, used: number, needed: number): Buffer {
  const bigger = Buffer.from(new ArrayBuffer(2 * needed));
  bigger.set(memory.subarray(0, used));
  return bigger;
}
function unreadable(open: OpenPackage, file: BatchFile, error: unknown): PackProblem {
  if (error instanceof FileChanged) return about(open, file, 'fileKeepsChanging', 'error', '');
  return about(open, file, 'fileUnreadable', 'error', (error as NodeJS.ErrnoException).code ?? 'unknown');
}
function about(
  open: OpenPackage,
  file: BatchFile,
  rule: 'fileChanged' | 'fileKeepsChanging' | 'fileUnreadable',
  severity: PackProblem['severity'],
  code: string,
): PackProblem {
  return { rule, severity, args: { path: file.path, code }, file: open.context.prefix + file.path };
}
