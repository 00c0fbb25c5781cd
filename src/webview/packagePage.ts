import { element } from './dom';
import { icons } from './packageIcons';
import { button, type Buttons, buttons, facts, header, type Press, section, staleBanner } from './packageParts';
import type { PackageView, ToPackagePage } from './packageProtocol';
import { SearchBox } from './packageSearch';
import type { RememberedState } from './packageState';
import { Tree, type TreeHost } from './packageTree';

/** Lists without branches. */
const flat: readonly string[] = ['problems', 'settings'];
type Rows = Extract<ToPackagePage, { readonly type: 'rows' }>;

/** One check as it is shown. Made aside, and shown when its first rows have come, so that nothing jumps. */
export class PackagePage {
  readonly element = element('div', { class: 'content' });
  readonly #trees: Tree[] = [];
  readonly #bar: Buttons;
  readonly #stale: HTMLElement;
  readonly #alert = element('p', { class: 'alert', role: 'alert', hidden: '' });
  readonly #search: SearchBox;
  readonly #host: TreeHost;
  #pending = 0;
  #isBusy = false;
  #isStale = false;
  #onReady: (() => void) | undefined;

  constructor(
    readonly view: PackageView,
    state: RememberedState,
    private readonly press: Press,
    onReady: () => void,
  ) {
    this.#onReady = onReady;
    this.#host = {
      request: (parent, from) => {
        this.#pending++;
        press({ type: 'rows', generation: view.generation, parent, from });
      },
      open: (id) => press({ type: 'open', id }),
      fix: (id) => press({ type: 'fix', id }),
      isOpen: (id) => state.value.rows[id],
      setOpen: (id, isOpen) => state.setRow(id, isOpen),
      words: view.words,
    };
    this.#bar = buttons(view, press);
    this.#stale = staleBanner(view, press);
    this.#search = new SearchBox(view.words, this.#host, state);
    this.element.append(
      header(view),
      this.#bar.element,
      this.#alert,
      this.#stale,
      facts(view, press),
      ...this.#sections(),
    );
    for (const tree of this.#trees) this.#host.request(tree.root, 0);
    this.#search.start();
    this.#settle();
  }
  receive({ parent, from, rows, total }: Rows): void {
    this.#pending--;
    this.#search.receive(parent, from, rows, total);
    for (const tree of this.#trees) if (tree.expects(parent)) tree.receive(parent, from, rows, total);
    this.#settle();
  }
  /** Tells how far a check is; undefined = none runs. */
  setBusy(text: string | undefined): void {
    this.#isBusy = text !== undefined;
    this.#bar.setBusy(text);
    this.#offerCheck();
  }
  setStale(isStale: boolean): void {
    this.#isStale = isStale;
    this.#offerCheck();
  }
  /** A sentence in place; empty = none. */
  fail(message: string): void {
    this.#alert.textContent = message;
    this.#alert.hidden = message === '';
  }
  focusRow(tree: string, id: string): void {
    this.#trees.find((one) => one.root === tree)?.focusRow(id);
  }

  /** One button at a time: beside the sentence that files have changed, else among the others, where it also cancels. */
  #offerCheck(): void {
    const isAsked = this.#isStale && !this.#isBusy;
    const hadFocus = document.activeElement?.id;
    this.#stale.hidden = !isAsked;
    this.#bar.offerCheck(!isAsked);
    // What is hidden loses the focus: the other button does the same.
    if (hadFocus === 'check' || hadFocus === 'checkStale')
      document.getElementById(isAsked ? 'checkStale' : 'check')?.focus({ preventScroll: true });
  }
  #settle(): void {
    if (this.#pending > 0) return;
    const onReady = this.#onReady;
    this.#onReady = undefined;
    onReady?.();
  }
  #sections(): readonly HTMLElement[] {
    const { words, problems, changes, ships, leftOut, settings } = this.view;
    const showProblems = button('showProblems', words.showProblems, icons.list, () =>
      this.press({ type: 'showProblems' }),
    );
    const largest = new Tree('largest', 'largestTitle', this.#host, 'flat');
    largest.receive('largest', 0, ships.largest, ships.largest.length);
    return [
      problems.total === 0
        ? section('problems', words.problems, words.noProblems)
        : section('problems', words.problems, problems.summary, this.#tree('problems'), showProblems),
      changes.hasRows
        ? section('changes', words.changes, changes.summary, this.#tree('changes'))
        : section('changes', words.changes, changes.summary),
      section(
        'ships',
        words.ships,
        ships.summary,
        this.#search.element,
        this.#tree('ships'),
        element('h3', { id: 'largestTitle' }, words.largest),
        largest.element,
      ),
      section('leftOut', words.leftOut, leftOut.summary, this.#tree('leftOut')),
      ...(settings.total === 0 ? [] : [section('settings', words.settings, '', this.#tree('settings'))]),
    ];
  }
  #tree(root: string): HTMLElement {
    const tree = new Tree(root, `${root}Title`, this.#host, flat.includes(root) ? 'flat' : 'nested');
    this.#trees.push(tree);
    return tree.element;
  }
}
