import { element, icon } from './dom';
import { icons, rowIcons } from './packageIcons';
import type { Fact, FromPackagePage, PackageView } from './packageProtocol';
import { bar } from './packageTree';

export type Press = (message: FromPackagePage) => void;

/** Name, verdict, and what there is to know at a glance. */
export function header({ name, root, verdict, checkedAt }: PackageView): HTMLElement {
  const paths = verdict.kind === 'ok' ? icons.ok : rowIcons[verdict.kind];
  return element(
    'header',
    {},
    element('h1', {}, element('bdi', {}, name)),
    element('p', { class: `verdict ${verdict.kind}` }, icon(...paths), element('span', {}, verdict.text)),
    element('p', { class: 'quiet' }, element('bdi', {}, root), ' · ', checkedAt),
  );
}
export function facts({ facts: all, contentHash, words }: PackageView, press: Press): HTMLElement {
  const copy = element('button', { id: 'copyHash', type: 'button', class: 'bare', title: words.copyHash });
  copy.setAttribute('aria-label', words.copyHash);
  copy.append(icon(...icons.copy));
  copy.addEventListener('click', () => press({ type: 'copyHash' }));
  const hash = element('code', { title: contentHash }, contentHash.slice(0, 12));
  return element(
    'dl',
    { class: 'facts' },
    ...all.map(factRow),
    element('div', {}, element('dt', {}, words.contentHash), element('dd', {}, hash, copy)),
  );
}
function factRow({ label, value, note, share }: Fact): HTMLElement {
  const parts = [
    element('span', {}, value),
    ...(note === '' ? [] : [' ', element('span', { class: 'quiet' }, note)]),
    ...(share === undefined ? [] : [bar(share, true)]),
  ];
  return element('div', {}, element('dt', {}, label), element('dd', {}, ...parts));
}

export interface Buttons {
  readonly element: HTMLElement;
  /** Tells how far a check is; undefined = none runs. */
  readonly setBusy: (text: string | undefined) => void;
  /** Hides the button that checks again where another one offers it, and shows it again. */
  readonly offerCheck: (isOffered: boolean) => void;
}
export function buttons({ words }: PackageView, press: Press): Buttons {
  const publish = button('publish', words.publish, icons.publish, () => press({ type: 'publish' }));
  publish.classList.add('primary');
  const save = button('save', words.save, icons.save, () => press({ type: 'save' }));
  let isBusy = false;
  const check = button('check', words.check, icons.check, () => press({ type: isBusy ? 'cancel' : 'check' }));
  const label = check.querySelector('span');
  const progress = element('span', { class: 'quiet progress' });
  return {
    element: element(
      'div',
      { class: 'buttons', role: 'group', 'aria-label': words.actions },
      publish,
      save,
      check,
      progress,
    ),
    setBusy(text) {
      isBusy = text !== undefined;
      check.classList.toggle('busy', isBusy);
      if (label) label.textContent = isBusy ? words.cancel : words.check;
      progress.textContent = text === undefined ? '' : text === '' ? words.checking : `${words.checking} ${text}`;
    },
    offerCheck(isOffered) {
      check.hidden = !isOffered;
    },
  };
}
export function button(id: string, label: string, paths: readonly string[], onPress: () => void): HTMLButtonElement {
  const made = element('button', { id, type: 'button' }, icon(...paths), element('span', {}, label));
  made.addEventListener('click', onPress);
  return made;
}

/** Files have changed: what is shown may be out of date. */
export function staleBanner({ words }: PackageView, press: Press): HTMLElement {
  const again = button('checkStale', words.check, icons.check, () => press({ type: 'check' }));
  return element('div', { class: 'stale', hidden: '' }, element('span', {}, words.stale), again);
}
/** A part of the page below its heading; `summary` stands beside it. */
export function section(
  id: string,
  title: string,
  summary: string,
  ...content: readonly (Node | string)[]
): HTMLElement {
  const heading = element('h2', { id: `${id}Title` }, title);
  const head = element('div', { class: 'head' }, heading, element('span', { class: 'quiet' }, summary));
  return element('section', { id, 'aria-labelledby': `${id}Title` }, head, ...content);
}
