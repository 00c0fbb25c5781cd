import type { Disposable } from '../base/disposable';
import type { Event } from '../base/event';
import type { PackProblem, TextRange } from '../pack/packTypes';
import type { FormModel } from './forms/form';
import type { ApprovalModel, FaultsModel, PackageModel, QrModel } from './panels';

/** What the product needs from its host. `src/vscode` implements these; tests script them (test/support). */

export interface PickItem<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Codicon id without `$()`. */
  readonly icon?: string;
  readonly value: T;
  /** A heading, not a choice. */
  readonly separator?: true;
  readonly picked?: boolean;
}
/** The user pressed "back" in a multi-step input. */
export const BACK = Symbol('back');
export type Back = typeof BACK;
export interface StepNumber {
  readonly step: number;
  readonly of: number;
}
export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder?: string;
  /** Either the items, or a source that is asked again as the user types (server-side search). */
  readonly items: readonly PickItem<T>[] | ((query: string, signal: AbortSignal) => Promise<readonly PickItem<T>[]>);
  /** Shows "step/of" and a back button; `BACK` is answered only then. */
  readonly steps?: StepNumber;
  /** A button in the title of the picker, such as "Create…". */
  readonly onCreate?: { readonly label: string; readonly value: T };
}
export interface InputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  readonly steps?: StepNumber;
  /** Answers what is wrong, or undefined. Called as the user types; asynchronous checks run on Enter only (`check`). */
  readonly validate?: (value: string) => string | undefined;
  /** Runs on Enter with a busy mark; what it answers is shown and the box stays open. */
  readonly check?: (value: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly busyText?: string;
  /** Called with what stands in the box when Back is pressed, so that it is not lost. */
  readonly onBack?: (value: string) => void;
}
export interface ConfirmOptions {
  readonly message: string;
  readonly detail?: string;
  /** The verb on the button: "Release 1.4.2". */
  readonly confirm: string;
  /** When set the user must type this name: for what takes something away from end users. */
  readonly typeToConfirm?: string;
  /** Why a modal is right here; kept in the log (house rule: modal only for danger the user started). */
  readonly reason: 'changes what end users see' | 'cannot be undone' | 'secrets';
}
export interface MessageAction {
  readonly label: string;
  readonly run: () => unknown;
}
export interface ProgressReport {
  readonly message?: string;
  /** 0..100 of the whole; only when true. */
  readonly percent?: number;
}
export interface ProgressHandle {
  readonly signal: AbortSignal;
  report(progress: ProgressReport): void;
}
export interface Ui {
  pick<T>(options: PickOptions<T>): Promise<T | Back | undefined>;
  /** Several of the items, those with `picked` ticked at first; never an empty list. */
  pickMany<T>(options: PickOptions<T> & { readonly items: readonly PickItem<T>[] }): Promise<readonly T[] | undefined>;
  input(options: InputOptions): Promise<string | Back | undefined>;
  confirm(options: ConfirmOptions): Promise<boolean>;
  /** A notification. Resolves as soon as it is shown; an action runs when pressed. */
  say(kind: 'info' | 'warning' | 'error', message: string, actions?: readonly MessageAction[]): void;
  /** Runs work with a notification that can be cancelled; work that ends within a moment shows none. */
  withProgress<T>(title: string, work: (handle: ProgressHandle) => Promise<T>): Promise<T>;
  openUrl(url: string): Promise<void>;
  copy(text: string): Promise<void>;
  /** Empties the clipboard when it still holds exactly this text. */
  clearClipboard(text: string): Promise<void>;
  /** Asks for a file with one of the endings (without dot); answers its absolute path, undefined when the user gave up. */
  chooseFile(title: string, what: string, endings: readonly string[]): Promise<string | undefined>;
  /** A read-only document in an editor tab. */
  showText(title: string, text: string, language: 'json' | 'markdown'): Promise<void>;
  /** Asks where to save; undefined when the user gave up. Answers the path written. */
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | undefined>;
  showQr(model: QrModel): void;
  /** One panel for each project; brought to the front with the new contents when it is open. */
  showPackage(model: PackageModel): void;
  /** One panel for each request for approval; brought to the front with the new contents when it is open. */
  showApproval(model: ApprovalModel): void;
  /** One panel for each form; brought to the front as it stands when it is open. */
  showForm(model: FormModel): void;
  /** One panel for each sandbox; brought to the front when it is open. */
  showFaults(model: FaultsModel): void;
  /** Opens a file (absolute path) in an editor, with the range selected. */
  openFile(path: string, range?: TextRange): Promise<void>;
  showLog(): void;
  /** Brings the Mini Programs view to the front. */
  focusView?(): void;
}

export interface Secrets {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}
/** Small state that survives a restart. `workspace` belongs to the open folder, `global` to the user. */
export interface Memento {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what it has set
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): Promise<void>;
}

