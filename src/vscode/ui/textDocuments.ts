import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';

const SCHEME = 'mini-program-text';
/** A preview says its whole name in its tab. */
const endings = { json: '.json', markdown: '' } as const;
/** Texts that are kept. A preview reads its text again whenever it likes, and nobody tells when it is closed. */
const KEPT = 50;

/** Read-only texts in editor tabs: JSON as it is, Markdown as a page. */
export class TextDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts = [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) =>
        this.#texts.get(uri.toString()) ?? l10n.t('This was not kept over the restart. Open it again from the view.'),
    }),
    this.#changed,
  ];

  /** Opens the text, or brings its tab to the front with the new text. */
  async show(title: string, text: string, language: 'json' | 'markdown'): Promise<void> {
    const name = title.replaceAll(/[/\\?#]+/g, ' ');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}${endings[language]}` });
    this.#keep(uri, text);
    this.#changed.fire(uri);
    if (language === 'markdown' && (await showPage(uri))) return;
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
    await vscode.window.showTextDocument(document, { preview: true });
  }
  #keep(uri: vscode.Uri, text: string): void {
    const key = uri.toString();
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > KEPT && oldest !== undefined) this.#texts.delete(oldest);
  }
  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }
}

/** Shows Markdown as a page. False where VS Code's own Markdown extension is switched off. */
async function showPage(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
    return true;
  } catch {
    return false;
  }
}
