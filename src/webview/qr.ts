import { ageText, nextAgeChange } from './age';
import { element, icon } from './dom';
import type { FromQrPage, QrView, ToQrPage } from './protocol';
import { paths } from './qrIcons';
import { spokenText } from './spoken';

declare function acquireVsCodeApi(): { postMessage(message: FromQrPage): void };

const host = acquireVsCodeApi();
const root = element('main', { class: 'page' });
/** Stands for as long as the page: a region that is put in anew together with its text is not read out. */
const spoken = element('p', { class: 'status spoken', role: 'status' });
document.body.append(root, spoken);

let shown: { readonly view: QrView; readonly page: Page } | undefined;
let isRefreshing = false;
let ageTimer: number | undefined;

/** The parts that change while the page stands. */
interface Page {
  readonly picture: HTMLElement;
  readonly refresh: HTMLButtonElement;
  readonly refreshLabel: HTMLElement;
  readonly age: HTMLElement;
  readonly status: HTMLElement;
  readonly alert: HTMLElement;
}

window.addEventListener('message', (event: MessageEvent<ToQrPage>) => receive(event.data));
host.postMessage({ type: 'ready' });

function receive(message: ToQrPage): void {
  const wasRefreshing = isRefreshing;
  isRefreshing = message.type === 'busy';
  switch (message.type) {
    case 'show':
      show(message.view);
      break;
    case 'busy':
      setBusy(true);
      break;
    case 'failed':
      fail(message.message);
      break;
    case 'done':
      tell(message.message);
      break;
  }
  if (shown) spoken.textContent = spokenText(message.type, wasRefreshing, shown.view.words);
}

function show(view: QrView): void {
  // Drawing anew must not throw a keyboard user back to the start.
  const focused = document.activeElement?.id;
  const page = draw(view);
  shown = { view, page };
  if (focused) document.getElementById(focused)?.focus();
  showAge();
}
function showAge(): void {
  clearTimeout(ageTimer);
  if (!shown) return;
  const { view, page } = shown;
  const now = Date.now();
  page.age.textContent = ageText(view.readAt, now, view.words);
  ageTimer = setTimeout(showAge, nextAgeChange(view.readAt, now));
}
function setBusy(isBusy: boolean): void {
  if (!shown) return;
  const { page, view } = shown;
  page.picture.classList.toggle('busy', isBusy);
  page.refresh.setAttribute('aria-disabled', String(isBusy));
  page.refreshLabel.textContent = isBusy ? view.words.refreshing : view.words.refresh;
  page.status.textContent = '';
  if (isBusy) page.alert.hidden = true;
}
function fail(message: string): void {
  setBusy(false);
  if (!shown) return;
  shown.page.alert.textContent = message;
  shown.page.alert.hidden = false;
}
function tell(message: string): void {
  setBusy(false);
  if (shown) shown.page.status.textContent = message;
}

function draw(view: QrView): Page {
  const { words } = view;
  const refreshLabel = element('span', {}, words.refresh);
  const page: Page = {
    picture: element('div', { class: 'picture' }, element('img', { src: view.imageDataUri, alt: words.imageAlt })),
    refresh: button('refresh', icon(...paths.refresh), refreshLabel),
    refreshLabel,
    age: element('p', { class: 'age' }),
    status: element('p', { class: 'status', role: 'status' }),
    alert: element('p', { class: 'alert', role: 'alert', hidden: '' }),
  };
  page.refresh.addEventListener('click', () => {
    if (page.refresh.getAttribute('aria-disabled') !== 'true') host.postMessage({ type: 'refresh' });
  });
  const copy = button('copyLink', icon(...paths.copy), words.copyLink);
  const save = button('saveImage', icon(...paths.save), words.saveImage);
  copy.addEventListener('click', () => host.postMessage({ type: 'copyLink' }));
  save.addEventListener('click', () => host.postMessage({ type: 'saveImage' }));
  copy.classList.add('primary');

  root.replaceChildren(
    element(
      'header',
      {},
      element('h1', {}, view.programName),
      element('span', { class: `badge ${view.environment}` }, view.environmentWord),
    ),
    element(
      'div',
      { class: 'columns' },
      element('figure', {}, page.picture, element('figcaption', {}, page.age)),
      element(
        'section',
        {},
        element('p', { class: 'hint' }, icon(...paths.phone), element('span', {}, words.scanHint)),
        facts(view),
        element('div', { class: 'buttons' }, copy, save, page.refresh),
        page.alert,
        page.status,
      ),
    ),
  );
  return page;
}
function facts({ words, version, mnpId, opens, link }: QrView): HTMLElement {
  const row = (name: string, value: string, kind: string): HTMLElement =>
    element('div', {}, element('dt', {}, name), element('dd', { class: kind }, value));
  return element(
    'dl',
    {},
    row(words.version, version, 'strong'),
    row(words.miniProgramId, mnpId, 'code'),
    row(words.opens, opens, opens.includes('/') ? 'code' : ''),
    row(words.link, link, 'code link'),
  );
}
const button = (id: string, ...children: readonly (Node | string)[]): HTMLButtonElement =>
  element('button', { id, type: 'button' }, ...children);
