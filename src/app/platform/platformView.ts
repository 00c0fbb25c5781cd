import type { Disposable } from '../../base/disposable';
import { Emitter, Observable } from '../../base/event';
import type { PollJob } from '../refresh/poller';
import type { Presentation } from '../tree/node';
import type { Administrator } from './model';
import type { PlatformNode } from './node';
import { platformPoll } from './platformPoll';
import type { PlatformPorts, PlatformStore } from './platformStore';
import type { PlatformTree } from './platformTree';

/** What is loaded when the Platform view is first looked at, or one of its commands runs. */
export interface Platform {
  readonly store: PlatformStore;
  readonly tree: PlatformTree;
}
/** The Platform view, whose code is loaded when somebody first looks: the view begins collapsed. */
export class PlatformView implements Disposable {
  readonly #changed = new Emitter<PlatformNode | undefined>();
  /** What is known of the key; the menus follow it. */
  readonly administrator = new Observable<Administrator>('unknown');
  readonly onDidChange = this.#changed.event;
  #loading: Promise<Platform> | undefined;
  #loaded: Platform | undefined;
  #isDisposed = false;

  /** Whether the view can be seen; set by the host. */
  readonly isVisible = new Observable<boolean>(false);
  /** Looks again at what is unfolded while the view can be seen. */
  readonly pollJob: PollJob;

  constructor(private readonly ports: Omit<PlatformPorts, 'administrator'>) {
    this.pollJob = platformPoll({
      isVisible: () => this.isVisible.value,
      openLists: () => this.#loaded?.tree.openLists ?? [],
      now: () => ports.clock.now(),
    });
  }
  load(): Promise<Platform> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      // An update may be replacing the files just now: the next look finds them.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
  /** Marks what is shown as old; nothing when nothing was ever shown. */
  markStale(): void {
    this.#loaded?.store.markStale();
  }
  /** The host tells when a row is folded or unfolded. */
  setOpen(node: PlatformNode, isOpen: boolean): void {
    this.#loaded?.tree.setOpen(node, isOpen);
  }
  async getChildren(node?: PlatformNode): Promise<readonly PlatformNode[]> {
    return (await this.load()).tree.getChildren(node);
  }
  present(node: PlatformNode): Presentation {
    return this.#tree.present(node);
  }
  async resolveTooltip(node: PlatformNode): Promise<string | undefined> {
    return this.#tree.resolveTooltip(node);
  }
  parentOf(node: PlatformNode): PlatformNode | undefined {
    return this.#tree.parentOf(node);
  }
  dispose(): void {
    this.#isDisposed = true;
    this.#loaded?.tree.dispose();
    this.#loaded?.store.dispose();
    this.#changed.dispose();
    this.administrator.dispose();
    this.isVisible.dispose();
  }
  /** Whoever has a node has it from `getChildren`. */
  get #tree(): PlatformTree {
    if (!this.#loaded) throw new Error('The platform view was not loaded');
    return this.#loaded.tree;
  }
  async #load(): Promise<Platform> {
    const [{ PlatformStore }, { PlatformTree }] = await Promise.all([
      import('./platformStore'),
      import('./platformTree'),
    ]);
    const store = new PlatformStore({ ...this.ports, administrator: this.administrator });
    const tree = new PlatformTree(store, this.administrator);
    if (this.#isDisposed) {
      tree.dispose();
      store.dispose();
    }
    tree.onDidChange((node) => this.#changed.fire(node));
    this.#loaded = { store, tree };
    return this.#loaded;
  }
}
