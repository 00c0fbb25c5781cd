import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { filesText } from '../../app/packagePreview/amounts';
import type { PackageModel } from '../../app/panels';
import type { Ports } from '../../app/services';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { assertNever, isCancelled, messageOf } from '../../base/errors';
import type { FromPackagePage, ToPackagePage } from '../../webview/packageProtocol';
import { applyFix } from './packageFix';
import { packageView, rowView } from './packageView';
import { changedAt, watchFolder } from './packageWatch';
import { createPagePanel } from './pagePanel';

export interface PackagePanelPorts {
  readonly extensionUri: vscode.Uri;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  readonly copy: (text: string) => Promise<void>;
  readonly clock: Clock;
  readonly setting: Ports['setting'];
}
/** The open Preview Package panels, one for each project. */
export class PackagePanels implements Disposable {
  readonly #open = new Map<string, PackagePanel>();

  constructor(private readonly ports: PackagePanelPorts) {}

  /** Opens the panel, or brings it to the front with the new contents. */
  show(model: PackageModel): void {
    const known = this.#open.get(model.key);
    if (known) {
      known.replace(model);
      return;
    }
    this.#open.set(model.key, new PackagePanel(model, this.ports, () => this.#open.delete(model.key)));
  }
  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}

class PackagePanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #owned = new DisposableList();
  #generation = 0;
  #isStale = false;
  /** What changed before this is in what is shown, or will be when the check that runs has ended. */
  #since: number;
  /** How much news came that the check that runs takes in. */
  #takenIn = 0;
  #check: AbortController | undefined;
  #isClosed = false;

  constructor(
    private model: PackageModel,
    private readonly ports: PackagePanelPorts,
    onClose: () => void,
  ) {
    this.#since = model.preview.startedAt;
    this.#panel = createPagePanel({ page: 'packagePreview', picture: 'package' }, this.#title, ports.extensionUri);
    this.#owned.add(this.#panel.webview.onDidReceiveMessage((message: FromPackagePage) => void this.#receive(message)));
    this.#owned.add(watchFolder(model.key, (path, isGone) => void this.#onChanged(path, isGone)));
    this.#panel.onDidDispose(() => {
      this.#isClosed = true;
      this.#check?.abort();
      onClose();
      this.#owned.dispose();
    });
  }
  replace(model: PackageModel): void {
    this.#check?.abort();
    this.#check = undefined;
    this.model = model;
    this.#isStale = false;
    this.#show();
    this.#send({ type: 'idle' });
    this.#panel.reveal();
  }
  dispose(): void {
    this.#panel.dispose();
  }

  get #title(): string {
    return this.ports.redact(l10n.t('Package: {0}', this.model.preview.name));
  }
  /** The contents are new. */
  #show(): void {
    this.#generation++;
    this.#since = this.model.preview.startedAt;
    this.#panel.title = this.#title;
    this.#draw();
  }
  #draw(): void {
    const view = packageView(this.model.preview, this.#generation, this.ports.redact);
    this.#send({ type: 'show', view, isStale: this.#isStale });
  }
  /** A page that is closed meanwhile has nobody to tell. */
  #send(message: ToPackagePage): void {
    if (!this.#isClosed) this.#panel.webview.postMessage(message).then(undefined, () => {});
  }
  async #onChanged(path: string, isGone: boolean): Promise<void> {
    const { preview } = this.model;
    if (this.#isStale || !preview.concerns(path, isGone)) return;
    // The news of what the check has seen may come after it.
    const at = isGone ? Infinity : await changedAt(preview.root, path);
    if (at < this.#since) this.#takenIn++;
    else if (preview === this.model.preview) this.#markStale();
  }
  #markStale(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    this.#send({ type: 'stale' });
  }
  async #receive(message: FromPackagePage): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      if (!isCancelled(error)) this.#send({ type: 'failed', message: this.ports.redact(messageOf(error)) });
    }
  }
  async #answer(message: FromPackagePage): Promise<void> {
    const { model } = this;
    switch (message.type) {
      case 'ready':
        // Also when the tab comes back to the front: VS Code has thrown the page away meanwhile.
        this.#draw();
        if (this.#check) this.#send({ type: 'busy', text: '' });
        return;
      case 'rows':
        this.#answerRows(message);
        return;
      case 'open':
        return this.#openRow(message.id);
      case 'fix':
        return this.#fix(message.id);
      case 'check':
        return this.#checkAgain();
      case 'cancel':
        this.#check?.abort();
        return;
      case 'publish':
        return model.publish();
      case 'save':
        return model.save();
      case 'showProblems':
        model.showProblems();
        return;
      case 'copyHash':
        await this.ports.copy(model.preview.contentHash);
        this.#send({ type: 'done', message: l10n.t('Content hash copied') });
        return;
      default:
        return assertNever(message);
    }
  }
  #answerRows({ generation, parent, from }: Extract<FromPackagePage, { readonly type: 'rows' }>): void {
    // The page asked before it heard of a newer check.
    if (generation !== this.#generation) return;
    const page = this.model.preview.rows(parent, from);
    const rows = page.rows.map((row) => rowView(row, this.ports.redact));
    this.#send({ type: 'rows', generation, parent, from, rows, total: page.total });
  }
  async #openRow(id: string): Promise<void> {
    const place = this.model.preview.place(id);
    if (place) await this.model.open(place);
  }
  async #fix(id: string): Promise<void> {
    const { preview, key } = this.model;
    const isDone = await applyFix(preview.problem(id), preview.place(id), key, this.ports.setting);
    if (isDone) await this.#checkAgain();
  }
  async #checkAgain(): Promise<void> {
    if (this.#check) return;
    const check = new AbortController();
    this.#check = check;
    const wasStale = this.#isStale;
    this.#isStale = false;
    this.#takenIn = 0;
    this.#since = this.ports.clock.now();
    this.#send({ type: 'busy', text: '' });
    try {
      const preview = await this.model.check(check.signal, ({ files }) =>
        this.#send({ type: 'busy', text: filesText(files) }),
      );
      if (check.signal.aborted) return;
      this.model = { ...this.model, preview };
      this.#show();
    } finally {
      if (this.#check === check) {
        this.#check = undefined;
        // It was given up or failed: what it would have taken in is still missing.
        if (this.#since !== this.model.preview.startedAt && (wasStale || this.#takenIn > 0)) this.#markStale();
        this.#since = this.model.preview.startedAt;
        this.#send({ type: 'idle' });
      }
    }
  }
}
