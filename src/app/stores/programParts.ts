import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { type DomainLists, readDomains } from '../domains/domains';
import type { ProgramPart } from '../model/partRefs';
import { type Permission, readPermissions } from '../permissions/permissions';
import { ReadStore } from './readStore';

/** What is known of mini programs besides their versions. Read when somebody unfolds it. */
export class ProgramParts implements Disposable {
  readonly domains: ReadStore<DomainLists>;
  readonly permissions: ReadStore<readonly Permission[]>;
  readonly #changed = new Emitter<string>();
  /** Fires with the program id of which something was read. */
  readonly onDidChange = this.#changed.event;

  constructor(clock: Pick<Clock, 'now'>) {
    this.domains = new ReadStore((session, program) => readDomains(session, program), clock);
    this.permissions = new ReadStore((session, program) => readPermissions(session, program), clock);
    for (const part of this.#all()) part.onDidChange((mnpId) => this.#changed.fire(mnpId));
  }
  markStale(mnpId?: string): void {
    for (const part of this.#all()) part.markStale(mnpId);
  }
  clear(): void {
    for (const part of this.#all()) part.clear();
  }
  dispose(): void {
    for (const part of this.#all()) part.dispose();
    this.#changed.dispose();
  }
  #all(): readonly (ReadStore<DomainLists> | ReadStore<readonly Permission[]>)[] {
    return [this.domains, this.permissions] as const satisfies readonly ProgramParts[ProgramPart][];
  }
}
