import { element } from './dom';
import type { FaultFieldView, FaultPageView, FromFaultPage } from './faultProtocol';

export type AddFault = Extract<FromFaultPage, { readonly type: 'add' }>;
/** What is typed, so that it outlives the page: VS Code throws that away while its tab is in the background. */
export interface FormState {
  readonly place: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The form for a fault of one's own: where, what, the details of it, how often. */
export class FaultForm {
  readonly element = element('form', { id: 'own', novalidate: '' });
  readonly #place = element('select', { id: 'place' });
  readonly #kind = element('select', { id: 'kind' });
  readonly #details = element('div', { class: 'details' });
  #kindOf: string;
  #values: Readonly<Record<string, string>>;

  constructor(
    private readonly view: FaultPageView,
    state: Partial<FormState> | undefined,
    private readonly onAdd: (entries: AddFault) => void,
    private readonly onChange: (state: FormState) => void,
  ) {
    const { places, words } = view;
    this.#values = state?.values ?? {};
    this.#kindOf = state?.kind ?? '';
    this.#place.append(...places.map(({ id, label }) => element('option', { value: id }, label)));
    if (places.some(({ id }) => id === state?.place)) this.#place.value = state?.place ?? '';
    this.element.append(
      labelled('place', words.where, this.#place),
      this.#fieldsHolder,
      labelled('kind', words.what, this.#kind),
      this.#details,
      proposals('actions', view),
      proposals('codes', view),
      element('button', { id: 'add', type: 'submit' }, words.add),
    );
    this.#place.addEventListener('change', () => this.#drawPlace());
    this.#kind.addEventListener('change', () => this.#drawKind(this.#kind.value));
    this.element.addEventListener('input', () => this.#keep());
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#clearProblems();
      this.onAdd({ type: 'add', place: this.#place.value, kind: this.#kind.value, values: this.#typed() });
    });
    this.#drawPlace();
  }
  /** Says what is wrong at the field, and takes the user there. */
  refuse(field: string, problem: string): void {
    const control = this.element.querySelector<HTMLElement>(`#${CSS.escape(field)}`);
    const told = this.element.querySelector(`#${CSS.escape(field)}Problem`);
    if (!control || !told) return;
    told.textContent = problem;
    control.setAttribute('aria-invalid', 'true');
    control.focus();
  }

  readonly #fieldsHolder = element('div', { class: 'details' });

  #clearProblems(): void {
    for (const told of this.element.querySelectorAll('.problem')) told.textContent = '';
    for (const control of this.element.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
  }
  #drawPlace(): void {
    const place = this.view.places.find(({ id }) => id === this.#place.value) ?? this.view.places[0];
    if (!place) return;
    this.#fieldsHolder.replaceChildren(...place.fields.map((field) => this.#field(field)));
    this.#kind.replaceChildren(...place.kinds.map(({ id, label }) => element('option', { value: id }, label)));
    const kind = place.kinds.find(({ id }) => id === this.#kindOf) ?? place.kinds[0];
    if (kind) this.#kind.value = kind.id;
    this.#drawKind(this.#kind.value);
  }
  #drawKind(wanted: string): void {
    const place = this.view.places.find(({ id }) => id === this.#place.value);
    const kind = place?.kinds.find(({ id }) => id === wanted);
    // A number means something else for each kind.
    if (wanted !== this.#kindOf) this.#values = { ...this.#values, number: '' };
    this.#kindOf = wanted;
    const fields = [...(kind?.fields ?? []), this.view.times];
    this.#details.replaceChildren(...fields.map((field) => this.#field(field)));
    this.#keep();
  }
  #field(field: FaultFieldView): HTMLElement {
    const { name, label, input, initial, least, most, proposals: list, isOptional } = field;
    const control = element('input', { id: name, name, type: input, spellcheck: 'false', autocomplete: 'off' });
    control.value = this.#values[name] || initial;
    if (least !== undefined) control.min = String(least);
    if (most !== undefined) control.max = String(most);
    if (input === 'number') control.step = 'any';
    if (list) control.setAttribute('list', `${list}List`);
    return labelled(name, isOptional ? `${label} (${this.view.words.optional})` : label, control);
  }
  #typed(): Record<string, string> {
    const inputs = [...this.element.querySelectorAll('input')];
    return Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
  }
  #keep(): void {
    this.#values = { ...this.#values, ...this.#typed() };
    this.onChange({ place: this.#place.value, kind: this.#kindOf, values: this.#values });
  }
}
function labelled(id: string, label: string, control: HTMLElement): HTMLElement {
  control.setAttribute('aria-describedby', `${id}Problem`);
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    control,
    element('p', { class: 'problem', id: `${id}Problem`, role: 'alert' }),
  );
}
const proposals = (name: 'actions' | 'codes', view: FaultPageView): HTMLElement =>
  element('datalist', { id: `${name}List` }, ...view.proposals[name].map((value) => element('option', { value })));
