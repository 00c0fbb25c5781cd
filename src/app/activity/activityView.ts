import { type Disposable, DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { Ports } from '../services';
import type { Presentation } from '../tree/node';
import type { ActivityTree } from './activityTree';
import type { ActivityFeed } from './feed';
import type { ActivityNode } from './node';

type ViewPorts = Pick<Ports, 'files' | 'storagePath' | 'clock' | 'log'>;
/** Milliseconds in which changes gather. */
const gatherMs = 100;

/** The Activity view. Its code is loaded and the disk is read when somebody first looks; then it follows the files. */
export class ActivityView implements Disposable {
  readonly #ports: ViewPorts;
  readonly #feed: ActivityFeed;
  readonly #changed = new Emitter<ActivityNode | undefined>();
  readonly #owned = new DisposableList();
  readonly #due = new Set<string | undefined>();
  readonly onDidChange = this.#changed.event;
  #loading: Promise<ActivityTree> | undefined;
  #tree: ActivityTree | undefined;
  #watching: DisposableList | undefined;
  #isGathering = false;
  #isDisposed = false;

  constructor(ports: ViewPorts, feed: ActivityFeed) {
    this.#ports = ports;
    this.#feed = feed;
    this.#owned.add(feed.onDidChange((id) => this.#gather(id)));
  }
  /** Whether somebody can see the view: other windows' changes are followed only then. */
  show(isVisible: boolean): void {
    if (isVisible === (this.#watching !== undefined) || this.#isDisposed) return;
    this.#watching?.dispose();
    this.#watching = isVisible ? this.#watch() : undefined;
    if (isVisible) this.#gather(undefined);
  }
  /** Keeps the ages of rows true. */
  touch(): void {
    if (this.#watching) this.#tree?.touch();
  }
  /** Reads everything again. */
  refresh(): void {
    this.#gather(undefined);
  }
  async getChildren(node?: ActivityNode): Promise<readonly ActivityNode[]> {
    return (await this.#load()).getChildren(node);
  }
  present(node: ActivityNode): Presentation {
    return this.#known.present(node);
  }
  resolveTooltip(node: ActivityNode): Promise<string | undefined> {
    return Promise.resolve(this.#known.resolveTooltip(node));
  }
  parentOf(node: ActivityNode): ActivityNode | undefined {
    return this.#tree?.parentOf(node);
  }
  dispose(): void {
    this.#isDisposed = true;
    this.#watching?.dispose();
    this.#owned.dispose();
    this.#tree?.dispose();
    this.#changed.dispose();
  }
  /** Whoever has a node has it from `getChildren`. */
  get #known(): ActivityTree {
    if (!this.#tree) throw new Error('The activity view was not loaded');
    return this.#tree;
  }
  #load(): Promise<ActivityTree> {
    this.#loading ??= this.#loadNow().catch((error: unknown) => {
      // An update may be replacing the files just now: the next look finds them.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
  async #loadNow(): Promise<ActivityTree> {
    const [{ ActivityTree }, { createEntries }] = await Promise.all([import('./activityTree'), import('./entries')]);
    const { clock, log } = this.#ports;
    const tree = new ActivityTree(createEntries(this.#ports, this.#feed), () => clock.now(), log);
    if (this.#isDisposed) tree.dispose();
    tree.onDidChange((node) => this.#changed.fire(node));
    this.#tree = tree;
    return tree;
  }
  #watch(): DisposableList {
    const { files, storagePath } = this.#ports;
    const list = new DisposableList();
    for (const name of ['publishes', 'activity', 'locks']) {
      const onFile = (file: string | undefined): void => this.#onFile(file);
      list.add(files.watch(files.join(storagePath, name), onFile));
    }
    return list;
  }
  #onFile(name: string | undefined): void {
    // Drafts, packages and manifests say nothing; a lock that comes or goes says who works.
    if (name === undefined || /\.lock$/.test(name)) this.#gather(undefined);
    else if (/^[\w-]+\.json$/.test(name)) this.#gather(name.slice(0, -'.json'.length));
  }
  #gather(id: string | undefined): void {
    if (!this.#tree || this.#isDisposed) return;
    this.#due.add(id);
    if (this.#isGathering) return;
    this.#isGathering = true;
    void this.#flush();
  }
  async #flush(): Promise<void> {
    try {
      await this.#ports.clock.sleep(gatherMs);
      const ids = this.#due.has(undefined) ? [undefined] : [...this.#due];
      this.#due.clear();
      this.#isGathering = false;
      for (const id of ids) await this.#tree?.refresh(id);
    } catch (error) {
      this.#isGathering = false;
      this.#ports.log.warn(`activity view: ${messageOf(error)}`);
    }
  }
}
