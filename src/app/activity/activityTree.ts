import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { messageOf } from '../../base/errors';
import type { Log } from '../../base/log';
import type { Presentation } from '../tree/node';
import { escapeMarkdown, factLines } from '../tree/markdown';
import { type Detail, detailsOf } from './details';
import type { ActivityEntry, Entries } from './entries';
import type { ActivityNode, DetailNode, EntryNode } from './node';
import { presentDetail, presentEntry } from './rows';
import { labelOf, lookOf } from './words';

interface Shown {
  readonly node: EntryNode;
  readonly entry: ActivityEntry;
  readonly children: ReadonlyMap<string, { readonly node: DetailNode; readonly detail: Detail }>;
}
/** The Activity view as data: what is on disk, read again when something is said to have changed. */
export class ActivityTree implements Disposable {
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new Emitter<ActivityNode | undefined>());
  #shown = new Map<string, Shown>();
  /** Looks that have not changed are the same object: VS Code keeps every item that it was ever given. */
  readonly #looks = new Map<string, Presentation>();
  #reading: Promise<void> | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly entries: Entries,
    private readonly now: () => number,
    private readonly log: Log,
  ) {}
  async getChildren(node?: ActivityNode): Promise<readonly ActivityNode[]> {
    if (node?.kind === 'detail') return [];
    if (node) return [...(this.#shown.get(node.activityId)?.children.values() ?? [])].map((child) => child.node);
    await this.#read();
    return [...this.#shown.values()].map((shown) => shown.node);
  }
  present(node: ActivityNode): Presentation {
    const made = this.#make(node);
    const known = this.#looks.get(node.id);
    if (known && JSON.stringify(known) === JSON.stringify(made)) return known;
    this.#looks.set(node.id, made);
    return made;
  }
  /** Markdown with everything that is known of the entry. */
  resolveTooltip(node: ActivityNode): string | undefined {
    const entry = this.#shown.get(node.activityId)?.entry;
    if (!entry || node.kind === 'detail') return undefined;
    const facts = factLines(detailsOf(entry).map(({ label, value, step }) => [label, value || (step && '–')]));
    return `### ${escapeMarkdown(labelOf(entry))}\n\n${escapeMarkdown(lookOf(entry, this.now()).text)}\n\n${facts}`;
  }
  parentOf(node: ActivityNode): ActivityNode | undefined {
    return node.kind === 'detail' ? this.#shown.get(node.activityId)?.node : undefined;
  }
  entryOf(id: string): ActivityEntry | undefined {
    return this.#shown.get(id)?.entry;
  }
  /** Reads one entry again, or all, and draws what is different. Never rejects. */
  async refresh(id?: string): Promise<void> {
    try {
      const known = id === undefined ? undefined : this.#shown.get(id);
      if (!known) {
        this.#changed.fire(undefined);
        return;
      }
      const entry = await this.entries.read(known.entry.id);
      if (!entry) {
        this.#changed.fire(undefined);
        return;
      }
      this.#shown.set(entry.id, shownOf(entry, known));
      this.#changed.fire(known.node);
    } catch (error) {
      this.log.warn(`activity: ${messageOf(error)}`);
    }
  }
  /** Draws all rows again: "3 min ago" has become "4 min ago". */
  touch(): void {
    for (const { node } of this.#shown.values()) {
      const before = this.#looks.get(node.id);
      if (before && before !== this.present(node)) this.#changed.fire(node);
    }
  }
  dispose(): void {
    this.#owned.dispose();
    this.#shown.clear();
    this.#looks.clear();
  }
  #make(node: ActivityNode): Presentation {
    const shown = this.#shown.get(node.activityId);
    if (node.kind === 'activity') return presentEntry(node, shown?.entry, this.now());
    return presentDetail(node, shown?.children.get(node.key)?.detail);
  }
  #read(): Promise<void> {
    this.#reading ??= this.#readNow().finally(() => (this.#reading = undefined));
    return this.#reading;
  }
  async #readNow(): Promise<void> {
    const entries = await this.entries.list();
    const before = this.#shown;
    this.#shown = new Map(entries.map((entry) => [entry.id, shownOf(entry, before.get(entry.id))]));
    for (const [id, { node, children }] of before) {
      if (this.#shown.has(id)) continue;
      this.#looks.delete(node.id);
      for (const child of children.values()) this.#looks.delete(child.node.id);
    }
  }
}
/** The same node object for the same entry and row, whatever it says by now. */
function shownOf(entry: ActivityEntry, before: Shown | undefined): Shown {
  const { id } = entry;
  const node = before?.node ?? { kind: 'activity', id: `activity/${id}`, activityId: id };
  const children = detailsOf(entry).map((detail) => {
    const { key } = detail;
    const child = before?.children.get(key)?.node ?? {
      kind: 'detail' as const,
      id: `activity/${id}/${key}`,
      activityId: id,
      key,
    };
    return [key, { node: child, detail }] as const;
  });
  return { node, entry, children: new Map(children) };
}