export interface Folder {
  readonly name: string;
  /** Absolute file-system path. */
  readonly path: string;
}
export interface Workspace {
  readonly folders: readonly Folder[];
  /** The folder of the active editor, if any. */
  readonly activeFolder: Folder | undefined;
  readonly isTrusted: boolean;
  readonly onDidChangeFolders: Event<void>;
  /** Fires with the folder whose project configuration file was saved, created or deleted. */
  readonly onDidChangeProject: Event<Folder>;
  /** Subject of the last git commit of that folder; undefined without git or commits. */
  lastCommitSubject(folder: Folder): Promise<string | undefined>;
  /** `miniProgram.mnpId` for this folder, or undefined when it is empty. */
  linkedId(folder: Folder): string | undefined;
  setLinkedId(folder: Folder, mnpId: string | undefined): Promise<void>;
  /** Opens a copy of the sample project: in this window when it is empty, else in a new one. The copy is made once and kept. */
  openSample(): Promise<void>;
}

/** Files under the extension's own storage and of the workspace. Paths are absolute. */
export interface Files {
  readText(path: string): Promise<string | undefined>;
  /** The whole file; rejects when it is missing. */
  readBytes(path: string): Promise<Uint8Array>;
  /** Replaces the file in one step: a reader sees the old or the new text, never a part. Creates folders. */
  writeAtomic(path: string, text: string): Promise<void>;
  list(directory: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Joins and normalises in the manner of the machine. */
  join(...parts: readonly string[]): string;
  /** A fresh folder for temporary files that `dispose` removes with all it holds. */
  tempFolder(): Promise<{ readonly path: string } & Disposable>;
  /** Creates the file for this process alone; answers who holds it when it is already held by a living process. */
  lock(
    path: string,
    note: string,
  ): Promise<({ readonly held: true } & Disposable) | { readonly held: false; readonly note: string }>;
  /** The note of the living process that holds this lock, or undefined. Takes nothing. */
  lockHolder(path: string): Promise<string | undefined>;
  /**
   * Tells the names of files in the folder that come, change or go; undefined when the system does not say which. Where
   * nothing can be watched nothing is told.
   */
  watch(folder: string, onChange: (name: string | undefined) => void): Disposable;
  /** Size and hex SHA-256 of a file, read as a stream; undefined when it is missing. */
  fingerprint(path: string): Promise<{ readonly bytes: number; readonly sha256: string } | undefined>;
}

/** The emulator on this machine. */
export interface SandboxAddress {
  readonly url: string;
  readonly platformId: string;
  readonly secretId: string;
  readonly region: string;
  readonly dialect: 'tcsas' | 'tcmpp';
}
/** A user of the emulator with a key of their own, whose rights are those of the role. */
export interface SandboxAccount {
  readonly role: 'administrator' | 'developer' | 'reviewer';
  readonly userAccount: string;
  readonly secretId: string;
  readonly secretKey: string;
}
export interface SandboxHost {
  /** Starts the emulator, or answers the one that runs; concurrent callers get the same. */
  ensure(): Promise<SandboxAddress & { readonly secretKey: string }>;
  /** The keys of the roles that can be played in the emulator that `ensure` answered last; empty when they are not known. */
  accounts(): Promise<readonly SandboxAccount[]>;
  /** Stops it and forgets its state. */
  reset(): Promise<void>;
}
export interface SandboxRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Of one fault; left out = all of them. */
  readonly id?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}
/**
 * Asks an emulator on this machine about its faults (`/sandbox/faults`), with the owner's key. Answers the HTTP status and the
 * parsed JSON, or undefined when it is none. Rejects when nothing answers, or when the address is not this machine's.
 */
export type AskSandbox = (
  target: { readonly url: string; readonly secretKey: string },
  request: SandboxRequest,
) => Promise<{ readonly status: number; readonly body: unknown }>;
/** Whether anyone can see what we show: nothing is asked of the platform otherwise. */
export interface Presence {
  /** The window has the focus: the status bar can be seen. */
  readonly isFocused: boolean;
  /** It has, and one of our views can be seen as well. */
  readonly isWatched: boolean;
  /** Fires when either changes. */
  readonly onDidChange: Event<void>;
}
/** Where the findings about a project are listed with file, line and column: the Problems view. */
export interface Problems {
  /** Replaces all that is listed for the project with this root. Absolute. */
  show(root: string, problems: readonly PackProblem[]): void;
  clear(root: string): void;
  /** Brings the list to the front. */
  focus(): void;
}
/** How a task of the host came to its end. */
export type TaskEnd =
  /** `exitCode` is undefined when the task started no process that could tell. */
  | { readonly kind: 'ended'; readonly exitCode: number | undefined }
  /** There is no task of that name; `names` are those that there are. */
  | { readonly kind: 'notFound'; readonly names: readonly string[] }
  /** It was not started, because it runs in the background and never ends. */
  | { readonly kind: 'background' };
/** The tasks of the open folders, such as those of tasks.json and the npm scripts. */
export interface Tasks {
  /**
   * Runs the task with this name (`build`, `npm: build`) of the workspace folder that holds `folder` (absolute) and waits for
   * its end. When the signal fires the task is ended; rejects with `Cancelled`.
   */
  run(name: string, folder: string, signal: AbortSignal): Promise<TaskEnd>;
  /** Brings the terminal of the task that ran last to the front. */
  showTerminal(): void;
}
