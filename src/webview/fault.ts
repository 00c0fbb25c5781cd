import { element, icon } from './dom';
import { FaultForm, type FormState } from './faultForm';
import { faultIcons } from './faultIcons';
import type { FaultPageView, FaultRow, FaultRows, FromFaultPage, ToFaultPage } from './faultProtocol';

declare function acquireVsCodeApi(): {
  postMessage(message: FromFaultPage): void;
  getState(): Partial<FormState> | undefined;
  setState(state: FormState): void;
};

const host = acquireVsCodeApi();
const root = element('main', { class: 'page' });
/** Stands for as long as the page: a region that is put in anew together with its text is not read out. */
const spoken = element('p', { class: 'spoken', role: 'status' });
document.body.append(root, spoken);

/** The parts that change while the page stands. */
interface Page {
  readonly view: FaultPageView;
  readonly form: FaultForm;
  readonly waiting: HTMLElement;
  readonly struck: HTMLElement;
  readonly clear: HTMLButtonElement;
  readonly alert: HTMLElement;
}
let page: Page | undefined;

window.addEventListener('message', (event: MessageEvent<ToFaultPage>) => receive(event.data));
host.postMessage({ type: 'ready' });

function receive(message: ToFaultPage): void {
  switch (message.type) {
    case 'show':
      page = draw(message.view);
      break;
    case 'rows':
      if (page) showRows(page, message.rows);
      spoken.textContent = message.said;
      break;
    case 'refused':
      page?.form.refuse(message.field, message.problem);
      break;
    case 'failed':
      if (!page) break;
      page.alert.textContent = message.message;
      page.alert.hidden = message.message === '';
      break;
  }
}

function draw(view: FaultPageView): Page {
  const { words, profileName } = view;
  const form = new FaultForm(
    view,
    host.getState(),
    (entries) => host.postMessage(entries),
    (state) => host.setState(state),
  );
  const clear = element('button', { id: 'clear', type: 'button' }, words.clear);
  clear.addEventListener('click', () => host.postMessage({ type: 'clear' }));
  const made: Page = {
    view,
    form,
    clear,
    waiting: element('div', { id: 'waiting' }),
    struck: element('div', { id: 'struck' }),
    alert: element('p', { class: 'alert', role: 'alert', hidden: '' }),
  };
  root.replaceChildren(
    element(
      'header',
      {},
      element('h1', {}, words.title),
      element(
        'span',
        { class: 'badge' },
        profileName.toLowerCase() === words.environment.toLowerCase()
          ? profileName
          : `${profileName} · ${words.environment}`,
      ),
      element('p', { class: 'quiet' }, words.intro),
    ),
    made.alert,
    element(
      'div',
      { class: 'columns' },
      element(
        'div',
        { class: 'lists' },
        section('waitingTitle', words.waiting, made.waiting, clear),
        section('struckTitle', words.struck, made.struck),
      ),
      section('presetsTitle', words.presets, presets(view)),
      section('ownTitle', words.own, form.element),
    ),
  );
  return made;
}
const section = (id: string, title: string, content: HTMLElement, ...beside: readonly HTMLElement[]): HTMLElement =>
  element(
    'section',
    { 'aria-labelledby': id },
    element('div', { class: 'head' }, element('h2', { id, tabindex: '-1' }, title), ...beside),
    content,
  );
function presets({ presets: all }: FaultPageView): HTMLElement {
  return element(
    'ul',
    { class: 'presets' },
    ...all.map(({ id, title, detail }) => {
      const describedBy = `preset-${id}-detail`;
      const button = element('button', { id: `preset-${id}`, type: 'button', 'aria-describedby': describedBy });
      button.append(icon(...faultIcons.add), element('span', {}, title));
      button.addEventListener('click', () => host.postMessage({ type: 'preset', id }));
      return element('li', {}, button, element('p', { class: 'quiet', id: describedBy }, detail));
    }),
  );
}

function showRows({ view, waiting, struck, clear }: Page, rows: FaultRows): void {
  const { words } = view;
  // Drawing anew must not throw a keyboard user back to the start.
  const focused = document.activeElement;
  const isInList = focused !== null && (waiting.contains(focused) || focused === clear);
  clear.hidden = rows.waiting.length === 0 && rows.struck.length === 0;
  waiting.replaceChildren(
    rows.waiting.length === 0 ? element('p', { class: 'quiet' }, words.nothingWaits) : listOf(rows.waiting, 'waiting'),
  );
  struck.replaceChildren(
    rows.struck.length === 0 ? element('p', { class: 'quiet' }, words.nothingStruck) : listOf(rows.struck, 'struck'),
  );
  if (!isInList || (focused === clear && !clear.hidden)) return;
  const next = document.getElementById(focused.id) ?? waiting.querySelector('button');
  (next instanceof HTMLElement && !next.hidden ? next : document.getElementById('waitingTitle'))?.focus();
}
const listOf = (rows: readonly FaultRow[], kind: 'waiting' | 'struck'): HTMLElement =>
  element('ul', { class: `rows ${kind}` }, ...rows.map((row) => rowOf(row, kind)));
function rowOf({ id, where, effect, note, remove }: FaultRow, kind: 'waiting' | 'struck'): HTMLElement {
  const text = element(
    'div',
    { class: 'text' },
    element('strong', {}, element('bdi', {}, where)),
    element('span', {}, element('bdi', {}, effect)),
    element('span', { class: 'quiet' }, note),
  );
  const row = element('li', {}, icon(...faultIcons[kind]), text);
  if (remove === undefined) return row;
  const button = element('button', {
    id: `remove-${id}`,
    type: 'button',
    class: 'bare',
    'aria-label': remove,
    title: remove,
  });
  button.append(icon(...faultIcons.remove));
  button.addEventListener('click', () => host.postMessage({ type: 'remove', id }));
  row.append(button);
  return row;
}
