import type { Presentation } from './node';

/** A view as data, as its host asks for it. */
export interface RowSource<N extends object> {
  getChildren(node?: N): Promise<readonly N[]>;
  present(node: N): Presentation;
  /** Markdown; undefined = none. */
  resolveTooltip(node: N): Promise<string | undefined>;
  parentOf(node: N): N | undefined;
  /** The host tells when a row is folded or unfolded. */
  setOpen?(node: N, isOpen: boolean): void;
}
interface Options {
  /** Whether somebody can see the view: nothing is read for one that is hidden. */
  readonly isVisible: () => boolean;
  /** Resolves after as long as the host may be left with old rows while new ones are read. */
  readonly patience: () => Promise<void>;
}

/**
 * What the host was given of a view, to find out what it must draw anew. VS Code knows no row below one that it draws anew
 * until it has asked for all of them again: a menu item chosen meanwhile comes without its row. So it hears of a row only
 * when that one looks otherwise or has other children. What is folded or hidden is compared when it can be seen again.
 *
 * Invariant: for each row the host shows what it was last given here, or it is about to ask again.
 */
export class ShownRows<N extends object> {
  #roots: readonly N[] | undefined;
  readonly #children = new WeakMap<N, readonly N[]>();
  readonly #looks = new WeakMap<N, Presentation>();
  /** Of rows on which the mouse has rested. */
  readonly #tooltips = new WeakMap<N, string | undefined>();
  readonly #folded = new WeakSet<N>();

  constructor(
    private readonly source: RowSource<N>,
    private readonly options: Options,
  ) {}
  /** The children for the host; undefined = the roots. */
  async getChildren(node?: N): Promise<readonly N[]> {
    const children = await this.source.getChildren(node);
    if (node) this.#children.set(node, children);
    else this.#roots = children;
    return children;
  }
  /** The looks for the host, which forgets the tooltip that it had. */
  present(node: N): Presentation {
    const looks = this.source.present(node);
    this.#looks.set(node, looks);
    this.#tooltips.delete(node);
    return looks;
  }
  async resolveTooltip(node: N): Promise<string | undefined> {
    const tooltip = await this.source.resolveTooltip(node);
    this.#tooltips.set(node, tooltip);
    return tooltip;
  }
  /** The host tells when somebody folds or unfolds a row. */
  setOpen(node: N, isOpen: boolean): void {
    this.source.setOpen?.(node, isOpen);
    if (isOpen) this.#folded.delete(node);
    else this.#folded.add(node);
  }
  /**
   * The rows to draw anew, each with all below it, after something changed at or below `node` (undefined = anywhere). Reads
   * what is due; where that takes longer than patience lasts, the host is to ask by itself, and shows that it waits.
   */
  async changes(node?: N): Promise<readonly (N | undefined)[]> {
    if (!this.options.isVisible() || (node && this.#isHidden(node))) return [];
    return node ? this.#ofRow(node) : this.#below(undefined);
  }
  async #ofRow(node: N): Promise<readonly (N | undefined)[]> {
    const before = this.#looks.get(node);
    // The host does not know it yet, or asks just now.
    if (!before) return [];
    if (!isSameLooks(before, this.source.present(node)) || (await this.#hasOtherTooltip(node))) return [node];
    return this.#below(node);
  }
  async #below(parent: N | undefined): Promise<readonly (N | undefined)[]> {
    const before = parent ? this.#children.get(parent) : this.#roots;
    if (!before || (parent && this.#folded.has(parent))) return [];
    const now = await Promise.race([this.source.getChildren(parent), this.options.patience()]);
    if (!now || !this.#isSameList(before, now)) return [parent];
    const doubtful = now.filter((child) => !this.#isPlain(child));
    return (await Promise.all(doubtful.map((child) => this.#ofRow(child)))).flat();
  }
  /** A row with nothing below it that looks as it did: most of thousands are such, and cost no promise. */
  #isPlain(node: N): boolean {
    const before = this.#looks.get(node);
    if (!before || this.#children.has(node) || this.#tooltips.has(node)) return false;
    return isSameLooks(before, this.source.present(node));
  }
  /** The host finds a row again by its object and by its id. */
  #isSameList(before: readonly N[], now: readonly N[]): boolean {
    return (
      before.length === now.length &&
      before.every((node, at) => {
        const given = this.#looks.get(node);
        return node === now[at] && (!given || given.id === this.source.present(node).id);
      })
    );
  }
  async #hasOtherTooltip(node: N): Promise<boolean> {
    if (!this.#tooltips.has(node)) return false;
    return this.#tooltips.get(node) !== (await this.source.resolveTooltip(node));
  }
  #isHidden(node: N): boolean {
    const parent = this.source.parentOf(node);
    return parent !== undefined && (this.#folded.has(parent) || this.#isHidden(parent));
  }
}
const isSameLooks = (before: Presentation, now: Presentation): boolean =>
  before === now || JSON.stringify(before) === JSON.stringify(now);
