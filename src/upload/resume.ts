import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/errors';
import type { World } from './effects';

/** An upload in parts that has begun and not ended. No secret is part of it. */
export interface Unfinished {
  /** The target it belongs to: its kind, address and bucket or library. */
  readonly target: string;
  /** SHA-256 of the file in hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly partBytes: number;
  /** Key or path in the store, decoded. */
  readonly key: string;
  /** What the store knows it by: COS's UploadId, the media library's ConfirmKey; empty while it is about to begin. */
  readonly uploadId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}
/** Where uploads in parts are remembered, so that one which was cut off goes on instead of starting again. */
export interface ResumeStore {
  /** All, of every target. What cannot be read is left out. */
  load(): Promise<readonly Unfinished[]>;
  /** Replaces that of the same target and key. */
  save(entry: Unfinished): Promise<void>;
  remove(entry: Unfinished): Promise<void>;
}

/** Remembers an upload that nobody will go on with, so that the next upload to the same target removes it. */
export async function keepForLater(resume: ResumeStore | undefined, entry: Unfinished): Promise<void> {
  // Where even this cannot be written, what was written before is removed when it is a day old.
  await resume?.save({ ...entry, startedAt: 0 }).catch(() => undefined);
}

/** Forgets an upload that is over. What cannot be forgotten must not end an upload that is stored already: never throws. */
export async function forget(
  { log }: Pick<World, 'log'>,
  resume: ResumeStore | undefined,
  entry: Unfinished,
): Promise<void> {
  await resume?.remove(entry).catch((error: unknown) => {
    log.warn(`Upload: ${entry.key} could not be forgotten (${messageOf(error)})`);
  });
}

/** One small file for each, replaced atomically: windows and processes that share the folder never write the same file. */
export function createResumeFolder(folder: string): ResumeStore {
  const fileOf = ({ target, key }: Unfinished): string =>
    join(folder, `${createHash('sha256').update(`${target}\n${key}`).digest('hex').slice(0, 40)}.json`);
  return {
    async load() {
      const names = await readdir(folder).catch(() => []);
      const texts = names
        .filter((name) => name.endsWith('.json'))
        .map((name) => readFile(join(folder, name), 'utf8').catch(() => ''));
      return (await Promise.all(texts)).flatMap((text) => parse(text) ?? []);
    },
    async save(entry) {
      await mkdir(folder, { recursive: true });
      const temporary = `${fileOf(entry)}.${randomUUID()}.tmp`;
      await writeFile(temporary, JSON.stringify({ format: 1, ...entry }), { mode: 0o600 });
      await rename(temporary, fileOf(entry));
    },
    remove: (entry) => rm(fileOf(entry), { force: true }),
  };
}

function parse(text: string): Unfinished | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const has = (name: keyof Unfinished | 'format', type: string): boolean =>
    typeof (value as Record<string, unknown>)[name] === type;
  if (typeof value !== 'object' || value === null || (value as { format?: unknown }).format !== 1) return undefined;
  const isEntry =
    (['target', 'sha256', 'key', 'uploadId'] as const).every((name) => has(name, 'string')) &&
    (['bytes', 'partBytes', 'startedAt'] as const).every((name) => has(name, 'number'));
  return isEntry ? (value as Unfinished) : undefined;
}
