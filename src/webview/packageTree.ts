import { element, icon } from './dom';
import { icons, rowIcons } from './packageIcons';
import type { PackageWords, Row } from './packageProtocol';

/** What a tree needs from the page. */
export interface TreeHost {
  /** Asks for the rows below `parent`; they arrive at `Tree.receive`. */
  readonly request: (parent: string, from: number) => void;
  readonly open: (id: string) => void;
  readonly fix: (id: string) => void;
  /** Whether the user has opened or closed this row; undefined = neither. */
  readonly isOpen: (id: string) => boolean | undefined;
  readonly setOpen: (id: string, isOpen: boolean) => void;
  readonly words: PackageWords;
}
interface Shown {
  readonly row: Row;
  readonly element: HTMLElement;
  readonly level: number;
  isOpen: boolean;
}

/**
 * A tree whose rows are asked for level by level and page by page. The rows lie one after the other, each with its level, so
 * that ten thousand of them need no nesting. Keyboard as in VS Code's trees; one stop for the Tab key.
 */
export class Tree {
  readonly element: HTMLElement;
  readonly #shown = new Map<string, Shown>();
  /** Rows that ask for the next page, by what they are below. */
  readonly #more = new Map<string, HTMLElement>();

  constructor(
    readonly root: string,
    labelledBy: string,
    private readonly host: TreeHost,
    kind: 'nested' | 'flat',
  ) {
    this.element = element('div', { role: 'tree', class: `tree ${kind}`, 'aria-labelledby': labelledBy });
    this.element.addEventListener('click', (event) => this.#onClick(event));
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('focusin', (event) => this.#onFocus(event));
  }
  /** Whether rows below `parent` belong here. */
  expects(parent: string): boolean {
    return parent === this.root || this.#shown.has(parent);
  }
  receive(parent: string, from: number, rows: readonly Row[], total: number): void {
    const above = this.#shown.get(parent);
    // The user closed it while its rows were on their way.
    if (parent !== this.root && !above?.isOpen) return;
    const level = (above?.level ?? 0) + 1;
    const before = this.#more.get(parent);
    if (from > 0 && !before) return;
    const hadFocus = before === document.activeElement;
    const made = rows.map((row, at) => this.#make(row, level, from + at + 1, total));
    const next = from + rows.length;
    const more = next < total && rows.length > 0 ? this.#makeMore(parent, level, next, total) : undefined;
    this.#more.delete(parent);
    if (more) this.#more.set(parent, more);
    const parts = [...made.map((shown) => shown.element), ...(more ? [more] : [])];
    if (before) before.replaceWith(...parts);
    else if (above) above.element.after(...parts);
    else this.element.prepend(...parts);
    if (!this.element.querySelector('[tabindex="0"]')) this.element.firstElementChild?.setAttribute('tabindex', '0');
    if (hadFocus) made[0]?.element.focus();
    for (const shown of made) {
      const { row } = shown;
      if (row.isBranch && (this.host.isOpen(row.id) ?? row.startsOpen === true)) this.#open(shown);
    }
  }
  /** Gives a row the focus; false when it is not shown. */
  focusRow(id: string): boolean {
    const shown = this.#shown.get(id);
    shown?.element.focus();
    return shown !== undefined;
  }

  #make(row: Row, level: number, position: number, total: number): Shown {
    const made = element('div', {
      role: 'treeitem',
      class: `row ${row.icon}${row.canOpen ? ' opens' : ''}`,
      tabindex: '-1',
      'data-id': row.id,
      'aria-level': String(level),
      'aria-posinset': String(position),
      'aria-setsize': String(total),
      'aria-label': this.#spoken(row),
      ...(row.isBranch ? { 'aria-expanded': 'false' } : {}),
    });
    made.style.setProperty('--level', String(level));
    const note = row.note === '' ? [] : [element('span', { class: 'note' }, row.note)];
    made.append(
      row.isBranch
        ? element('span', { class: 'twistie' }, icon(...icons.twistie))
        : element('span', { class: 'twistie' }),
      icon(...rowIcons[row.icon]),
      element('span', { class: 'text' }, element('bdi', { class: 'label' }, row.label), '\u2002', ...note),
      ...(row.share === undefined ? [] : [bar(row.share, row.isOfLimit === true)]),
      ...(row.size === '' ? [] : [element('span', { class: 'size' }, row.size)]),
      ...(row.fix === undefined ? [] : [element('button', { type: 'button', class: 'fix' }, row.fix)]),
    );
    const shown: Shown = { row, element: made, level, isOpen: false };
    this.#shown.set(row.id, shown);
    return shown;
  }
  #makeMore(parent: string, level: number, from: number, total: number): HTMLElement {
    const label = this.host.words.showMore.replace('{0}', String(total - from));
    const attributes = { role: 'treeitem', class: 'row more', tabindex: '-1', 'aria-level': String(level) };
    const made = element('div', { ...attributes, 'data-more': parent, 'data-from': String(from) });
    made.style.setProperty('--level', String(level));
    made.append(element('span', { class: 'twistie' }), element('span', { class: 'text' }, label));
    return made;
  }
  #spoken({ icon: kind, label, note, size }: Row): string {
    const { severities } = this.host.words;
    const isProblem = kind === 'error' || kind === 'warning' || kind === 'info';
    return [isProblem ? severities[kind] : '', label, note, size].filter((part) => part !== '').join(', ');
  }

