import type { Disposable } from '../../base/disposable';
import { isCancelled, messageOf } from '../../base/errors';
import { ApiError } from '../../client/errors';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import type { ProgramRef } from '../model/refs';
import type { Profile } from '../profile';
import { mayHaveHappened } from '../publish/unanswered';
import type { Ports } from '../services';
import type { ActivityFeed } from './feed';
import { masked } from './masked';
import type { ActivityRecord, ChangeSubject, Fact } from './record';
import { createRecords, recordId, type Records } from './records';

type RecordPorts = Pick<Ports, 'files' | 'storagePath' | 'clock' | 'newId' | 'redact' | 'log'> & {
  readonly activityFeed?: ActivityFeed;
};
export interface ChangeToRecord {
  readonly profile: Profile;
  /** Worded: "Releasing 1.1.0 of Gift Cards". */
  readonly title: string;
  readonly mnpId: string | undefined;
  readonly subject: ChangeSubject | undefined;
}
/** What the work of a change tells while it goes on. */
export interface Recording {
  /** The request was answered, or nobody answered it; from now on it is read back. */
  sent(reply: unknown): void;
  /** What is known only now: the mini program that was created. */
  about(ref: ProgramRef): void;
  /** What the platform answered that is worth keeping. */
  learned(...facts: readonly Fact[]): void;
  /** Some of what was asked for failed, or is not known to be done, although the work throws nothing. */
  incomplete(state: 'failed' | 'unsure', message: string): void;
}

/**
 * Runs work that changes something and keeps on disk what it was and what came of it. Answers and throws what the work does:
 * a disk that cannot be written to stops no change.
 */
export async function recordChange<T>(
  ports: RecordPorts,
  change: ChangeToRecord,
  work: (recording: Recording) => Promise<T>,
): Promise<T> {
  const running = new RunningRecord(ports, firstRecord(ports, change));
  await running.start();
  try {
    const result = await work(running);
    await running.end();
    return result;
  } catch (error) {
    if (error instanceof ApiError) running.answered(error.requestId);
    running.incomplete(stateAfter(error), present(error)?.message ?? messageOf(error));
    await running.end();
    throw error;
  }
}
/** After an error of our own the request had gone out, and what came of it was not seen; unless the answer told. */
const stateAfter = (error: unknown): 'failed' | 'unsure' =>
  (error instanceof UserError && error.reason !== 'refused') || isCancelled(error) || mayHaveHappened(error)
    ? 'unsure'
    : 'failed';

function firstRecord({ clock, newId, redact }: RecordPorts, change: ChangeToRecord): ActivityRecord {
  const { profile, title, mnpId, subject } = change;
  const now = clock.now();
  const ref = subject?.ref;
  return {
    format: 1,
    id: recordId(now, newId()),
    kind: subject?.kind ?? 'other',
    title: redact(title),
    profileId: profile.id,
    profileName: profile.name,
    environment: profile.environment,
    platformId: profile.platformId,
    endpoint: profile.endpoint,
    secretId: masked(profile.secretId),
    mnpId: ref?.mnpId ?? mnpId ?? null,
    programName: ref === undefined ? null : ref.kind === 'program' ? ref.name : ref.programName,
    versionId: ref?.kind === 'version' ? ref.versionId : null,
    version: ref?.kind === 'version' ? ref.version : null,
    state: 'running',
    startedAt: now,
    steps: [{ name: 'send', startedAt: now }],
    facts: (subject?.facts ?? []).map(([label, value]) => [label, redact(value)] as const),
  };
}

type Outcome = Pick<ActivityRecord, 'state' | 'message'>;

class RunningRecord implements Recording {
  readonly #records: Records;
  #record: ActivityRecord;
  #held: Disposable | undefined;
  #outcome: Outcome = { state: 'done' };
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: RecordPorts,
    record: ActivityRecord,
  ) {
    this.#records = createRecords(ports.files, ports.storagePath);
    this.#record = record;
  }
  async start(): Promise<void> {
    const { id } = this.#record;
    await this.#quietly(async () => {
      this.#held = await this.#records.hold(id);
      await this.#records.save(this.#record);
    });
    this.ports.activityFeed?.started(id);
  }
  sent(reply: unknown): void {
    const now = this.ports.clock.now();
    this.answered(requestIdOf(reply));
    const steps = this.#record.steps.map((step) => ({ ...step, endedAt: now }));
    this.#save({ steps: [...steps, { name: 'read', startedAt: now }] });
  }
  about({ mnpId, name }: ProgramRef): void {
    this.#record = { ...this.#record, mnpId, programName: name };
  }
  learned(...facts: readonly Fact[]): void {
    const redacted = facts.map(([label, value]) => [label, this.ports.redact(value)] as const);
    this.#record = { ...this.#record, facts: [...this.#record.facts, ...redacted] };
  }
  incomplete(state: 'failed' | 'unsure', message: string): void {
    this.#outcome = { state, message: this.ports.redact(message) };
  }
  answered(requestId: string | undefined): void {
    if (requestId === undefined) return;
    const steps = this.#record.steps.map((step) => (step.name === 'send' ? { ...step, requestId } : step));
    this.#record = { ...this.#record, steps };
  }
  async end(): Promise<void> {
    const endedAt = this.ports.clock.now();
    const steps = this.#record.steps.map((step) => (step.endedAt === undefined ? { ...step, endedAt } : step));
    this.#save({ ...this.#outcome, endedAt, steps });
    await this.#saving;
    this.#held?.dispose();
    this.ports.activityFeed?.ended(this.#record.id);
  }
  #save(change: Partial<ActivityRecord>): void {
    const record = { ...this.#record, ...change };
    this.#record = record;
    this.#saving = this.#saving
      .then(() => this.#quietly(() => this.#records.save(record)))
      .then(() => this.ports.activityFeed?.changed(record.id));
  }
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.ports.log.warn(`activity ${this.#record.id} was not written down: ${messageOf(error)}`);
    }
  }
}
function requestIdOf(reply: unknown): string | undefined {
  const id = typeof reply === 'object' && reply !== null && 'requestId' in reply ? reply.requestId : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
