import { randomUUID } from 'node:crypto';
import { constants, readFileSync, unlinkSync } from 'node:fs';
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import type { Files } from '../app/ports';
import { toDisposable } from '../base/disposable';
import { codeOf } from './errorCode';

/** What a lock file says. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly note: string;
}
/** Tokens of the locks this process holds: a number of a process may come back after a crash, a token never. */
const own = new Set<string>();

/**
 * Takes the lock, also from a process that has died. The file appears with its content in one step (a hard link), so that
 * nobody ever reads half of it.
 */
export async function acquireLock(path: string, note: string): ReturnType<Files['lock']> {
  await mkdir(dirname(path), { recursive: true });
  const owner: Owner = { token: randomUUID(), pid: process.pid, host: hostname(), note };
  const draft = `${path}.${owner.token}`;
  await writeFile(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    for (;;) {
      if (await linked(draft, path)) {
        own.add(owner.token);
        return { held: true, ...toDisposable(() => release(path, owner.token)) };
      }
      const holder = await read(path);
      if (holder === 'gone') continue;
      if (holder !== 'unreadable' && isAlive(holder)) return { held: false, note: holder.note };
      await removeDead(path, holder === 'unreadable' ? undefined : holder.token, draft);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  try {
    // File systems without hard links.
    await copyFile(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
async function read(path: string): Promise<Owner | 'gone' | 'unreadable'> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return 'gone';
  }
  return parse(text) ?? 'unreadable';
}
function parse(text: string): Owner | undefined {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    const { token, pid, host, note } = value ?? {};
    if (typeof token !== 'string' || typeof pid !== 'number' || typeof host !== 'string') return undefined;
    return { token, pid, host, note: typeof note === 'string' ? note : '' };
  } catch {
    return undefined;
  }
}
/** A process of another machine (a shared home folder) cannot be asked; it counts as alive. */
function isAlive({ token, pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return own.has(token);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
/**
 * Moves the dead lock away. Another process may have done so, and taken the lock, since we looked: then what we moved is
 * its living lock, and it goes back.
 */
async function removeDead(path: string, deadToken: string | undefined, draft: string): Promise<void> {
  const moved = `${draft}.dead`;
  try {
    await rename(path, moved);
  } catch {
    return;
  }
  const found = await read(moved);
  const isTheDead = found === 'unreadable' ? deadToken === undefined : found !== 'gone' && found.token === deadToken;
  if (!isTheDead) await linked(moved, path);
  await rm(moved, { force: true });
}
function release(path: string, token: string): void {
  own.delete(token);
  try {
    if (parse(readFileSync(path, 'utf8'))?.token === token) unlinkSync(path);
  } catch {
    // Nothing there to release.
  }
}
