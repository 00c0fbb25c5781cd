import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FaultList } from '../../app/faults/fault';
import { waitingWords } from '../../app/faults/waitingWords';
import type { FaultsModel } from '../../app/panels';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList, toDisposable } from '../../base/disposable';
import { assertNever, messageOf } from '../../base/errors';
import type { FromFaultPage, ToFaultPage } from '../../webview/faultProtocol';
import { faultPageView, faultRows } from './faultView';
import { createPagePanel } from './pagePanel';

export interface FaultPanelPorts {
  readonly extensionUri: vscode.Uri;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  readonly clock: Clock;
}
/** Milliseconds between two looks at what has struck, while the panel can be seen. */
const everyMs = 2_000;

/** The open panels of faults, one for each sandbox. */
export class FaultPanels implements Disposable {
  readonly #open = new Map<string, FaultPanel>();

  constructor(private readonly ports: FaultPanelPorts) {}

  /** Opens the panel, or brings it to the front. */
  show(model: FaultsModel): void {
    const known = this.#open.get(model.key);
    if (known) known.reveal();
    else this.#open.set(model.key, new FaultPanel(model, this.ports, () => this.#open.delete(model.key)));
  }
  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}

class FaultPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #owned = new DisposableList();
  readonly #closed = new AbortController();
  #shownRows = '';
  #failure = '';
  /** Looks never overlap what the user does: an older list would overwrite the newer. */
  #work: Promise<void> = Promise.resolve();

  constructor(
    private readonly model: FaultsModel,
    private readonly ports: FaultPanelPorts,
    onClose: () => void,
  ) {
    this.#panel = createPagePanel({ page: 'fault', picture: 'fault' }, l10n.t('Rehearse a Fault'), ports.extensionUri);
    this.#owned.add(this.#panel.webview.onDidReceiveMessage((message: FromFaultPage) => this.#receive(message)));
    this.#owned.add(toDisposable(() => this.#closed.abort()));
    this.#panel.onDidDispose(() => {
      onClose();
      this.#owned.dispose();
    });
    void this.#keepLooking();
  }
  reveal(): void {
    this.#panel.reveal();
  }
  dispose(): void {
    this.#panel.dispose();
  }

  async #keepLooking(): Promise<void> {
    const { signal } = this.#closed;
    for (;;) {
      await this.ports.clock.sleep(everyMs, signal).catch(() => {});
      if (signal.aborted) return;
      if (this.#panel.visible && vscode.window.state.focused) await this.#queue(() => this.#show(this.model.list()));
    }
  }
  #queue(work: () => Promise<void>): Promise<void> {
    return (this.#work = this.#work.then(work).catch((error: unknown) => this.#fail(messageOf(error))));
  }
  /** A page that is closed meanwhile has nobody to tell. */
  #send(message: ToFaultPage): void {
    if (!this.#closed.signal.aborted) this.#panel.webview.postMessage(message).then(undefined, () => {});
  }
  #fail(message: string): void {
    const shown = this.ports.redact(message);
    if (shown !== this.#failure) this.#send({ type: 'failed', message: shown });
    this.#failure = shown;
  }
  async #show(reading: Promise<FaultList>): Promise<void> {
    const list = await reading;
    this.#fail('');
    const rows = faultRows(list, this.ports.redact);
    const text = JSON.stringify(rows);
    if (text === this.#shownRows) return;
    this.#shownRows = text;
    const said = waitingWords(list.waiting.length) || l10n.t('No fault is waiting.');
    this.#send({ type: 'rows', rows, said });
  }
  #receive(message: FromFaultPage): void {
    void this.#queue(() => this.#answer(message));
  }
  async #answer(message: FromFaultPage): Promise<void> {
    const { model } = this;
    switch (message.type) {
      case 'ready':
        // Also when the tab comes back to the front: VS Code has thrown the page away meanwhile.
        this.#shownRows = '';
        this.#failure = '';
        this.#send({ type: 'show', view: faultPageView(model.profileName, this.ports.redact) });
        return this.#show(model.list());
      case 'preset':
        return this.#show(model.addPreset(message.id));
      case 'remove':
        return this.#show(model.remove(message.id));
      case 'clear':
        return this.#show(model.clear());
      case 'add': {
        const added = await model.add(message);
        if ('problem' in added) this.#send({ type: 'refused', ...added });
        else await this.#show(Promise.resolve(added));
        return;
      }
      default:
        return assertNever(message);
    }
  }
}
