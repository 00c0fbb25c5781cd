import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../../src/base/clock';
import type { UploadEffects } from '../../../../src/upload/effects';
import { UploadError, type UploadErrorKind, type UploadJob } from '../../../../src/upload/upload';

/** The real time, without the waits between tries. */
const hurried: Clock = { now: () => Date.now(), sleep: () => new Promise((resolve) => setImmediate(resolve)) };

export interface Told {
  readonly effects: UploadEffects;
  readonly lines: string[];
  readonly secrets: Set<string>;
}
/** The world of one upload: what it logs and what it calls a secret is kept. */
export function toldWorld(idleMs = 5000): Told {
  const lines: string[] = [];
  const secrets = new Set<string>();
  const add = (line: string): void => void lines.push(line);
  const log = { debug: add, info: add, warn: add, error: add };
  const remember = (secret: string): void => void secrets.add(secret);
  return { effects: { clock: hurried, log, remember, idleMs }, lines, secrets };
}

export interface Package {
  readonly job: UploadJob;
  readonly bytes: Buffer;
}
/** Files of random bytes in a folder that is gone afterwards. */
export function packages(): { make(size: number, name?: string): Package; clear(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'upload-conformance-'));
  let count = 0;
  return {
    make(size, name = `package-${++count}.zip`) {
      const bytes = randomBytes(size);
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return { job: { file, suffix: '.zip' }, bytes };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The address answers exactly the file to somebody without credentials. */
export async function assertThere(url: string, bytes: Buffer): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual' });
  assert.equal(answer.status, 200, url);
  const body = Buffer.from(await answer.arrayBuffer());
  assert.equal(body.length, bytes.length);
  assert.equal(hash(body), hash(bytes));
}

export async function failsWith(promise: Promise<unknown>, ...kinds: readonly UploadErrorKind[]): Promise<UploadError> {
  let seen: UploadError | undefined;
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof UploadError, error instanceof Error ? error.stack : String(error));
    assert.ok(kinds.includes(error.kind), error.message);
    seen = error;
    return true;
  });
  return seen!;
}
