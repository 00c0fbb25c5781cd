import { element, icon } from './dom';
import type { Field, FormWords } from './formProtocol';

interface FieldEvents {
  readonly onChange: () => void;
  /** The user wants to choose a file. */
  readonly onChoose: () => void;
}
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** One question with its label, hint, count and mistake. Ids are unique by row. */
export class FieldBox {
  readonly element: HTMLElement;
  readonly #control: Control;
  readonly #mistake: HTMLElement;
  readonly #count: HTMLElement | undefined;
  readonly #choose: HTMLButtonElement | undefined;
  /** The user has been here: mistakes may be shown. */
  #isVisited = false;
  #message = '';
  /** What the platform said of a value; true as long as that value stands here. */
  #refusal: { readonly value: string; readonly message: string } | undefined;

  constructor(
    readonly field: Field,
    row: number,
    value: string,
    private readonly words: FormWords,
    private readonly events: FieldEvents,
  ) {
    const id = `${field.name}-${row}`;
    this.#control = controlFor(field);
    this.#control.id = id;
    this.#control.value = value;
    this.#mistake = element('p', { class: 'mistake', id: `${id}-mistake`, hidden: '' });
    const hint = field.hint === '' ? undefined : element('p', { class: 'hint', id: `${id}-hint` }, field.hint);
    this.#count = field.maxLength === undefined ? undefined : element('p', { class: 'count', 'aria-hidden': 'true' });
    this.#choose = field.kind === 'picture' ? this.#chooseButton(id) : undefined;
    this.#describe(hint?.id);
    if (field.isRequired) this.#control.setAttribute('aria-required', 'true');
    this.#control.addEventListener('input', () => {
      this.#counted();
      events.onChange();
    });
    this.#control.addEventListener('blur', () => {
      // Leaving an untouched field says nothing yet.
      if (this.value !== '') this.#isVisited = true;
      this.#draw();
    });
    const label = element('label', { for: id }, field.label);
    if (!field.isRequired) label.append(element('span', { class: 'optional' }, ` (${words.optional})`));
    const below = element('div', { class: 'below' }, ...(hint ? [hint] : []), ...(this.#count ? [this.#count] : []));
    this.element = element('div', { class: `field ${field.kind}` }, label, this.#boxed(), this.#mistake, below);
    this.#counted();
  }
  get value(): string {
    return this.#control.value;
  }
  /** What our own check says; it may not know what the platform has refused. */
  setMistake(message: string): void {
    const refused = this.#refusal?.value === this.value ? this.#refusal.message : '';
    this.#message = message === '' ? refused : message;
    this.#draw();
  }
  refuse(message: string): void {
    this.#refusal = message === '' ? undefined : { value: this.value, message };
    this.setMistake(message);
  }
  /** Puts the chosen file in, and says what is wrong with it. */
  setChosen(value: string, problem: string): void {
    this.#control.value = value;
    this.#isVisited = true;
    this.#counted();
    this.refuse(problem);
    this.focus();
    this.events.onChange();
  }
  visit(): void {
    this.#isVisited = true;
    this.#draw();
  }
  get isWrong(): boolean {
    return this.#isVisited && this.#message !== '';
  }
  focus(): void {
    this.#control.focus();
  }
  setBusy(isBusy: boolean): void {
    if (this.#control instanceof HTMLSelectElement) this.#control.disabled = isBusy;
    else this.#control.readOnly = isBusy;
    if (this.#choose) this.#choose.disabled = isBusy;
  }
  #draw(): void {
    const isWrong = this.isWrong;
    this.#mistake.hidden = !isWrong;
    if (this.#mistake.textContent !== this.#message) this.#mistake.textContent = this.#message;
    this.element.classList.toggle('wrong', isWrong);
    this.#control.setAttribute('aria-invalid', String(isWrong));
  }
  #describe(hintId: string | undefined): void {
    this.#control.setAttribute('aria-describedby', [this.#mistake.id, hintId].filter(Boolean).join(' '));
  }
  #counted(): void {
    const { maxLength } = this.field;
    if (!this.#count || maxLength === undefined) return;
    const length = Array.from(this.value.trim()).length;
    // A counter that nobody needs yet is noise.
    const text =
      length * 2 < maxLength ? '' : this.words.left.replace('{0}', `${length}`).replace('{1}', `${maxLength}`);
    this.#count.textContent = text;
    this.#count.classList.toggle('over', length > maxLength);
  }
  #chooseButton(id: string): HTMLButtonElement {
    const button = element('button', { type: 'button', class: 'secondary', id: `${id}-choose` }, this.words.choose);
    button.setAttribute('aria-label', `${this.field.label}: ${this.words.choose}`);
    button.addEventListener('click', () => this.events.onChoose());
    return button;
  }
  #boxed(): HTMLElement {
    if (this.#choose) return element('div', { class: 'chosen' }, this.#control, this.#choose);
    if (!(this.#control instanceof HTMLInputElement) || this.field.kind !== 'password') return this.#control;
    const control = this.#control;
    const eye = element('button', { type: 'button', class: 'eye', 'aria-pressed': 'false' });
    eye.append(icon('M1 8s2.6-4.5 7-4.5S15 8 15 8s-2.6 4.5-7 4.5S1 8 1 8Z', 'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z'));
    const say = (isShown: boolean): void => {
      control.type = isShown ? 'text' : 'password';
      const words = isShown ? this.words.hide : this.words.show;
      eye.setAttribute('aria-pressed', String(isShown));
      eye.setAttribute('aria-label', words);
      eye.title = words;
    };
    say(false);
    eye.addEventListener('click', () => say(control.type === 'password'));
    return element('div', { class: 'boxed' }, control, eye);
  }
}
function controlFor({ kind, choices }: Field): Control {
  switch (kind) {
    case 'lines':
      return element('textarea', { rows: '3' });
    case 'choice':
      return selectOf(choices ?? []);
    case 'password':
      return element('input', { type: 'password', autocomplete: 'new-password', spellcheck: 'false' });
    case 'text':
    case 'picture':
      return element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false' });
  }
}
function selectOf(choices: NonNullable<Field['choices']>): HTMLSelectElement {
  const select = element('select');
  let group: HTMLOptGroupElement | undefined;
  for (const choice of choices) {
    const option = element('option', { value: choice.value }, choice.label);
    if (choice.group === undefined) select.append(option);
    else {
      if (group?.label !== choice.group) {
        group = element('optgroup', { label: choice.group });
        select.append(group);
      }
      group.append(option);
    }
  }
  return select;
}
