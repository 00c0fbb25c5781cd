import type { Files } from '../ports';
import { isUntil, stepIds, type PublishPlan, type StepId, type StepInputs, type StepResults } from './plan';

/**
 * `running` while a process works on it (or was killed), `stopped` when someone stopped waiting, `failed` when a step
 * failed and may be tried again, `waiting` at a gate before its end (approval), `done` at its end, `refused` when the
 * platform will never take this plan, `cancelled` before anything was created, `discarded` by the user.
 */
const journalStates = ['running', 'stopped', 'failed', 'waiting', 'done', 'refused', 'cancelled', 'discarded'] as const;
export type JournalState = (typeof journalStates)[number];

export interface StepRecord<K extends StepId = StepId> {
  readonly state: 'running' | 'done';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Written before the request that must not be sent twice: its presence means that it may have arrived. */
  readonly inputs?: StepInputs[K];
  readonly result?: StepResults[K];
  /** Changes that the platform has answered, in all tries. */
  readonly requests?: readonly AnsweredRequest[];
}
export interface AnsweredRequest {
  readonly action: string;
  readonly requestId: string;
}
/** As whom and where a publish ran last. */
export interface PublishedBy {
  /** Without its middle. */
  readonly secretId: string;
  readonly endpoint: string;
}
/** One publish on disk: enough to go on after the editor was killed at any moment. Holds no secret. */
export interface Journal {
  readonly format: 1;
  readonly plan: PublishPlan;
  /** Absent in journals of older versions of this product. */
  readonly by?: PublishedBy;
  readonly state: JournalState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly failure?: { readonly step: StepId | null; readonly message: string };
  readonly steps: { readonly [K in StepId]?: StepRecord<K> };
}
/** Files that we do not touch: written by a newer version of this product, or damaged. */
export interface UnreadableJournal {
  readonly id: string;
  readonly reason: 'newer' | 'damaged';
}
export interface Journals {
  /** Newest first. */
  list(): Promise<{ readonly journals: readonly Journal[]; readonly unreadable: readonly UnreadableJournal[] }>;
  read(id: string): Promise<Journal | UnreadableJournal | undefined>;
  /** Replaces the file in one step; the first save of a publish also takes away the oldest closed journals. */
  save(journal: Journal): Promise<void>;
  /** Closes an unfinished publish for good and removes its package. */
  discard(id: string): Promise<void>;
  /** Where the package of a publish is kept until the version is built. */
  packageFile(id: string): string;
  /** Where the list of what it ships is kept until then. */
  manifestFile(id: string): string;
  /** Removes both, and what a killed process left half-written beside them. */
  removePackage(id: string): Promise<void>;
}
export const maxJournals = 200;

/** Journals of this machine under `storagePath/publishes`, one file per publish. */
export function createJournals(files: Files, storagePath: string, now: () => number): Journals {
  const folder = files.join(storagePath, 'publishes');
  const fileOf = (id: string): string => files.join(folder, `${id}.json`);
  const packageFile = (id: string): string => files.join(folder, `${id}.zip`);
  const manifestFile = (id: string): string => files.join(folder, `${id}.manifest`);

  async function read(id: string): Promise<Journal | UnreadableJournal | undefined> {
    const text = await files.readText(fileOf(id));
    return text === undefined ? undefined : parseJournal(id, text);
  }
  async function list(): ReturnType<Journals['list']> {
    const names = (await files.exists(folder)) ? await files.list(folder) : [];
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    const found = (await Promise.all(ids.map(read))).filter((one) => one !== undefined);
    return {
      journals: found.filter(isReadable).sort((a, b) => b.createdAt - a.createdAt),
      unreadable: found.filter((one): one is UnreadableJournal => !isReadable(one)),
    };
  }
  async function removePackage(id: string): Promise<void> {
    // Whoever calls this holds the publish's lock or closes it, so that drafts of these files belong to a killed process.
    const names = await files.list(folder);
    const own = names.filter((name) => name.startsWith(`${id}.`) && name !== `${id}.json`);
    for (const name of own) await files.remove(files.join(folder, name));
  }
  async function remove(id: string): Promise<void> {
    await removePackage(id);
    await files.remove(fileOf(id));
  }
  async function prune(): Promise<void> {
    const { journals } = await list();
    const closed = journals.filter((journal) => !isUnfinished(journal));
    const tooMany = Math.max(0, journals.length - maxJournals);
    for (const journal of closed.reverse().slice(0, tooMany)) await remove(journal.plan.id);
  }
  async function save(journal: Journal): Promise<void> {
    const isNew = !(await files.exists(fileOf(journal.plan.id)));
    await files.writeAtomic(fileOf(journal.plan.id), `${JSON.stringify(journal, undefined, 2)}\n`);
    if (isNew) await prune();
  }
  async function discard(id: string): Promise<void> {
    const journal = await read(id);
    if (journal === undefined || !isReadable(journal)) return;
    await save({ ...journal, state: 'discarded', updatedAt: now() });
    await removePackage(id);
  }
  return { list, read, save, discard, packageFile, manifestFile, removePackage };
}

/** True when a publish stopped before its end and can be taken up again. */
export function isUnfinished(journal: Journal): boolean {
  return ['running', 'stopped', 'failed', 'waiting'].includes(journal.state);
}
/** True when nobody answered the create and the version did not show up: only the user may have it created once more. */
export function isUnanswered({ state, failure, steps }: Journal): boolean {
  return state === 'stopped' && failure?.step === 'version' && steps.version?.inputs !== undefined;
}
export function isReadable(found: Journal | UnreadableJournal): found is Journal {
  return 'plan' in found;
}
/** The first step that is not done, or undefined. */
export function nextStep(journal: Journal): StepId | undefined {
  return stepIds.find((id) => journal.steps[id]?.state !== 'done');
}

function parseJournal(id: string, text: string): Journal | UnreadableJournal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { id, reason: 'damaged' };
  }
  if (!isRecord(value) || typeof value.format !== 'number') return { id, reason: 'damaged' };
  if (value.format > 1) return { id, reason: 'newer' };
  return isJournal(value, id) ? value : { id, reason: 'damaged' };
}

const planTexts = [
  'profileId',
  'profileName',
  'environment',
  'platformId',
  'mnpId',
  'programName',
  'folder',
  'version',
  'intro',
  'preview',
  'entryPath',
] as const satisfies readonly (keyof PublishPlan)[];

function isJournal(value: unknown, id: string): value is Journal {
  if (!isRecord(value) || !isRecord(value.plan) || !isRecord(value.steps)) return false;
  const { plan, steps } = value;
  return (
    plan.id === id &&
    planTexts.every((key) => typeof plan[key] === 'string') &&
    typeof plan.until === 'string' &&
    isUntil(plan.until) &&
    journalStates.some((state) => state === value.state) &&
    Object.values(steps).every((step) => isRecord(step) && (step.state === 'running' || step.state === 'done'))
  );
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
