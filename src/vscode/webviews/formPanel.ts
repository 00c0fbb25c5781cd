import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { FormModel, FormOutcome, FormRow } from '../../app/forms/form';
import type { Ui } from '../../app/ports';
import { type Disposable, DisposableList } from '../../base/disposable';
import { assertNever, messageOf } from '../../base/errors';
import type { FromFormPage, ToFormPage } from '../../webview/formProtocol';
import { formView } from './formView';
import { createPagePanel } from './pagePanel';

export interface FormPanelPorts {
  readonly extensionUri: vscode.Uri;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  readonly say: Ui['say'];
}
/** Milliseconds without typing after which a draft is kept. */
const KEEP_MS = 400;

/** The open forms, one for each thing that is filled in. */
export class FormPanels implements Disposable {
  readonly #open = new Map<string, FormPanel>();

  constructor(private readonly ports: FormPanelPorts) {}
  /** Opens the form, or brings it to the front as it stands: nothing that was typed is lost. */
  show(model: FormModel): void {
    const known = this.#open.get(model.key);
    if (known) {
      known.reveal();
      return;
    }
    this.#open.set(model.key, new FormPanel(model, this.ports, () => this.#open.delete(model.key)));
  }
  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.dispose();
  }
}

class FormPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #owned = new DisposableList();
  /** What stands in the form; passwords are here only. */
  #rows: readonly FormRow[];
  #isRestored: boolean;
  #isSending = false;
  #isClosed = false;
  #isDone = false;
  #keeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly model: FormModel,
    private readonly ports: FormPanelPorts,
    onClose: () => void,
  ) {
    this.#rows = model.draft ?? model.fresh;
    this.#isRestored = model.draft !== undefined;
    this.#panel = createPagePanel(
      { page: 'form', picture: 'form', keepsWhatIsTyped: true },
      ports.redact(model.title),
      ports.extensionUri,
    );
    this.#owned.add(this.#panel.webview.onDidReceiveMessage((message: FromFormPage) => void this.#receive(message)));
    this.#panel.onDidDispose(() => {
      this.#isClosed = true;
      onClose();
      this.#owned.dispose();
      this.#onClosed();
    });
  }
  reveal(): void {
    this.#panel.reveal();
  }
  dispose(): void {
    this.#panel.dispose();
  }

  async #receive(message: FromFormPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#show();
        return;
      case 'changed':
        if (this.#isSending) return;
        this.#rows = message.rows;
        this.#keepSoon();
        this.#send({ type: 'checked', errors: this.model.check(this.#rows) });
        return;
      case 'submit':
        this.#rows = message.rows;
        await this.#submit();
        return;
      case 'choose':
        await this.#choose(message.row, message.field);
        return;
      case 'startOver':
        this.#rows = this.model.fresh;
        this.#isRestored = false;
        this.#keep(undefined);
        this.#show();
        return;
      case 'cancel':
        this.#panel.dispose();
        return;
      default:
        assertNever(message);
    }
  }
  #show(): void {
    const view = formView(this.model, this.#isRestored, this.ports.redact);
    this.#send({ type: 'show', view, rows: this.#rows });
    if (this.#isSending) this.#send({ type: 'busy' });
  }
  /** The page puts the file in, and answers with all that stands there then. */
  async #choose(row: number, field: string): Promise<void> {
    if (this.#isSending) return;
    try {
      const chosen = await this.model.choose?.(field);
      if (!chosen) return;
      const { value, problem = '' } = chosen;
      this.#send({ type: 'chosen', row, field, value, problem: this.ports.redact(problem) });
    } catch (error) {
      this.ports.say('error', this.ports.redact(messageOf(error)));
    }
  }
  async #submit(): Promise<void> {
    if (this.#isSending) return;
    const errors = this.model.check(this.#rows);
    if (errors.length > 0) {
      this.#send({ type: 'refused', message: '', errors });
      return;
    }
    this.#isSending = true;
    this.#send({ type: 'busy' });
    let outcome: FormOutcome;
    try {
      outcome = await this.model.send(this.#rows);
    } catch (error) {
      outcome = { kind: 'refused', message: messageOf(error), errors: [] };
    }
    this.#isSending = false;
    this.#settle(outcome);
  }
  #settle(outcome: FormOutcome): void {
    if (outcome.kind === 'done') {
      this.#isDone = true;
      this.#keep(undefined);
      if (!this.#isClosed) this.#panel.dispose();
      return;
    }
    const { message, errors, rows } = outcome;
    this.#rows = rows ?? this.#rows;
    this.#keep(this.#rows);
    if (this.#isClosed) {
      this.#tell('error', message);
      return;
    }
    const clean = errors.map((error) => ({ ...error, message: this.ports.redact(error.message) }));
    if (rows) this.#show();
    this.#send({ type: 'refused', message: this.ports.redact(message), errors: clean });
  }
  /** A page that is closed meanwhile has nobody to tell. */
  #send(message: ToFormPage): void {
    if (!this.#isClosed) this.#panel.webview.postMessage(message).then(undefined, () => {});
  }
  get #isDirty(): boolean {
    const plain = (rows: readonly FormRow[]): string =>
      JSON.stringify(rows.map((row) => this.model.fields.map(({ name }) => row[name] ?? '')));
    return plain(this.#rows) !== plain(this.model.fresh);
  }
  #onClosed(): void {
    if (this.#isDone || this.#isSending || !this.#isDirty) return;
    this.#keep(this.#rows);
    const { title, fields } = this.model;
    this.#tell(
      'warning',
      fields.some(({ kind }) => kind === 'password')
        ? l10n.t('"{0}" was closed before it was sent. What you typed is kept, but for passwords.', title)
        : l10n.t('"{0}" was closed before it was sent. What you typed is kept.', title),
    );
  }
  #tell(kind: 'warning' | 'error', message: string): void {
    this.ports.say(kind, message, [{ label: l10n.t('Open Again'), run: () => this.model.reopen() }]);
  }
  #keepSoon(): void {
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keep(this.#rows), KEEP_MS);
  }
  #keep(rows: readonly FormRow[] | undefined): void {
    clearTimeout(this.#keeping);
    const isWorthIt = rows !== undefined && this.#isDirty;
    // A draft that cannot be kept is no reason to disturb whoever types.
    this.model.keep(isWorthIt ? rows : undefined).catch(() => undefined);
  }
}
