import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';

const SCHEME = 'mini-program-text';
const extensions = { json: 'json', markdown: 'md' } as const;

/** Read-only documents in editor tabs. The text lives as long as the tab. */
export class TextDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #parts = [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    this.#changed,
  ];

  /** Opens the text, or brings its tab to the front with the new text. */
  async show(title: string, text: string, language: 'json' | 'markdown'): Promise<void> {
    const name = title.replaceAll(/[/\\?#]+/g, ' ');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.${extensions[language]}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
    await vscode.window.showTextDocument(document, { preview: true });
  }
  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }
}
