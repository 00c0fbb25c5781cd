import * as vscode from 'vscode';
import type { TaskEnd, Tasks } from '../app/ports';
import { untilAborted } from '../app/publish/unanswered';
import type { Clock } from '../base/clock';
import { type Disposable, DisposableList } from '../base/disposable';
import { throwIfAborted } from '../base/errors';
import { Emitter } from '../base/event';

/** The end of a task may be told before the end of its process. Milliseconds. */
const processTellsWithinMs = 500;
/** A task that was ended and does not say so is waited for no longer. Milliseconds. */
const endsWithinMs = 5_000;

/** The `Tasks` port on VS Code's. */
export function createTasks(clock: Clock): Tasks {
  let last: string | undefined;
  return {
    run: async (name, folder, signal) => {
      const all = await vscode.tasks.fetchTasks();
      const owner = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder));
      const near = all.filter((task) => isOf(task, owner)).sort((a, b) => rank(a, owner) - rank(b, owner));
      const task = near.find((one) => [one.name, labelOf(one)].includes(name));
      if (!task) return { kind: 'notFound', names: [...new Set(near.map(labelOf))] };
      if (task.isBackground) return { kind: 'background' };
      throwIfAborted(signal);
      last = task.name;
      return runToEnd(task, clock, signal);
    },
    showTerminal: () => {
      const terminal = vscode.window.terminals.findLast(
        ({ name }) => last !== undefined && (name === last || name.endsWith(` - ${last}`)),
      );
      if (terminal) terminal.show();
      else void vscode.commands.executeCommand('workbench.action.terminal.focus');
    },
  };
}
const isOf = ({ scope }: vscode.Task, owner: vscode.WorkspaceFolder | undefined): boolean =>
  scope === undefined ||
  typeof scope === 'number' ||
  owner === undefined ||
  scope.uri.toString() === owner.uri.toString();
/** Of tasks with the same name the folder's own come first, and those of tasks.json before those that were detected. */
const rank = ({ scope, source }: vscode.Task, owner: vscode.WorkspaceFolder | undefined): number =>
  (typeof scope === 'object' && owner !== undefined ? 0 : 2) + (source === 'Workspace' ? 0 : 1);
const labelOf = ({ name, source }: vscode.Task): string => (source === 'Workspace' ? name : `${source}: ${name}`);

async function runToEnd(task: vscode.Task, clock: Clock, signal: AbortSignal): Promise<TaskEnd> {
  // Before the start: a short task ends before `executeTask` answers.
  const watch = new TaskWatch(clock);
  const starting = Promise.resolve(vscode.tasks.executeTask(task));
  try {
    const own = await untilAborted(starting, signal);
    await untilAborted(
      watch.until(() => watch.hasEnded(own)),
      signal,
    );
    await watch.until(() => watch.codes.has(own), processTellsWithinMs);
    return { kind: 'ended', exitCode: watch.codes.get(own) ?? watch.failure };
  } catch (error) {
    if (signal.aborted) {
      const ending = starting.then((own) => {
        own.terminate();
        return watch.until(() => watch.hasEnded(own), endsWithinMs);
      });
      // A start that waits for an answer of the user may never come; then it is ended as soon as it does.
      await Promise.race([ending, clock.sleep(endsWithinMs)]);
    }
    throw error;
  } finally {
    watch.dispose();
  }
}

/** Hears of all tasks while ours runs. */
class TaskWatch implements Disposable {
  readonly codes = new Map<vscode.TaskExecution, number | undefined>();
  readonly #started = new Set<vscode.TaskExecution>();
  readonly #ended = new Set<vscode.TaskExecution>();
  readonly #owned = new DisposableList();
  readonly #news = this.#owned.add(new Emitter<void>());

  constructor(private readonly clock: Clock) {
    this.#owned.add(vscode.tasks.onDidStartTask(({ execution }) => this.#started.add(execution)));
    this.#owned.add(
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        this.codes.set(execution, exitCode);
        this.#news.fire();
      }),
    );
    this.#owned.add(
      vscode.tasks.onDidEndTask(({ execution }) => {
        this.#ended.add(execution);
        this.#news.fire();
      }),
    );
  }
  hasEnded(execution: vscode.TaskExecution): boolean {
    return this.#ended.has(execution) || this.codes.has(execution);
  }
  /** A task that only depends on others has no process of its own: it fails when one that ran meanwhile has failed. */
  get failure(): number | undefined {
    return [...this.codes].find(
      ([execution, code]) => this.#started.has(execution) && code !== undefined && code !== 0,
    )?.[1];
  }
  /** Resolves as soon as `isTold` holds, or after `ms`. */
  async until(isTold: () => boolean, ms?: number): Promise<void> {
    if (isTold()) return;
    const enough = new AbortController();
    const news = new Promise<void>((resolve) => {
      const listening = this.#owned.add(
        this.#news.event(() => {
          if (!isTold()) return;
          listening.dispose();
          resolve();
        }),
      );
    });
    const late = ms === undefined ? [] : [this.clock.sleep(ms, enough.signal).catch(() => undefined)];
    await Promise.race([news, ...late]);
    enough.abort();
  }
  dispose(): void {
    this.#owned.dispose();
  }
}
