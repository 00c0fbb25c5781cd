import type { Disposable } from '../../base/disposable';
import type { Files } from '../ports';
import { type ActivityRecord, parseRecord } from './record';

export const maxRecords = 200;

/** The changes of this machine under `storagePath/activity`, one file each; publishes have journals of their own. */
export interface Records {
  readonly folder: string;
  /** Ids, newest first. */
  ids(): Promise<readonly string[]>;
  /** Undefined when it is missing, damaged, or of a newer version of this product. */
  read(id: string): Promise<ActivityRecord | undefined>;
  /** Replaces the file in one step; the first save of a change also takes away the oldest. */
  save(record: ActivityRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** Shows other windows that this one works on it, until disposed of or this process dies. */
  hold(id: string): Promise<Disposable>;
  /** Whether some living window works on it. */
  isHeld(id: string): Promise<boolean>;
}
/** Sorts by time; a clock that was wrong puts it elsewhere, no more. */
export const recordId = (startedAt: number, unique: string): string =>
  `${String(Math.max(0, Math.trunc(startedAt))).padStart(15, '0')}-${unique}`;
const isRecordId = (id: string): boolean => /^\d{15}-[\w-]+$/.test(id);

export function createRecords(files: Files, storagePath: string): Records {
  const folder = files.join(storagePath, 'activity');
  const fileOf = (id: string): string => files.join(folder, `${id}.json`);
  const lockOf = (id: string): string => files.join(folder, `${id}.lock`);

  async function ids(): Promise<readonly string[]> {
    const names = (await files.list(folder)).filter((name) => name.endsWith('.json'));
    const found = names.map((name) => name.slice(0, -'.json'.length)).filter(isRecordId);
    return found.sort().reverse();
  }
  async function read(id: string): Promise<ActivityRecord | undefined> {
    const text = isRecordId(id) ? await files.readText(fileOf(id)) : undefined;
    return text === undefined ? undefined : parseRecord(id, text);
  }
  async function remove(id: string): Promise<void> {
    if (!isRecordId(id)) return;
    await files.remove(lockOf(id));
    await files.remove(fileOf(id));
  }
  const isHeld = async (id: string): Promise<boolean> => (await files.lockHolder(lockOf(id))) !== undefined;
  async function prune(): Promise<void> {
    for (const id of (await ids()).slice(maxRecords)) {
      // What a newer version has written is its own to take away.
      if ((await read(id)) && !(await isHeld(id))) await remove(id);
    }
  }
  async function save(record: ActivityRecord): Promise<void> {
    const isNew = !(await files.exists(fileOf(record.id)));
    await files.writeAtomic(fileOf(record.id), `${JSON.stringify(record, undefined, 2)}\n`);
    if (isNew) await prune();
  }
  async function hold(id: string): Promise<Disposable> {
    const lock = await files.lock(lockOf(id), '');
    return { dispose: () => (lock.held ? lock.dispose() : undefined) };
  }
  return { folder, ids, read, save, remove, hold, isHeld };
}
