import { element } from './dom';
import type { PackageWords, Row } from './packageProtocol';
import type { RememberedState } from './packageState';
import { Tree, type TreeHost } from './packageTree';

const waitMs = 150;
const prefix = 'search:';

/** Finds a file by a part of its path, whether it ships or not. */
export class SearchBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #count = element('p', { class: 'quiet', role: 'status' });
  readonly #results = element('div', { id: 'results' });
  #tree: Tree | undefined;
  #timer: number | undefined;

  constructor(
    private readonly words: PackageWords,
    private readonly host: TreeHost,
    private readonly state: RememberedState,
  ) {
    this.#input = element('input', { id: 'search', type: 'search', placeholder: words.search, spellcheck: 'false' });
    this.#input.setAttribute('aria-label', words.search);
    this.#input.value = state.value.search;
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.start(), waitMs);
    });
    this.element = element('div', { class: 'search' }, this.#input, this.#count, this.#results);
  }
  /** Looks for what stands in the box. */
  start(): void {
    const wanted = this.#input.value.trim();
    this.state.set({ search: wanted });
    this.#tree = wanted === '' ? undefined : new Tree(prefix + wanted, 'shipsTitle', this.host, 'flat');
    if (this.#tree) this.host.request(this.#tree.root, 0);
    else this.#show(undefined, '');
  }
  receive(parent: string, from: number, rows: readonly Row[], total: number): void {
    // Another word stands in the box by now.
    if (parent !== this.#tree?.root) return;
    this.#tree.receive(parent, from, rows, total);
    if (from === 0) this.#show(this.#tree, this.words.found.replace('{0}', String(total)));
  }
  #show(tree: Tree | undefined, count: string): void {
    this.#count.textContent = count;
    this.#results.replaceChildren(...(tree ? [tree.element] : []));
  }
}
