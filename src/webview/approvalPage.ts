import type { ApprovalView, Fact, FromApprovalPage, PackageBox, VerdictRow } from './approvalProtocol';
import { element, icon } from './dom';

/** What a person has typed and ticked, kept while the page is drawn anew. */
export interface Typed {
  readonly note: string;
  readonly left: ReadonlySet<string>;
}
const draftMs = 400;
const marks: Readonly<Record<VerdictRow['state'], string>> = {
  open: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3l2 1.5',
  approved: 'M3 8.5l3.2 3.2L13 5',
  rejected: 'M4 4l8 8M12 4l-8 8',
  cancelled: 'M3.5 8h9',
};
/** The contents of a request, with a note and two buttons where it may be decided. */
export class ApprovalPage {
  readonly parts: readonly HTMLElement[];
  readonly busyText: string;
  readonly #boxes: readonly HTMLInputElement[];
  readonly #note: HTMLTextAreaElement;
  readonly #problem = element('p', { id: 'problem', class: 'problem', role: 'alert', hidden: '' });
  readonly #buttons: HTMLButtonElement[] = [];
  #draftTimer: number | undefined;
  #isBusy = false;

  constructor(
    private readonly view: ApprovalView,
    before: Typed | undefined,
    /** What became of a press: shown where the buttons are. */
    told: readonly HTMLElement[],
    private readonly send: (message: FromApprovalPage) => void,
  ) {
    const { words, verdicts } = view;
    this.busyText = words.busy;
    this.#note = element('textarea', {
      id: 'note',
      rows: '4',
      maxlength: String(view.maxNote),
      'aria-describedby': 'problem noteHint',
    });
    this.#note.value = before?.note ?? view.draft;
    this.#note.addEventListener('input', () => this.#typed());
    this.#boxes = verdicts.filter((row) => row.canDecide).map((row) => this.#box(row, before));
    const refresh = this.#button('refresh', words.refresh, () => send({ type: 'refresh' }));
    this.parts = [
      header(view, refresh),
      ...(view.notice === '' ? [] : [notice(view)]),
      facts(view.facts),
      // What is decided about comes before the decision.
      ...(view.package ? packageBox(view.package, words.package) : []),
      element('h2', { id: 'apps' }, words.superApps),
      element('ul', { class: 'apps', 'aria-labelledby': 'apps' }, ...verdicts.map((row) => this.#row(row))),
      ...(this.#boxes.length > 0 ? [this.#decision()] : []),
      ...told,
    ];
  }
  get typed(): Typed {
    const left = this.#boxes.filter((box) => !box.checked).map((box) => box.value);
    return { note: this.#note.value, left: new Set(left) };
  }
  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    for (const button of this.#buttons) button.setAttribute('aria-disabled', String(isBusy));
  }
  #decision(): HTMLElement {
    const { words } = this.view;
    const approve = this.#button('approve', words.approve, () => this.#decide('approve'));
    approve.classList.add('primary');
    return element(
      'div',
      { class: 'decision' },
      element('label', { for: 'note' }, words.note),
      this.#note,
      this.#problem,
      element('p', { id: 'noteHint', class: 'hint' }, words.noteHint),
      element(
        'div',
        { class: 'buttons' },
        approve,
        this.#button('reject', words.reject, () => this.#decide('reject')),
      ),
    );
  }
  #decide(decision: 'approve' | 'reject'): void {
    const { words } = this.view;
    const applicationIds = this.#boxes.filter((box) => box.checked).map((box) => box.value);
    const note = this.#note.value.trim();
    if (applicationIds.length === 0) {
      this.#complain(words.chooseApps, this.#boxes[0]);
      return;
    }
    if (decision === 'reject' && note === '') {
      this.#complain(words.noteRequired, this.#note);
      return;
    }
    this.#complain('', undefined);
    clearTimeout(this.#draftTimer);
    this.send({ type: 'decide', decision, applicationIds, note });
  }
  #complain(text: string, at: HTMLElement | undefined): void {
    this.#problem.textContent = text;
    this.#problem.hidden = text === '';
    if (at === this.#note) this.#note.setAttribute('aria-invalid', 'true');
    else this.#note.removeAttribute('aria-invalid');
    at?.focus();
  }
  #typed(): void {
    this.#complain('', undefined);
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.send({ type: 'draft', note: this.#note.value }), draftMs);
  }
  #box(row: VerdictRow, before: Typed | undefined): HTMLInputElement {
    const box = element('input', { type: 'checkbox', id: `app-${row.applicationId}`, value: row.applicationId });
    box.checked = before?.left.has(row.applicationId) !== true;
    return box;
  }
  #row(row: VerdictRow): HTMLElement {
    const box = this.#boxes.find((one) => one.value === row.applicationId);
    const name = box ? element('label', { for: box.id }, row.name) : element('span', { class: 'name' }, row.name);
    const state = element('span', { class: `state ${row.state}` }, icon(marks[row.state]), row.stateWord);
    const more = [row.by, row.note].filter((text) => text !== '');
    return element(
      'li',
      {},
      element('div', { class: 'line' }, ...(box ? [box] : []), name, state),
      ...more.map((text, at) => element('p', { class: at === more.length - 1 && row.note ? 'said' : 'by' }, text)),
    );
  }
  #button(id: string, label: string, press: () => void): HTMLButtonElement {
    const button = element('button', { id, type: 'button' }, label);
    button.addEventListener('click', () => {
      if (!this.#isBusy) press();
    });
    this.#buttons.push(button);
    return button;
  }
}
const header = (
  { title, subject, kindWord, environment, environmentWord }: ApprovalView,
  refresh: HTMLElement,
): HTMLElement =>
  element(
    'header',
    {},
    element('h1', {}, title),
    element('span', { class: 'subject' }, subject),
    element('span', { class: 'badge kind' }, kindWord),
    element('span', { class: `badge ${environment}` }, environmentWord),
    refresh,
  );
const notice = ({ notice: text, isWarning }: ApprovalView): HTMLElement =>
  element('p', { class: isWarning ? 'notice warning' : 'notice' }, text);
const facts = (rows: readonly Fact[]): HTMLElement =>
  element(
    'dl',
    {},
    ...rows.map(({ label, value }) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  );
function packageBox({ facts: rows, added, notice: text }: PackageBox, title: string): readonly HTMLElement[] {
  return [
    element('h2', {}, title),
    ...added.map(({ label, names }) =>
      element(
        'div',
        { class: 'added' },
        element('p', {}, label),
        element('ul', {}, ...names.map((name) => element('li', {}, name))),
      ),
    ),
    ...(text === '' ? [] : [element('p', { class: 'hint' }, text)]),
    ...(rows.length > 0 ? [facts(rows)] : []),
  ];
}
