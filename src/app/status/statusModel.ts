import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { type Event, Observable } from '../../base/event';
import type { Log } from '../../base/log';
import type { VersionRef } from '../model/refs';
import type { Memento } from '../ports';
import type { PublishActivity, Sessions } from '../services';
import type { ProgramStore } from '../stores/programStore';
import { factsOf, loadFacts, saveFacts, type StatusFacts } from './facts';
import type { LinkedState } from './linked';
import { type StatusView, statusView } from './view';

export interface StatusPorts {
  readonly clock: Clock;
  readonly workspaceState: Memento;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly store: ProgramStore;
  readonly linked: LinkedState;
  readonly activity: Observable<PublishActivity | undefined>;
  /** Versions whose verdict somebody waits for. */
  readonly watches?: { readonly value: readonly VersionRef[]; readonly onDidChange: Event<unknown> };
}
/** Keeps the status bar's words up to date; asks the platform nothing by itself. */
export class StatusModel implements Disposable {
  readonly view = new Observable<StatusView | undefined>(undefined);
  readonly #ports: StatusPorts;
  readonly #disposables = new DisposableList();

  constructor(ports: StatusPorts) {
    this.#ports = ports;
    const update = (): void => this.update();
    for (const source of [ports.sessions, ports.store, ports.activity, ports.linked.current])
      this.#disposables.add(source.onDidChange(update));
    if (ports.watches) this.#disposables.add(ports.watches.onDidChange(update));
    this.update();
  }
  /** What is known of the linked program: of this session, else of the last one. */
  get facts(): StatusFacts | undefined {
    const { sessions, store, linked, workspaceState } = this.#ports;
    const profile = sessions.active;
    const mnpId = linked.id;
    if (!profile || mnpId === undefined) return undefined;
    const { value } = store.versionStates.stateOf(mnpId);
    if (!value) return loadFacts(workspaceState, profile.id, mnpId);
    return factsOf(store.refOf(profile.id, mnpId).name, value);
  }
  update(): void {
    const { sessions, store, linked, activity, clock, workspaceState, log } = this.#ports;
    const profile = sessions.active;
    const mnpId = linked.id;
    if (!profile || mnpId === undefined) {
      this.view.set(undefined);
      return;
    }
    const { facts } = this;
    const { error, value } = store.versionStates.stateOf(mnpId);
    if (facts && value && JSON.stringify(loadFacts(workspaceState, profile.id, mnpId)) !== JSON.stringify(facts))
      saveFacts(workspaceState, profile.id, mnpId, facts).catch((error: unknown) =>
        log.warn(`status of ${mnpId} was not kept: ${messageOf(error)}`),
      );
    const running = activity.value?.mnpId === mnpId ? activity.value : undefined;
    const watched = this.#ports.watches?.value.filter((ref) => ref.profileId === profile.id && ref.mnpId === mnpId);
    const next = statusView({
      mnpId,
      profile,
      facts,
      error,
      activity: running,
      watched: watched?.map(({ version }) => version),
      now: clock.now(),
    });
    if (JSON.stringify(next) !== JSON.stringify(this.view.value)) this.view.set(next);
  }
  dispose(): void {
    this.#disposables.dispose();
    this.view.dispose();
  }
}
