import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { QrModel } from '../../app/panels';
import { type Disposable, DisposableList } from '../../base/disposable';
import { assertNever, messageOf } from '../../base/errors';
import type { FromQrPage, ToQrPage } from '../../webview/protocol';
import { createPagePanel } from './pagePanel';
import { qrView } from './qrView';

export interface QrPanelPorts {
  readonly extensionUri: vscode.Uri;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  readonly copy: (text: string) => Promise<void>;
  readonly saveFile: (suggestedName: string, bytes: Uint8Array) => Promise<string | undefined>;
}
/** The open QR panels, one for each mini program of a profile; it shows the version that is the preview. */
export class QrPanels implements Disposable {
  readonly #open = new Map<string, QrPanel>();

  constructor(private readonly ports: QrPanelPorts) {}

  /** Opens the panel, or brings it to the front with the new contents. */
  show(model: QrModel): void {
    const known = this.#open.get(model.key);
    if (known) {
      known.replace(model);
      return;
    }
    const panel = new QrPanel(model, this.ports, () => this.#open.delete(model.key));
    this.#open.set(model.key, panel);
  }
  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}

class QrPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #owned = new DisposableList();
  #isRefreshing = false;
  #isClosed = false;

  constructor(
    private model: QrModel,
    private readonly ports: QrPanelPorts,
    onClose: () => void,
  ) {
    this.#panel = createPagePanel({ page: 'qr', picture: 'qr' }, this.#title, ports.extensionUri);
    this.#owned.add(this.#panel.webview.onDidReceiveMessage((message: FromQrPage) => void this.#receive(message)));
    this.#panel.onDidDispose(() => {
      this.#isClosed = true;
      onClose();
      this.#owned.dispose();
    });
  }
  replace(model: QrModel): void {
    this.#set(model);
    this.#panel.reveal();
  }
  dispose(): void {
    this.#panel.dispose();
  }

  get #title(): string {
    const { programName, version } = this.model;
    return this.ports.redact(l10n.t('QR: {0} {1}', programName, version));
  }
  #set(model: QrModel): void {
    // VS Code refuses whatever is done to a panel that is closed.
    if (this.#isClosed) return;
    this.model = model;
    this.#panel.title = this.#title;
    this.#send({ type: 'show', view: qrView(model, this.ports.redact) });
  }
  /** A page that is closed meanwhile has nobody to tell. */
  #send(message: ToQrPage): void {
    if (!this.#isClosed) this.#panel.webview.postMessage(message).then(undefined, () => {});
  }
  async #receive(message: FromQrPage): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      this.#send({ type: 'failed', message: this.ports.redact(messageOf(error)) });
    }
  }
  async #answer(message: FromQrPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        // Also when the tab comes back to the front: VS Code has thrown the page away meanwhile.
        this.#send({ type: 'show', view: qrView(this.model, this.ports.redact) });
        if (this.#isRefreshing) this.#send({ type: 'busy' });
        return;
      case 'copyLink':
        await this.ports.copy(this.model.link);
        this.#send({ type: 'done', message: l10n.t('Link copied') });
        return;
      case 'saveImage':
        return this.#save();
      case 'refresh':
        return this.#refresh();
      default:
        return assertNever(message);
    }
  }
  async #save(): Promise<void> {
    const { programName, version, imageDataUri } = this.model;
    const bytes = Buffer.from(imageDataUri.slice(imageDataUri.indexOf(',') + 1), 'base64');
    const path = await this.ports.saveFile(`${programName} ${version} QR.png`, bytes);
    if (path) this.#send({ type: 'done', message: l10n.t('Saved as {0}', path) });
  }
  async #refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    this.#send({ type: 'busy' });
    try {
      const model = await this.model.refresh();
      this.#isRefreshing = false;
      this.#set(model);
    } finally {
      this.#isRefreshing = false;
    }
  }
}
