import assert from 'node:assert/strict';
import { Cancelled } from '../../src/base/errors';
import type { Clock } from '../../src/base/clock';
import { Emitter } from '../../src/base/event';
import {
  BACK,
  type ConfirmOptions,
  type Folder,
  type InputOptions,
  type Memento,
  type MessageAction,
  type PickItem,
  type PickOptions,
  type ProgressHandle,
  type Secrets,
  type Ui,
  type Workspace,
} from '../../src/app/ports';
import type { FormModel } from '../../src/app/forms/form';
import type { ApprovalModel, FaultsModel, PackageModel, QrModel } from '../../src/app/panels';
import type { TextRange } from '../../src/pack/packTypes';

/** Small hand-written stand-ins for the host. Files need none: `src/disk/files.ts` runs on the real disk. */

/** Time that stands still until `advance`; with `auto` a sleep passes at once and moves the time on. */
export class FakeClock implements Clock {
  #now: number;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  /** Every sleep that was asked for, in milliseconds. */
  readonly sleeps: number[] = [];

  constructor(
    now = Date.UTC(2026, 2, 4, 12),
    private readonly auto = true,
  ) {
    this.#now = now;
  }
  now(): number {
    return this.#now;
  }
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(new Cancelled());
    this.sleeps.push(ms);
    if (this.auto) {
      this.#now += ms;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.#sleepers.push({ at: this.#now + ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(new Cancelled()), { once: true });
    });
  }
  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}

/** One thing that the user does next. */
export type Answer =
  | { readonly pick: string | RegExp | typeof BACK | undefined; readonly query?: string }
  | { readonly pickMany: readonly (string | RegExp)[] | undefined }
  /** `typed` stands in the box when Back is pressed; by default what stood there at first. */
  | { readonly input: string | typeof BACK | undefined; readonly typed?: string }
  | { readonly confirm: boolean }
  | { readonly save: string | undefined }
  | { readonly file: string | undefined };

export interface Said {
  readonly kind: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly actions: readonly MessageAction[];
}

/**
 * A user who answers in order. A prompt that nobody expected throws with its text; `end` fails when answers are left.
 */
