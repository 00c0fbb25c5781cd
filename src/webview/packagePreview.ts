import { element } from './dom';
import { PackagePage } from './packagePage';
import type { FromPackagePage, PackageView, ToPackagePage } from './packageProtocol';
import { RememberedState, type StateStore } from './packageState';

declare function acquireVsCodeApi(): StateStore & { postMessage(message: FromPackagePage): void };

const host = acquireVsCodeApi();
const state = new RememberedState(host);
const root = element('main', { class: 'page' });
/** Stands for as long as the page: a region that is put in anew together with its text is not read out. */
const spoken = element('p', { class: 'spoken', role: 'status' });
document.body.append(root, spoken);

/** What is seen, and what takes its place as soon as its rows have come. */
let shown: PackagePage | undefined;
let coming: PackagePage | undefined;
let busy: string | undefined;
let isStale = false;

window.addEventListener('message', (event: MessageEvent<ToPackagePage>) => receive(event.data));
window.addEventListener('scroll', () => state.set({ top: window.scrollY }), { passive: true });
host.postMessage({ type: 'ready' });

function receive(message: ToPackagePage): void {
  switch (message.type) {
    case 'show':
      isStale = message.isStale;
      make(message.view);
      break;
    case 'rows':
      for (const page of [shown, coming]) if (page?.view.generation === message.generation) page.receive(message);
      break;
    case 'busy':
      if (busy === undefined) speak(shown?.view.words.checking ?? '');
      setBusy(message.text);
      shown?.fail('');
      break;
    case 'idle':
      setBusy(undefined);
      break;
    case 'stale':
      isStale = true;
      shown?.setStale(true);
      speak(shown?.view.words.stale ?? '');
      break;
    case 'failed':
      shown?.fail(message.message);
      break;
    case 'done':
      speak(message.message);
      break;
  }
}
function make(view: PackageView): void {
  let isMade = false;
  const page = new PackagePage(
    view,
    state,
    (message) => host.postMessage(message),
    () => {
      if (isMade) show(page);
    },
  );
  coming = page;
  isMade = true;
}
function show(page: PackagePage): void {
  if (coming !== page) return;
  const wasChecked = shown !== undefined;
  const { top } = state.value;
  const focused = document.activeElement;
  const row = focused?.getAttribute('data-id') ?? undefined;
  const tree = focused?.closest('section')?.id;
  shown = page;
  coming = undefined;
  root.replaceChildren(page.element);
  page.setStale(isStale);
  page.setBusy(busy);
  window.scrollTo({ top });
  // Drawing anew must not throw a keyboard user back to the start.
  if (row !== undefined && tree !== undefined) page.focusRow(tree, row);
  else if (focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
  if (wasChecked) speak(page.view.verdict.text);
}
function setBusy(text: string | undefined): void {
  busy = text;
  shown?.setBusy(text);
}
function speak(text: string): void {
  spoken.textContent = text;
}
