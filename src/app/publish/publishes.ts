import { messageOf } from '../../base/errors';
import { Observable } from '../../base/event';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../errors/userError';
import type { AppContext, Ports } from '../services';
import { createJournals, isReadable, isUnfinished, type Journal, type Journals } from './journal';
import { isAtWork, isBusy, lockPublish } from './lock';

/** `sessions` where publishes are discarded: the store of a profile is asked to forget what was not finished. */
export type PublishesPorts = Pick<Ports, 'files' | 'storagePath' | 'clock'> &
  Partial<Pick<AppContext, 'log'>> & { readonly sessions?: Pick<AppContext['sessions'], 'open'> };

/** The publishes of this machine that wait to be taken up again. Reads the disk only when asked. */
export class Publishes implements Disposable {
  readonly journals: Journals;
  /** The context key `miniProgram.resumable`; false until `refresh` was called. */
  readonly resumable = new Observable(false);
  readonly #ports: PublishesPorts;

  constructor(ports: PublishesPorts) {
    this.#ports = ports;
    this.journals = createJournals(ports.files, ports.storagePath, () => ports.clock.now());
  }
  /** Reads the journals again; the unfinished ones, newest first. Those that a living process works on are not offered. */
  async refresh(): Promise<readonly Journal[]> {
    const { journals } = await this.journals.list();
    const found: Journal[] = [];
    for (const journal of journals.filter(isUnfinished)) {
      if (journal.state !== 'running' || !(await isBusy(this.#ports, journal.plan))) found.push(journal);
    }
    this.resumable.set(found.length > 0);
    return found;
  }
  /** A publish that ended as planned before its approval, and can be submitted now. */
  async atGate(id: string): Promise<Journal | undefined> {
    const journal = await this.journals.read(id);
    if (journal === undefined || !isReadable(journal)) return undefined;
    const isBefore = ['uploaded', 'built', 'preview'].includes(journal.plan.until);
    return journal.state === 'done' && isBefore ? journal : undefined;
  }
  /** The user has said that a create which nobody answered is to be sent once more, when the publish is resumed. */
  async allowCreateAgain(journal: Journal): Promise<void> {
    const { version } = journal.steps;
    if (version?.inputs === undefined) return;
    const inputs = { ...version.inputs, again: true } as const;
    await this.journals.save({ ...journal, steps: { ...journal.steps, version: { ...version, inputs } } });
  }
  /**
   * Closes it for good; what its upload left unfinished in the store goes too, as far as the store can be reached. Answers
   * whether nothing is left there. Throws `UserError` with reason `busy` while some living process works on it.
   */
  async discard(id: string): Promise<boolean> {
    const lock = await this.#lock(id);
    try {
      const journal = await this.journals.read(id);
      await this.journals.discard(id);
      const isGone = journal === undefined || !isReadable(journal) || (await this.#forgetUpload(journal));
      await this.refresh();
      return isGone;
    } finally {
      lock?.dispose();
    }
  }
  /** Undefined where there is nothing to lock, and while another publish of the same mini program has the lock. */
  async #lock(id: string): Promise<Disposable | undefined> {
    const journal = await this.journals.read(id);
    if (journal === undefined || !isReadable(journal)) return undefined;
    try {
      return await lockPublish(this.#ports, journal.plan);
    } catch (error) {
      const now = await this.journals.read(id);
      const isOther = now !== undefined && isReadable(now) && !(await isAtWork(this.#ports, now));
      if (!isOther || !(error instanceof UserError && error.reason === 'busy')) throw error;
      return undefined;
    }
  }
  async #forgetUpload({ plan, steps: { upload } }: Journal): Promise<boolean> {
    const { sessions, log } = this.#ports;
    const place = upload?.inputs;
    // The platform's own store and web servers keep nothing of an upload that was cut off.
    if (upload?.state === 'done' || (place?.kind !== 'cos' && place?.kind !== 'smh')) return true;
    try {
      const session = await sessions?.open(plan.profileId);
      // A target that has changed meanwhile cannot speak for the one before.
      return (await session?.upload.discard?.(place)) ?? false;
    } catch (error) {
      log?.warn(`publish ${plan.id}: what its upload left in the store stays there for now: ${messageOf(error)}`);
      return false;
    }
  }
  dispose(): void {
    this.resumable.dispose();
  }
}
