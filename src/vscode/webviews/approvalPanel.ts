import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { requestName } from '../../app/approvals/model';
import { present } from '../../app/errors/present';
import type { ApprovalModel } from '../../app/panels';
import type { Ui } from '../../app/ports';
import { type Disposable, DisposableList } from '../../base/disposable';
import { assertNever, isCancelled, messageOf } from '../../base/errors';
import type { FromApprovalPage, ToApprovalPage } from '../../webview/approvalProtocol';
import { approvalView } from './approvalView';
import { createPagePanel } from './pagePanel';

export interface ApprovalPanelPorts {
  readonly extensionUri: vscode.Uri;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  /** For a decision that failed after its panel was closed. */
  readonly say: Ui['say'];
}
/** The open panels of requests for approval, one for each request of a profile. */
export class ApprovalPanels implements Disposable {
  readonly #open = new Map<string, ApprovalPanel>();

  constructor(private readonly ports: ApprovalPanelPorts) {}

  /** Opens the panel, or brings it to the front with the new contents. */
  show(model: ApprovalModel): void {
    const known = this.#open.get(model.key);
    if (known) {
      known.replace(model);
      return;
    }
    this.#open.set(model.key, new ApprovalPanel(model, this.ports, () => this.#open.delete(model.key)));
  }
  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}

class ApprovalPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #owned = new DisposableList();
  #isBusy = false;
  #isClosed = false;

  constructor(
    private model: ApprovalModel,
    private readonly ports: ApprovalPanelPorts,
    onClose: () => void,
  ) {
    this.#panel = createPagePanel({ page: 'approval', picture: 'approval' }, this.#title, ports.extensionUri);
    this.#owned.add(
      this.#panel.webview.onDidReceiveMessage((message: FromApprovalPage) => void this.#receive(message)),
    );
    this.#owned.add(model.onDidChange(() => void this.#catchUp()));
    this.#panel.onDidDispose(() => {
      this.#isClosed = true;
      onClose();
      this.#owned.dispose();
    });
  }
  replace(model: ApprovalModel): void {
    this.model = model;
    this.#draw();
    this.#panel.reveal();
  }
  dispose(): void {
    this.#panel.dispose();
  }

  get #title(): string {
    return this.ports.redact(l10n.t('Request: {0}', requestName(this.model.details.request.ref)));
  }
  #draw(isSent = false): void {
    // VS Code refuses whatever is done to a panel that is closed.
    if (this.#isClosed) return;
    this.#panel.title = this.#title;
    const view = approvalView(this.model.details, this.model.draft(), this.ports.redact);
    this.#send({ type: 'show', view, ...(isSent && { isSent }) });
    if (this.#isBusy) this.#send({ type: 'busy' });
  }
  /** It was decided from the view, or by somebody else: what can no longer be done is not offered any more. */
  async #catchUp(): Promise<void> {
    if (this.#isBusy || this.#isClosed || !this.model.isOld(this.model.details)) return;
    this.#isBusy = true;
    try {
      const details = await this.model.refresh();
      this.#isBusy = false;
      this.model = { ...this.model, details };
      this.#draw();
    } catch {
      // What is shown stays; the next change, or Refresh, tells more.
    } finally {
      this.#isBusy = false;
    }
  }
  /** A page that is closed meanwhile has nobody to tell. */
  #send(message: ToApprovalPage): void {
    if (!this.#isClosed) this.#panel.webview.postMessage(message).then(undefined, () => {});
  }
  async #receive(message: FromApprovalPage): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      const shown = present(error)?.message ?? messageOf(error);
      if (this.#isClosed && message.type === 'decide' && !isCancelled(error)) this.ports.say('error', shown);
      this.#send(isCancelled(error) ? { type: 'idle' } : { type: 'failed', message: this.ports.redact(shown) });
    }
  }
  async #answer(message: FromApprovalPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // Also when the tab comes back to the front: VS Code has thrown the page away meanwhile.
        this.#draw();
        return;
      case 'draft':
        return this.model.keepDraft(message.note);
      case 'refresh':
        return this.#run(this.model.refresh, l10n.t('Read just now'), false);
      case 'decide': {
        const { decision, applicationIds, note } = message;
        const done = decision === 'approve' ? l10n.t('Approved.') : l10n.t('Rejected.');
        return this.#run(() => this.model.decide(decision, applicationIds, note), done, true);
      }
      default:
        return assertNever(message);
    }
  }
  /** One thing at a time: a second press does nothing. */
  async #run(work: () => Promise<ApprovalModel['details']>, done: string, isSent: boolean): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#send({ type: 'busy' });
    try {
      const details = await work();
      this.#isBusy = false;
      this.model = { ...this.model, details };
      this.#draw(isSent);
      this.#send({ type: 'done', message: done });
    } finally {
      this.#isBusy = false;
    }
  }
}
