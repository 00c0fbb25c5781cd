import { randomUUID } from 'node:crypto';
import { constants, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Files } from '../app/ports';
import { toDisposable } from '../base/disposable';
import { codeOf } from './errorCode';
import { processRuns } from './processRuns';

/** What a lock file says. */
interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  readonly note: string;
}
/** How often a holder shows that it lives. */
const beatMs = 20_000;
/** A lock whose file is older is dead whatever it says: process numbers come back, machines change their names. */
const deadAfterMs = 120_000;
/** Looks at a lock that cannot be read, with a pause between them: on Windows a file that is being removed is such for a moment. */
const maxLooks = 100;
const pause = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Tokens of the locks this process holds: a number of a process may come back after a crash, a token never. */
const own = new Set<string>();

/**
 * Takes the lock, also from a process that has died. The file appears with its content in one step (a hard link), so that
 * nobody ever reads half of it. While it is held the file is touched every `everyMs`; as long it waits for the touch of a
 * holder that seems dead, but whose process runs.
 */
export async function acquireLock(path: string, note: string, everyMs = beatMs): ReturnType<Files['lock']> {
  await mkdir(dirname(path), { recursive: true });
  const owner: Owner = { token: randomUUID(), pid: process.pid, host: hostname(), note };
  const draft = `${path}.${owner.token}`;
  // From now on: another that finds our draft or guard must see that we live.
  own.add(owner.token);
  let held = false;
  let looks = 0;
  let waitedFor: string | undefined;
  try {
    // At once: a process that is killed in between would leave an empty draft that nobody can judge.
    writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
    for (;;) {
      if (await linked(draft, path)) {
        held = true;
        await removeDeadDrafts(path, draft);
        const timer = setInterval(() => void beat(path, owner.token), everyMs);
        timer.unref();
        return {
          held: true,
          ...toDisposable(() => {
            clearInterval(timer);
            release(path, owner.token);
          }),
        };
      }
      const holder = await read(path);
      if (holder === 'gone') {
        await gone(path, ++looks);
        continue;
      }
      if (holder !== 'unreadable') {
        if (isAlive(holder)) return { held: false, note: holder.note };
        if (waitedFor !== holder.token && mayWake(holder)) {
          waitedFor = holder.token;
          await untilTouched(path, holder, everyMs * 1.5);
          continue;
        }
      }
      await removeDead(path, draft);
    }
  } finally {
    if (!held) own.delete(owner.token);
    await rm(draft, { force: true });
  }
}
/** A file that went away meanwhile is no trouble. One that is there and cannot be read, look after look, is: rejects with why. */
async function gone(path: string, looks: number): Promise<void> {
  if (looks < maxLooks) return pause();
  await readFile(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}
/** The note of the living process that holds the lock, or undefined. Takes nothing and waits for nobody. */
export async function lockHolder(path: string): Promise<string | undefined> {
  const holder = await read(path);
  return typeof holder === 'object' && isAlive(holder) ? holder.note : undefined;
}
/** A lock that another has taken, after the machine slept, is not kept alive for it. */
async function beat(path: string, token: string): Promise<void> {
  const now = new Date();
  const holder = await read(path);
  // A failed touch is made up for by the next.
  if (typeof holder === 'object' && holder.token === token) await utimes(path, now, now).catch(() => undefined);
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
interface Found extends Owner {
  /** Milliseconds since the last sign of life. */
  readonly ageMs: number;
}
async function read(path: string): Promise<Found | 'gone' | 'unreadable'> {
  try {
    const { mtimeMs } = await stat(path);
    const owner = parse(await readFile(path, 'utf8'));
    return owner ? { ...owner, ageMs: Date.now() - mtimeMs } : 'unreadable';
  } catch {
    return 'gone';
  }
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
/** A process of another machine (a shared home folder) cannot be asked; its touches count. */
function isAlive({ token, pid, host, ageMs }: Found): boolean {
  if (own.has(token)) return true;
  if (ageMs > deadAfterMs) return false;
  if (host !== hostname()) return true;
  return pid !== process.pid && processRuns(pid);
}
/**
 * After a sleep, or when the clock was put forward, a living holder's file is old until its next touch. One from before this
 * machine started is not waited for.
 */
function mayWake({ pid, host, ageMs }: Found): boolean {
  return host === hostname() && pid !== process.pid && processRuns(pid) && ageMs < uptime() * 1000;
}
async function untilTouched(path: string, { token, ageMs }: Found, forMs: number): Promise<void> {
  for (const began = Date.now(); Date.now() - began < forMs;) {
    await pause(50);
    const found = await read(path);
    if (typeof found !== 'object' || found.token !== token || found.ageMs < ageMs) return;
  }
}
/**
 * Removes the dead lock. Only the one process that holds the guard may do so, after a second look: else one could remove the
 * lock that another has taken meanwhile.
 */
async function removeDead(path: string, draft: string): Promise<void> {
  const guard = `${path}.guard`;
  if (!(await linked(draft, guard))) {
    const holder = await read(guard);
    // A process died between its second look and the end: a matter of milliseconds in its life.
    if (holder === 'unreadable' || (holder !== 'gone' && !isAlive(holder))) await rm(guard, { force: true });
    await pause();
    return;
  }
  try {
    const found = await read(path);
    if (found === 'unreadable' || (found !== 'gone' && !isAlive(found))) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
/**
 * Takes away what processes left behind that were killed while they asked for this lock. A dead guard, too: the lock is ours
 * and alive now, so that nobody who takes the guard meanwhile removes it.
 */
async function removeDeadDrafts(path: string, ours: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((): string[] => []);
  const drafts = names.filter((name) => name.startsWith(`${basename(path)}.`)).map((name) => join(folder, name));
  for (const draft of drafts) {
    if (draft === ours) continue;
    const owner = await read(draft);
    // One that cannot be read may be in the making.
    if (typeof owner === 'object' && !isAlive(owner)) await rm(draft, { force: true }).catch(() => undefined);
  }
}
function release(path: string, token: string): void {
  own.delete(token);
  try {
    if (parse(readFileSync(path, 'utf8'))?.token === token) unlinkSync(path);
  } catch {
    // Nothing there to release.
  }
}
