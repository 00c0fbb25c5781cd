import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Problems } from '../../app/ports';
import type { Disposable } from '../../base/disposable';
import { isInside } from '../../pack/inside';
import type { PackProblem } from '../../pack/packTypes';
import { placeProblems } from './placed';

/** A finding as it stands in the list. */
export interface Entry {
  readonly diagnostic: vscode.Diagnostic;
  readonly problem: PackProblem;
}
interface ProjectEntries {
  readonly root: string;
  readonly collection: vscode.DiagnosticCollection;
  /** By the address of the file. */
  entries: ReadonlyMap<string, readonly Entry[]>;
  /** Grows with everything that is shown, so that an older look does not replace a newer one. */
  shown: number;
}
const name = 'Mini Program';
const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** The `Problems` port on VS Code's diagnostics: a collection for each project, so that projects do not disturb each other. */
export class ProblemsView implements Problems, Disposable {
  readonly #projects = new Map<string, ProjectEntries>();
  #shows = 0;

  /** `redact` stands in front of every text that is shown. */
  constructor(private readonly redact: (text: string) => string) {}

  show(root: string, problems: readonly PackProblem[]): void {
    const project = this.#projectOf(root);
    const files = new Map<string, { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[] }>();
    const entries = new Map<string, Entry[]>();
    for (const placed of placeProblems(root, problems, existsSync)) {
      const { line, column, endLine, endColumn } = placed.range;
      const range = new vscode.Range(line, column, endLine, endColumn);
      const diagnostic = new vscode.Diagnostic(range, this.redact(placed.message), severities[placed.severity]);
      diagnostic.source = name;
      const uri = vscode.Uri.file(placed.path);
      const key = uri.toString();
      const file = files.get(key) ?? { uri, all: [] };
      files.set(key, file);
      file.all.push(diagnostic);
      if (!placed.problem) continue;
      diagnostic.code = placed.problem.rule;
      entries.set(key, [...(entries.get(key) ?? []), { diagnostic, problem: placed.problem }]);
    }
    project.collection.clear();
    project.collection.set([...files.values()].map(({ uri, all }) => [uri, all]));
    project.entries = entries;
    project.shown = ++this.#shows;
  }
  clear(root: string): void {
    const key = vscode.Uri.file(root).toString();
    this.#projects.get(key)?.collection.dispose();
    this.#projects.delete(key);
  }
  focus(): void {
    void vscode.commands.executeCommand('workbench.actions.view.problems');
  }
  /** Which state of the list this is: grows with everything that is shown; 0 = none. */
  stateOf(root: string): number {
    return this.#projects.get(vscode.Uri.file(root).toString())?.shown ?? 0;
  }
  /** Roots that have entries and hold this file. */
  rootsWithEntries(file: string): readonly string[] {
    return [...this.#projects.values()]
      .filter(({ entries, root }) => entries.size > 0 && isInside(root, file))
      .map(({ root }) => root);
  }
  /** What is listed for a file, of all projects. */
  entriesAt(uri: vscode.Uri): readonly Entry[] {
    return [...this.#projects.values()].flatMap(({ entries }) => entries.get(uri.toString()) ?? []);
  }
  /** Forgets projects that are in no open folder any more. */
  keepInside(folders: readonly string[]): void {
    for (const { root } of [...this.#projects.values()])
      if (!folders.some((folder) => isInside(folder, root))) this.clear(root);
  }
  dispose(): void {
    for (const { collection } of this.#projects.values()) collection.dispose();
    this.#projects.clear();
  }
  #projectOf(root: string): ProjectEntries {
    const key = vscode.Uri.file(root).toString();
    const known = this.#projects.get(key);
    if (known) return known;
    const collection = vscode.languages.createDiagnosticCollection(name);
    const made: ProjectEntries = { root, collection, entries: new Map(), shown: 0 };
    this.#projects.set(key, made);
    return made;
  }
}
