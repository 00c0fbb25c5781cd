import { createJournals, isReadable, isUnfinished, type Journal } from '../publish/journal';
import { isAtWork } from '../publish/lock';
import type { Ports } from '../services';
import type { ActivityFeed } from './feed';
import type { ActivityRecord } from './record';
import { createRecords } from './records';

/** Who works on it now: this window, another one or a command line, or nobody. */
export type AtWork = 'here' | 'elsewhere' | 'nowhere';
export type PublishEntry = {
  readonly kind: 'publish';
  readonly id: string;
  readonly atWork: AtWork;
  readonly journal: Journal;
};
export type ChangeEntry = {
  readonly kind: 'change';
  readonly id: string;
  readonly atWork: AtWork;
  readonly record: ActivityRecord;
};
export type ActivityEntry = PublishEntry | ChangeEntry;
export const maxEntries = 200;

export type EntryPorts = Pick<Ports, 'files' | 'storagePath' | 'clock'>;
/** Publishes and other changes of this machine, of whatever window. Reads the disk when asked; writes only what is cleared. */
export interface Entries {
  /** Where files come and go: journals, records. */
  readonly folders: readonly string[];
  /** Newest first, at most `maxEntries`. What is damaged or of a newer version is left out and left alone. */
  list(): Promise<readonly ActivityEntry[]>;
  read(id: string): Promise<ActivityEntry | undefined>;
  /** Takes what has ended out of the list. Publishes keep their journals. Answers how many. */
  clearFinished(): Promise<number>;
}
export const startedAt = (entry: ActivityEntry): number =>
  entry.kind === 'publish' ? entry.journal.createdAt : entry.record.startedAt;
/** True when nobody works on it and nothing is left to do. */
export const isFinished = (entry: ActivityEntry): boolean =>
  entry.atWork === 'nowhere' && (entry.kind === 'change' || !isUnfinished(entry.journal));

export function createEntries(ports: EntryPorts, feed: ActivityFeed): Entries {
  const { files, storagePath, clock } = ports;
  const journals = createJournals(files, storagePath, () => clock.now());
  const records = createRecords(files, storagePath);
  const clearedFile = files.join(records.folder, 'cleared.json');

  const atWork = async (id: string, isRunning: boolean, look: () => Promise<boolean>): Promise<AtWork> =>
    feed.isRunning(id) ? 'here' : isRunning && (await look()) ? 'elsewhere' : 'nowhere';
  const ofJournal = async (journal: Journal): Promise<PublishEntry> => {
    const { id } = journal.plan;
    const at = await atWork(id, journal.state === 'running', () => isAtWork(ports, journal));
    return { kind: 'publish', id, atWork: at, journal };
  };
  const ofRecord = async (record: ActivityRecord): Promise<ChangeEntry> => {
    const at = await atWork(record.id, record.state === 'running', () => records.isHeld(record.id));
    return { kind: 'change', id: record.id, atWork: at, record };
  };
  async function read(id: string): Promise<ActivityEntry | undefined> {
    const record = await records.read(id);
    if (record) return ofRecord(record);
    const journal = await journals.read(id);
    if (!journal || !isReadable(journal)) return undefined;
    const entry = await ofJournal(journal);
    return isCleared(entry, await cleared()) ? undefined : entry;
  }
  async function list(): Promise<readonly ActivityEntry[]> {
    const [found, ids, hidden] = await Promise.all([journals.list(), records.ids(), cleared()]);
    const changes = (await Promise.all(ids.slice(0, maxEntries).map((id) => records.read(id)))).filter(
      (one) => one !== undefined,
    );
    const all = await Promise.all([...found.journals.map(ofJournal), ...changes.map(ofRecord)]);
    return all
      .filter((entry) => !isCleared(entry, hidden))
      .sort((a, b) => startedAt(b) - startedAt(a) || (a.id < b.id ? 1 : -1))
      .slice(0, maxEntries);
  }
  /** Ids of publishes that were cleared, with the time of the journal that was: one that goes on shows again. */
  async function cleared(): Promise<Readonly<Record<string, unknown>>> {
    const text = await files.readText(clearedFile);
    try {
      const value = text === undefined ? undefined : (JSON.parse(text) as { readonly publishes?: unknown } | null);
      const publishes = value?.publishes;
      return typeof publishes === 'object' && publishes !== null ? (publishes as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }
  async function clearFinished(): Promise<number> {
    const finished = (await list()).filter(isFinished);
    for (const { kind, id } of finished) if (kind === 'change') await records.remove(id);
    const before = await cleared();
    const kept = (await journals.list()).journals.flatMap(({ plan: { id } }) =>
      id in before ? [[id, before[id]]] : [],
    );
    const now = finished.flatMap((entry) => (entry.kind === 'publish' ? [[entry.id, entry.journal.updatedAt]] : []));
    const publishes = Object.fromEntries([...kept, ...now]) as Record<string, unknown>;
    await files.writeAtomic(clearedFile, `${JSON.stringify({ format: 1, publishes })}\n`);
    return finished.length;
  }
  return { folders: [files.join(storagePath, 'publishes'), records.folder], list, read, clearFinished };
}
const isCleared = (entry: ActivityEntry, cleared: Readonly<Record<string, unknown>>): boolean =>
  entry.kind === 'publish' && isFinished(entry) && cleared[entry.id] === entry.journal.updatedAt;
