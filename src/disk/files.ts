import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../app/ports';
import { toDisposable } from '../base/disposable';
import { codeOf } from './errorCode';
import { acquireLock, lockHolder } from './fileLock';
import { watchFolder } from './watchFolder';

/** The `Files` port on this machine's disk. */
export const files: Files = {
  readText: (path) => unlessMissing(readFile(path, 'utf8')),
  readBytes: (path) => readFile(path),
  writeAtomic,
  list: async (directory) => (await unlessMissing(readdir(directory))) ?? [],
  remove: (path) => rm(path, { force: true, recursive: true }),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  join,
  async tempFolder() {
    const path = await mkdtemp(join(tmpdir(), 'mini-program-'));
    return {
      path,
      ...toDisposable(() => void rm(path, { force: true, recursive: true, maxRetries: 3 }).catch(() => {})),
    };
  },
  lock: (path, note) => acquireLock(path, note),
  lockHolder,
  watch: watchFolder,
  fingerprint: (path) => unlessMissing(fingerprint(path)),
};

async function fingerprint(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
/** The text is on the disk before the name points to it, so that not even a power cut leaves half a file. */
async function writeAtomic(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await replace(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
/** On Windows a virus scanner or a reader may hold the old file for a moment. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (process.platform !== 'win32' || !isHeld || attempt >= 9) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * (attempt + 1)));
    }
  }
}
