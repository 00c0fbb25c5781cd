import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import { throwIfAborted } from '../../base/errors';
import type { Log } from '../../base/log';
import type { PackJob, PackResult } from '../../pack/packTypes';
import type { Widened } from '../packing/changes';
import type { Files, ProgressHandle } from '../ports';
import type { Session } from '../services';
import { notingAnswers } from './answers';
import type { AnsweredRequest, Journal, Journals, StepRecord } from './journal';
import type { AskSecrets } from './packOrAsk';
import { stepsUntil, type PublishPlan, type StepId, type StepInputs, type StepResults } from './plan';
import { stepDoing } from './stepWords';

/** Where and as whom a publish runs. */
export interface PublishContext {
  readonly session: Session;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of this machine for journals and locks. Absolute. */
  readonly storagePath: string;
  /** Takes the secrets that the host knows out of what is written down; without it only what looks like one goes. */
  readonly redact?: (text: string) => string;
}
/** Milliseconds that the waits of a publish may take. */
export interface PublishTiming {
  readonly firstPollMs: number;
  readonly maxPollMs: number;
  /** For the platform to build a version. */
  readonly buildMs: number;
  /** After a create that nobody answered, for the version to show up: it does when it is built. Default `buildMs`. */
  readonly unansweredMs?: number;
  /** For the platform to show a change that it has accepted, or that nobody answered. */
  readonly verifyMs: number;
  /** For reviewers to decide; 0 = look once. */
  readonly approvalMs: number;
}
const defaultTiming: PublishTiming = {
  firstPollMs: 1_000,
  maxPollMs: 10_000,
  buildMs: 20 * 60_000,
  verifyMs: 30_000,
  approvalMs: 0,
};
export interface PublishDeps {
  readonly packFolder: (job: PackJob) => Promise<PackResult>;
  /** Gets the folder ready, once before each packing: what it throws stops the publish. */
  readonly beforePack?: (
    folder: string,
    progress: { readonly signal: AbortSignal; readonly report: (text: string) => void },
  ) => Promise<void>;
  /** Asked once when another version is the preview; the answer is remembered in the plan. */
  readonly replacePreview: (otherVersion: string) => Promise<boolean>;
  /** Asked when nothing but secrets stands in the way of packing; the answer is for this run only. Without it they do. */
  readonly shipSecrets?: AskSecrets;
  /** Asked when nothing differs from this version, which the platform has; without it the publish goes on. */
  readonly shipIdentical?: (version: string) => Promise<boolean>;
  /** Asked when permissions or domains were added since this version; without it the publish goes on. */
  readonly shipWidened?: (widened: Widened, version: string) => Promise<boolean>;
  readonly timing?: Partial<PublishTiming>;
  /** Hears every change of the journal after it is on disk. */
  readonly onJournal?: (journal: Journal) => void;
}

/** What the work of one step gets. */
export interface StepScope<K extends StepId> {
  readonly signal: AbortSignal;
  /** What an earlier try wrote before it sent something: its presence means that the request may have arrived. */
  readonly inputs: StepInputs[K] | undefined;
  /** Writes what is needed to read back, before the request goes out. The point of no return. */
  sending(inputs: StepInputs[K]): Promise<void>;
  /** Takes that back: the platform has said no, nothing happened. */
  notSent(): Promise<void>;
  report(detail: string): void;
}
export interface StepOptions<K extends StepId> {
  /** Whether a result from the journal is of no more use, so that the step is taken again. */
  readonly again?: (result: StepResults[K]) => boolean | Promise<boolean>;
  /** What of the result may be kept on disk. */
  readonly record?: (result: StepResults[K]) => StepResults[K];
}

const failedSteps = new WeakMap<object, StepId>();
/** The step in which this error was thrown, when a publish threw it. */
export function stepOfError(error: unknown): StepId | undefined {
  return typeof error === 'object' && error !== null ? failedSteps.get(error) : undefined;
}

/** One publish while it runs: keeps the journal before and after each step and tells what is being done. */
export class PublishRun {
  readonly timing: PublishTiming;
  readonly signal: AbortSignal;
  readonly context: PublishContext;
  #journal: Journal;
  #current: StepId | undefined;