export class ScriptedUi implements Ui {
  readonly said: Said[] = [];
  readonly progress: string[] = [];
  /** Titles and texts of everything that was asked. */
  readonly asked: string[] = [];
  readonly shownQr: QrModel[] = [];
  readonly shownPackages: PackageModel[] = [];
  readonly shownApprovals: ApprovalModel[] = [];
  readonly shownForms: FormModel[] = [];
  readonly shownFaults: FaultsModel[] = [];
  readonly openedFiles: { readonly path: string; readonly range: TextRange | undefined }[] = [];
  readonly texts: { readonly title: string; readonly text: string }[] = [];
  readonly opened: string[] = [];
  readonly saved: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  copied: string | undefined;
  logShown = 0;
  /** Cancels the running `withProgress`. */
  cancel: () => void = () => undefined;
  /** Called with each progress message. */
  onProgress: (message: string) => void = () => undefined;
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }
  /** More answers, for a user who goes on. */
  then(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }
  /** Fails when something was expected that did not happen. */
  end(): void {
    assert.deepEqual(this.#answers, [], 'answers are left over');
  }
  get last(): Said {
    const said = this.said.at(-1);
    assert.ok(said, 'nothing was said');
    return said;
  }
  /** Presses a button of the last message. */
  async press(label: string): Promise<void> {
    const action = this.last.actions.find((one) => one.label === label);
    assert.ok(action, `no button "${label}" below "${this.last.message}"`);
    await action.run();
  }

  async pick<T>(options: PickOptions<T>): Promise<T | typeof BACK | undefined> {
    const answer = this.#next('pick', `${options.title} | ${options.placeholder ?? ''}`);
    if (!('pick' in answer)) throw this.#unexpected('pick', options.title);
    if (answer.pick === undefined || answer.pick === BACK) return answer.pick;
    if (answer.pick === options.onCreate?.label) return options.onCreate.value;
    const items = await itemsOf(options, answer.query ?? '');
    return find(items, answer.pick, options.title).value;
  }
  async pickMany<T>(options: PickOptions<T>): Promise<readonly T[] | undefined> {
    const answer = this.#next('pickMany', `${options.title} | ${options.placeholder ?? ''}`);
    if (!('pickMany' in answer)) throw this.#unexpected('pickMany', options.title);
    const items = await itemsOf(options, '');
    return answer.pickMany?.map((wanted) => find(items, wanted, options.title).value);
  }
  async input(options: InputOptions): Promise<string | typeof BACK | undefined> {
    const answer = this.#next('input', `${options.title} | ${options.prompt}`);
    if (!('input' in answer)) throw this.#unexpected('input', options.title);
    const { input } = answer;
    if (input === BACK) options.onBack?.(answer.typed ?? options.value ?? '');
    if (typeof input !== 'string') return input;
    const wrong = options.validate?.(input) ?? (await options.check?.(input, new AbortController().signal));
    if (wrong === undefined) return input;
    this.asked.push(`refused: ${wrong}`);
    // As in the box: what is wrong is shown, and the user answers again.
    return this.input(options);
  }
  confirm(options: ConfirmOptions): Promise<boolean> {
    const answer = this.#next('confirm', `${options.message} | ${options.detail ?? ''}`);
    if (!('confirm' in answer)) throw this.#unexpected('confirm', options.message);
    return Promise.resolve(answer.confirm);
  }
  say(kind: Said['kind'], message: string, actions: readonly MessageAction[] = []): void {
    this.said.push({ kind, message, actions });
  }
  withProgress<T>(title: string, work: (handle: ProgressHandle) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.cancel = () => abort.abort();
    this.progress.push(title);
    return work({
      signal: abort.signal,
      report: ({ message }) => {
        if (message === undefined) return;
        this.progress.push(message);
        this.onProgress(message);
      },
    });
  }
  openUrl(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }
  copy(text: string): Promise<void> {
    this.copied = text;
    return Promise.resolve();
  }
  clearClipboard(text: string): Promise<void> {
    if (this.copied === text) this.copied = '';
    return Promise.resolve();
  }
  chooseFile(title: string): Promise<string | undefined> {
    const answer = this.#next('file', title);
    if (!('file' in answer)) throw this.#unexpected('file', title);
    return Promise.resolve(answer.file);
  }
  showText(title: string, text: string): Promise<void> {
    this.texts.push({ title, text });
    return Promise.resolve();
  }
  saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | undefined> {
    const answer = this.#next('save', suggestedName);
    if (!('save' in answer)) throw this.#unexpected('save', suggestedName);
    if (answer.save !== undefined) this.saved.push({ path: answer.save, bytes });
    return Promise.resolve(answer.save);
  }
  showQr(model: QrModel): void {
    this.shownQr.push(model);
  }
  readonly showPackage = (model: PackageModel): unknown => this.shownPackages.push(model);
  showApproval(model: ApprovalModel): void {
    this.shownApprovals.push(model);
  }
  readonly showForm = (model: FormModel): unknown => this.shownForms.push(model);
  showFaults(model: FaultsModel): void {
    this.shownFaults.push(model);
  }
  openFile(path: string, range?: TextRange): Promise<void> {
    this.openedFiles.push({ path, range });
    return Promise.resolve();
  }
  showLog(): void {
    this.logShown++;
  }
  #next(kind: string, text: string): Answer {
    this.asked.push(text);
    const answer = this.#answers.shift();
    if (answer === undefined) throw this.#unexpected(kind, text);
    return answer;
  }
  #unexpected(kind: string, text: string): Error {
    return new Error(`The user was not expected to be asked (${kind}): ${text}`);
  }
}
async function itemsOf<T>(options: PickOptions<T>, query: string): Promise<readonly PickItem<T>[]> {
  const { items } = options;
  return typeof items === 'function' ? items(query, new AbortController().signal) : items;
}
function find<T>(items: readonly PickItem<T>[], wanted: string | RegExp, title: string): PickItem<T> {
  const found = items.find((item) => {
    if (item.separator) return false;
    return typeof wanted === 'string' ? item.label === wanted : wanted.test(item.label);
  });
  assert.ok(found, `"${title}" offers no ${String(wanted)}, but: ${items.map((item) => item.label).join(' / ')}`);
  return found;
}

export class MemorySecrets implements Secrets {
  readonly values = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }
  set(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}
/** Keeps what JSON keeps, as VS Code does. */
export class MemoryMemento implements Memento {
  readonly values = new Map<string, string>();

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the port's signature
  get<T>(key: string): T | undefined {
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
  set(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}
export class FakeWorkspace implements Workspace {
  folders: readonly Folder[];
  activeFolder: Folder | undefined;
  isTrusted = true;
  commitSubject: string | undefined;
  readonly linked = new Map<string, string>();
  samplesOpened = 0;
  readonly foldersChanged = new Emitter<void>();
  readonly projectChanged = new Emitter<Folder>();
  readonly onDidChangeFolders = this.foldersChanged.event;
  readonly onDidChangeProject = this.projectChanged.event;

  constructor(...folders: Folder[]) {
    this.folders = folders;
  }
  lastCommitSubject(): Promise<string | undefined> {
    return Promise.resolve(this.commitSubject);
  }
  linkedId(folder: Folder): string | undefined {
    return this.linked.get(folder.path);
  }
  setLinkedId(folder: Folder, mnpId: string | undefined): Promise<void> {
    if (mnpId === undefined) this.linked.delete(folder.path);
    else this.linked.set(folder.path, mnpId);
    return Promise.resolve();
  }
  openSample(): Promise<void> {
    this.samplesOpened++;
    return Promise.resolve();
  }
}