  #open(shown: Shown): void {
    if (shown.isOpen) return;
    shown.isOpen = true;
    shown.element.setAttribute('aria-expanded', 'true');
    this.host.request(shown.row.id, 0);
  }
  #close(shown: Shown): void {
    shown.isOpen = false;
    shown.element.setAttribute('aria-expanded', 'false');
    for (let below = shown.element.nextElementSibling; below && levelOf(below) > shown.level;) {
      const gone = below;
      below = below.nextElementSibling;
      this.#shown.delete(idOf(gone));
      this.#more.delete(gone.getAttribute('data-more') ?? '');
      gone.remove();
    }
    if (!this.element.querySelector('[tabindex="0"]')) shown.element.setAttribute('tabindex', '0');
  }
  #toggle(shown: Shown): void {
    this.host.setOpen(shown.row.id, !shown.isOpen);
    if (shown.isOpen) this.#close(shown);
    else this.#open(shown);
  }
  #showMore(more: HTMLElement): void {
    this.host.request(more.getAttribute('data-more') ?? '', Number(more.getAttribute('data-from')));
  }

  #onFocus({ target }: FocusEvent): void {
    const item = rowAt(target);
    if (!item) return;
    this.element.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    item.setAttribute('tabindex', '0');
  }
  #onClick(event: MouseEvent): void {
    const item = rowAt(event.target);
    if (!item) return;
    if (!isButton(event.target)) item.focus();
    if (item.hasAttribute('data-more')) {
      this.#showMore(item);
      return;
    }
    const shown = this.#shown.get(idOf(item));
    if (!shown) return;
    if (isButton(event.target)) {
      this.host.fix(shown.row.id);
      return;
    }
    const onNote = event.target instanceof Element && event.target.closest('.note') !== null;
    if (shown.row.isBranch && !(onNote && shown.row.canOpen)) this.#toggle(shown);
    else if (shown.row.canOpen) this.host.open(shown.row.id);
  }
  #onKey(event: KeyboardEvent): void {
    const item = rowAt(event.target);
    if (!item || isButton(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#moved(event.key, item) || this.#acted(event.key, item)) event.preventDefault();
  }
  #moved(key: string, item: HTMLElement): boolean {
    const target = this.#targetOf(key, item);
    if (target === undefined) return false;
    if (target instanceof HTMLElement) {
      target.focus();
      target.scrollIntoView({ block: 'nearest' });
    }
    return true;
  }
  /** Where a key leads; null = nowhere, undefined = it is no such key. */
  #targetOf(key: string, item: HTMLElement): Element | null | undefined {
    const shown = this.#shown.get(idOf(item));
    switch (key) {
      case 'ArrowDown':
        return item.nextElementSibling;
      case 'ArrowUp':
        return item.previousElementSibling;
      case 'Home':
        return this.element.firstElementChild;
      case 'End':
        return this.element.lastElementChild;
      case 'ArrowRight':
        return shown?.isOpen ? firstBelow(item) : undefined;
      case 'ArrowLeft':
        return shown?.isOpen ? undefined : aboveOf(item);
      default:
        return key.length === 1 && key !== ' ' ? this.#startingWith(key, item) : undefined;
    }
  }
  #startingWith(letter: string, item: HTMLElement): Element | null {
    const all = [...this.element.children];
    const at = all.indexOf(item) + 1;
    const wanted = letter.toLowerCase();
    const label = (row: Element): string => this.#shown.get(idOf(row))?.row.label.toLowerCase() ?? '';
    return [...all.slice(at), ...all.slice(0, at)].find((row) => label(row).startsWith(wanted)) ?? null;
  }
  #acted(key: string, item: HTMLElement): boolean {
    const isPress = key === 'Enter' || key === ' ';
    if (item.hasAttribute('data-more')) {
      if (isPress) this.#showMore(item);
      return isPress;
    }
    const shown = this.#shown.get(idOf(item));
    if (!shown) return false;
    const { isBranch, canOpen, id } = shown.row;
    if (isPress && canOpen && !(isBranch && key === ' ')) this.host.open(id);
    else if (isBranch && (isPress || (key === 'ArrowRight' && !shown.isOpen) || (key === 'ArrowLeft' && shown.isOpen)))
      this.#toggle(shown);
    else return isPress;
    return true;
  }
}

/** How much of the whole; near a limit the colour warns. */
export function bar(share: number, isOfLimit: boolean): HTMLElement {
  // An empty bar beside every small file would only be noise.
  const level = !isOfLimit ? (share < 0.005 ? ' none' : '') : share > 1 ? ' over' : share > 0.8 ? ' near' : '';
  const made = element('span', { class: `bar${level}`, 'aria-hidden': 'true' }, element('span'));
  made.style.setProperty('--share', String(Math.min(1, Math.max(0, share))));
  return made;
}
const isButton = (target: EventTarget | null): boolean => target instanceof HTMLButtonElement;
const idOf = (item: Element): string => item.getAttribute('data-id') ?? '';
const levelOf = (item: Element): number => Number(item.getAttribute('aria-level'));
const rowAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null;
/** The first row below an open one; null while its rows are on their way. */
function firstBelow(item: HTMLElement): Element | null {
  const next = item.nextElementSibling;
  return next && levelOf(next) > levelOf(item) ? next : null;
}
function aboveOf(item: HTMLElement): Element | null {
  let above = item.previousElementSibling;
  while (above && levelOf(above) >= levelOf(item)) above = above.previousElementSibling;
  return above;
}
