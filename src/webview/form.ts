import { element } from './dom';
import { FormPage } from './formPage';
import type { FromFormPage, ToFormPage } from './formProtocol';

declare function acquireVsCodeApi(): { postMessage(message: FromFormPage): void };

const host = acquireVsCodeApi();
const root = element('main', { class: 'page' });
document.body.append(root);
let page: FormPage | undefined;

window.addEventListener('message', (event: MessageEvent<ToFormPage>) => receive(event.data));
host.postMessage({ type: 'ready' });

function receive(message: ToFormPage): void {
  switch (message.type) {
    case 'show':
      page = new FormPage(message.view, message.rows, (sent) => host.postMessage(sent));
      root.replaceChildren(page.element);
      page.focusFirst();
      break;
    case 'checked':
      page?.setMistakes(message.errors);
      break;
    case 'chosen':
      page?.setChosen(message);
      break;
    case 'busy':
      page?.setBusy(true);
      break;
    case 'refused':
      page?.setBusy(false);
      page?.refuse(message.message, message.errors);
      break;
  }
}
