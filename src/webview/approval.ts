import { ApprovalPage } from './approvalPage';
import type { FromApprovalPage, ToApprovalPage } from './approvalProtocol';
import { element } from './dom';

declare function acquireVsCodeApi(): { postMessage(message: FromApprovalPage): void };

const host = acquireVsCodeApi();
const root = element('main', { class: 'page' });
/** Stands for as long as the page: a region that is put in anew together with its text is not read out. */
const status = element('p', { class: 'status', role: 'status' });
const alert = element('p', { class: 'alert', role: 'alert', tabindex: '-1', hidden: '' });
document.body.append(root);
let page: ApprovalPage | undefined;

window.addEventListener('message', (event: MessageEvent<ToApprovalPage>) => receive(event.data));
host.postMessage({ type: 'ready' });

function receive(message: ToApprovalPage): void {
  if (message.type === 'show') {
    // Drawing anew must throw away neither what is being typed nor the place of a keyboard user.
    const focused = document.activeElement?.id;
    const typed = message.isSent ? undefined : page?.typed;
    page = new ApprovalPage(message.view, typed, [alert, status], (answer) => host.postMessage(answer));
    root.replaceChildren(...page.parts);
    if (focused) document.getElementById(focused)?.focus();
    return;
  }
  page?.setBusy(message.type === 'busy');
  alert.hidden = message.type !== 'failed';
  if (message.type === 'failed') {
    alert.textContent = message.message;
    status.textContent = '';
    alert.focus();
    alert.scrollIntoView({ block: 'nearest' });
  } else
    status.textContent =
      message.type === 'done' ? message.message : message.type === 'busy' ? (page?.busyText ?? '') : '';
}
