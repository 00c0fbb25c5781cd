import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { Observable } from '../../base/event';
import type { Log } from '../../base/log';
import type { Profile } from '../profile';
import type { PollJob } from '../refresh/poller';
import type { Sessions } from '../services';
import type { ProgramStore } from '../stores/programStore';
import type { FaultList } from './fault';
import type { FaultControl } from './faultControl';

export interface FaultWatchPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly sessions: Pick<Sessions, 'active' | 'onDidChange'>;
  readonly store: Pick<ProgramStore, 'list'>;
  /** Loaded when a sandbox is asked for the first time. */
  readonly control: (profile: Profile) => Promise<FaultControl>;
}
/** Milliseconds between two looks while faults wait, so that the row tells when they have struck. */
const everyMs = 5_000;

/** How many faults wait in the sandbox of this window; 0 when the profile is none. */
export class FaultWatch implements Disposable {
  readonly count = new Observable(0);
  readonly #ports: FaultWatchPorts;
  readonly #owned = new DisposableList();
  #profileId: string | undefined;
  #listReadAt: number | undefined;
  #readAt: number | undefined;
  #looking: Promise<boolean> | undefined;

  constructor(ports: FaultWatchPorts) {
    this.#ports = ports;
    const { sessions, store } = ports;
    this.#owned.add(this.count);
    this.#owned.add(sessions.onDidChange(() => this.#onProfile()));
    // The sandbox runs and somebody looks: what was left waiting by another window, or a script, is told as well.
    this.#owned.add(
      store.list.onDidChange(() => {
        const { readAt } = store.list.state;
        if (readAt === undefined || readAt === this.#listReadAt) return;
        this.#listReadAt = readAt;
        void this.#look();
      }),
    );
  }
  /** While something waits; `readAt` tells the poller when it was seen last. */
  get pollJob(): PollJob {
    return {
      name: 'faults',
      needs: 'view',
      everyMs: () => (this.count.value > 0 ? everyMs : undefined),
      readAt: () => this.#readAt,
      look: () => this.#look(),
    };
  }
  /** What somebody has just read of a profile. */
  note(profile: Profile, list: FaultList): void {
    if (profile.id !== this.#ports.sessions.active?.id) return;
    this.#profileId = profile.id;
    this.#readAt = this.#ports.clock.now();
    this.count.set(list.waiting.length);
  }
  dispose(): void {
    this.#owned.dispose();
  }
  #onProfile(): void {
    if (this.#ports.sessions.active?.id === this.#profileId) return;
    this.#profileId = undefined;
    this.#listReadAt = undefined;
    this.count.set(0);
  }
  #look(): Promise<boolean> {
    return (this.#looking ??= this.#read().finally(() => (this.#looking = undefined)));
  }
  async #read(): Promise<boolean> {
    const { sessions, control, log } = this.#ports;
    const profile = sessions.active;
    if (profile?.environment !== 'sandbox') return true;
    try {
      this.note(profile, await (await control(profile)).list());
      return true;
    } catch (error) {
      // Nobody asked: an emulator of somebody else's need not tell us.
      log.debug(`The faults of the sandbox are not known: ${messageOf(error)}`);
      if (sessions.active?.id === profile.id) this.count.set(0);
      return false;
    }
  }
}
