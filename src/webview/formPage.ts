import { element } from './dom';
import { FieldBox } from './formField';
import type { FormView, FromFormPage, Mistake, ToFormPage, Values } from './formProtocol';

const CHECK_MS = 80;

interface Row {
  readonly element: HTMLElement;
  readonly boxes: readonly FieldBox[];
}
/** A form as it is shown. The values live in its controls until the button is pressed. */
export class FormPage {
  readonly element: HTMLFormElement;
  readonly #list = element('div', { class: 'rows' });
  readonly #alert = element('p', { class: 'alert', role: 'alert', hidden: '', tabindex: '-1' });
  readonly #status = element('p', { class: 'spoken', role: 'status' });
  readonly #submit: HTMLButtonElement;
  readonly #add: HTMLButtonElement | undefined;
  #rows: Row[] = [];
  #timer: number | undefined;
  #isBusy = false;

  constructor(
    private readonly view: FormView,
    values: readonly Values[],
    private readonly send: (message: FromFormPage) => void,
  ) {
    const { words, repeats } = view;
    this.#submit = element('button', { type: 'submit', class: 'primary', id: 'submit' }, words.submit);
    const cancel = element('button', { type: 'button', class: 'secondary', id: 'cancel' }, words.cancel);
    cancel.addEventListener('click', () => send({ type: 'cancel' }));
    this.#add = repeats && element('button', { type: 'button', class: 'secondary', id: 'add' }, repeats.add);
    this.#add?.addEventListener('click', () => this.#addRow());
    this.element = element(
      'form',
      { novalidate: '', 'aria-labelledby': 'title' },
      this.#header(),
      this.#alert,
      this.#list,
      ...(this.#add ? [element('div', { class: 'add' }, this.#add)] : []),
      element('div', { class: 'buttons' }, this.#submit, cancel),
      this.#status,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submitNow();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submitNow();
    });
    for (const row of values) this.#rows.push(this.#makeRow(row, this.#rows.length));
    this.#drawRows();
  }
  focusFirst(): void {
    const boxes = this.#rows.flatMap((row) => row.boxes);
    (boxes.find((box) => box.value === '') ?? boxes[0])?.focus();
  }
  setMistakes(mistakes: readonly Mistake[]): void {
    this.#tell(mistakes, (box, message) => box.setMistake(message));
  }
  /** Shows every mistake, says how many, and goes to the first. */
  refuse(message: string, mistakes: readonly Mistake[]): void {
    for (const row of this.#rows) for (const box of row.boxes) box.visit();
    this.#tell(mistakes, (box, words) => box.refuse(words));
    const count = this.view.words.mistakes.replace('{0}', String(mistakes.length));
    this.#alert.textContent = message === '' ? count : message;
    this.#alert.hidden = false;
    const first = this.#rows.flatMap((row) => row.boxes).find((box) => box.isWrong);
    if (first) first.focus();
    else this.#alert.focus();
  }
  setChosen({ row, field, value, problem }: Extract<ToFormPage, { readonly type: 'chosen' }>): void {
    this.#rows[row]?.boxes.find((box) => box.field.name === field)?.setChosen(value, problem);
  }
  setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    const { words } = this.view;
    this.element.setAttribute('aria-busy', String(isBusy));
    this.element.classList.toggle('busy', isBusy);
    this.#submit.setAttribute('aria-disabled', String(isBusy));
    this.#submit.textContent = isBusy ? words.busy : words.submit;
    this.#status.textContent = isBusy ? words.busy : '';
    if (isBusy) this.#alert.hidden = true;
    for (const row of this.#rows) for (const box of row.boxes) box.setBusy(isBusy);
  }

  #tell(mistakes: readonly Mistake[], say: (box: FieldBox, message: string) => void): void {
    this.#rows.forEach((row, at) => {
      for (const box of row.boxes)
        say(box, mistakes.find((one) => one.row === at && one.field === box.field.name)?.message ?? '');
    });
  }
  #header(): HTMLElement {
    const { title, where, environment, isRestored, words } = this.view;
    const header = element(
      'header',
      {},
      element('h1', { id: 'title' }, title),
      element('span', { class: `badge ${environment}` }, where),
    );
    if (!isRestored) return header;
    const startOver = element('button', { type: 'button', class: 'link', id: 'startOver' }, words.startOver);
    startOver.addEventListener('click', () => this.send({ type: 'startOver' }));
    return element('div', {}, header, element('p', { class: 'restored' }, `${words.restored} `, startOver));
  }
  #makeRow(values: Values, at: number): Row {
    const boxes = this.view.fields.map(
      (field) =>
        new FieldBox(field, at, values[field.name] ?? '', this.view.words, {
          onChange: () => this.#changed(),
          onChoose: () => this.send({ type: 'choose', row: at, field: field.name }),
        }),
    );
    const fields = boxes.map((box) => box.element);
    const { repeats } = this.view;
    if (!repeats) return { element: element('div', { class: 'row' }, ...fields), boxes };
    const legend = element('legend', {}, repeats.title.replace('{0}', String(at + 1)));
    const remove = element('button', { type: 'button', class: 'link remove' }, repeats.remove);
    remove.setAttribute('aria-label', `${repeats.remove}: ${legend.textContent}`);
    const row: Row = { element: element('fieldset', { class: 'row' }, legend, remove, ...fields), boxes };
    remove.addEventListener('click', () => this.#removeRow(row));
    return row;
  }
  #addRow(): void {
    if (this.#isBusy || this.#rows.length >= (this.view.repeats?.most ?? 1)) return;
    const first = Object.fromEntries(
      this.view.fields.map((field) => [field.name, field.kind === 'choice' ? (field.choices?.[0]?.value ?? '') : '']),
    );
    this.#rows.push(this.#makeRow(first, this.#rows.length));
    this.#drawRows();
    this.#rows.at(-1)?.boxes[0]?.focus();
    this.#changed();
  }
  /** The rows after it move up: they are made anew, with what stands in them. */
  #removeRow(gone: Row): void {
    if (this.#isBusy || this.#rows.length < 2) return;
    const at = this.#rows.indexOf(gone);
    const values = this.#values().filter((_, row) => row !== at);
    this.#rows = [];
    for (const row of values) this.#rows.push(this.#makeRow(row, this.#rows.length));
    this.#drawRows();
    this.#rows[Math.min(at, this.#rows.length - 1)]?.boxes[0]?.focus();
    this.#changed();
  }
  #drawRows(): void {
    this.#list.replaceChildren(...this.#rows.map((row) => row.element));
    this.#list.classList.toggle('single', this.#rows.length === 1);
    if (this.#add) this.#add.hidden = this.#rows.length >= (this.view.repeats?.most ?? 1);
  }
  #values(): readonly Values[] {
    return this.#rows.map(({ boxes }) => Object.fromEntries(boxes.map((box) => [box.field.name, box.value])));
  }
  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send({ type: 'changed', rows: this.#values() }), CHECK_MS);
  }
  #submitNow(): void {
    if (this.#isBusy) return;
    clearTimeout(this.#timer);
    this.send({ type: 'submit', rows: this.#values() });
  }
}
