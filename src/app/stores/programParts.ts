import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { type DomainLists, readDomains } from '../domains/domains';
import type { ProgramPart } from '../model/partRefs';
import { type Permission, readPermissions } from '../permissions/permissions';
import { ReadStore } from './readStore';

/** What is known of mini programs besides their versions. Read when somebody unfolds it. */
export class ProgramParts implements Disposable {
  readonly domains = new ReadStore<DomainLists>((session, program) => readDomains(session, program));
  readonly permissions = new ReadStore<readonly Permission[]>((session, program) => readPermissions(session, program));
  readonly #changed = new Emitter<string>();
  /** Fires with the program id of which something was read. */
  readonly onDidChange = this.#changed.event;

  constructor() {
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