  constructor(
    context: PublishContext,
    readonly deps: PublishDeps,
    private readonly handle: ProgressHandle,
    readonly journals: Journals,
    journal: Journal,
  ) {
    const { session } = context;
    const client = notingAnswers(session.client, (answer) => this.#note(answer));
    this.context = { ...context, session: { ...session, client } };
    this.timing = { ...defaultTiming, ...deps.timing };
    this.signal = handle.signal;
    this.#journal = journal;
  }
  get journal(): Journal {
    return this.#journal;
  }
  get plan(): PublishPlan {
    return this.#journal.plan;
  }
  /** True once the platform may have been asked to create or change something. */
  get isPastNoReturn(): boolean {
    const { version } = this.#journal.steps;
    return version?.inputs !== undefined || version?.state === 'done';
  }
  /** Writes the journal, then tells who listens. */
  async save(change: Partial<Journal>): Promise<void> {
    const journal = { ...this.#journal, ...change, updatedAt: this.context.clock.now() };
    await this.journals.save(journal);
    this.#journal = journal;
    this.deps.onJournal?.(journal);
  }
  /** Forgets steps, so that they are taken again. */
  async forget(steps: readonly StepId[]): Promise<void> {
    const kept = Object.entries(this.#journal.steps).filter(([id]) => !steps.includes(id as StepId));
    await this.save({ steps: Object.fromEntries(kept) });
  }
  result<K extends StepId>(id: K): StepResults[K] | undefined {
    return this.#journal.steps[id]?.result;
  }
  /** Takes one step, or answers what it answered before. Errors are marked with the step (`stepOfError`). */
  async step<K extends StepId>(
    id: K,
    work: (scope: StepScope<K>) => Promise<StepResults[K]>,
    options: StepOptions<K> = {},
  ): Promise<StepResults[K]> {
    const { clock, log } = this.context;
    const before = this.#journal.steps[id];
    if (before?.state === 'done' && before.result !== undefined && !(await options.again?.(before.result)))
      return before.result;
    try {
      throwIfAborted(this.signal);
      this.report(id);
      this.#current = id;
      const startedAt = clock.now();
      const inputs = before?.inputs;
      await this.#record(id, { state: 'running', startedAt, ...(inputs && { inputs }) });
      log.info(`publish ${this.plan.id}: ${id} started`);
      const result = await work(this.#scope(id, startedAt));
      const kept = options.record?.(result) ?? result;
      const now = this.#journal.steps[id]?.inputs;
      await this.#record(id, {
        state: 'done',
        startedAt,
        endedAt: clock.now(),
        ...(now && { inputs: now }),
        result: kept,
      });
      log.info(`publish ${this.plan.id}: ${id} done in ${clock.now() - startedAt} ms`);
      return result;
    } catch (error) {
      if (typeof error === 'object' && error !== null && !failedSteps.has(error)) failedSteps.set(error, id);
      throw error;
    }
  }
  /** "2/5 Uploading", with what is known in detail. Says when cancelling no longer takes anything back. */
  report(id: StepId, detail?: string): void {
    const steps = stepsUntil(this.plan.until);
    const doing = stepDoing(id, this.plan.version);
    const text = detail === undefined ? doing : `${doing} ${detail}`;
    const message = l10n.t('{0}/{1} {2}', steps.indexOf(id) + 1, steps.length, text);
    this.handle.report({ message: this.isPastNoReturn ? l10n.t('{0} (Cancel only stops waiting)', message) : message });
  }
  #scope<K extends StepId>(id: K, startedAt: number): StepScope<K> {
    const inputs = this.#journal.steps[id]?.inputs;
    return {
      signal: this.signal,
      inputs,
      sending: async (next) => {
        throwIfAborted(this.signal);
        await this.#record(id, { state: 'running', startedAt, inputs: next });
        this.report(id);
      },
      notSent: () => this.#record(id, { state: 'running', startedAt }),
      report: (detail) => this.report(id, detail),
    };
  }
  async #record<K extends StepId>(id: K, record: StepRecord<K>): Promise<void> {
    const requests = this.#journal.steps[id]?.requests;
    await this.save({ steps: { ...this.#journal.steps, [id]: { ...record, ...(requests && { requests }) } } });
  }
  /** Written down with the next change of the journal. */
  #note(answer: AnsweredRequest): void {
    const id = this.#current;
    const record = id && this.#journal.steps[id];
    if (!record) return;
    const requests = [...(record.requests ?? []), answer];
    this.#journal = { ...this.#journal, steps: { ...this.#journal.steps, [id]: { ...record, requests } } };
  }
}
