import type { Problems, TaskEnd, Tasks } from '../../src/app/ports';
import type { PackProblem } from '../../src/pack/packTypes';

/** The list as a person would see it. */
export class FakeProblems implements Problems {
  readonly shown = new Map<string, readonly PackProblem[]>();
  focused = 0;

  show(root: string, problems: readonly PackProblem[]): void {
    this.shown.set(root, problems);
  }
  clear(root: string): void {
    this.shown.delete(root);
  }
  focus(): void {
    this.focused++;
  }
}
/** Tasks by name, each with what it does; as long as none is added the folder has none. */
export class FakeTasks implements Tasks {
  readonly known = new Map<string, (signal: AbortSignal) => Promise<TaskEnd>>();
  readonly ran: { readonly name: string; readonly folder: string }[] = [];
  terminalShown = 0;

  run(name: string, folder: string, signal: AbortSignal): Promise<TaskEnd> {
    const work = this.known.get(name);
    if (!work) return Promise.resolve({ kind: 'notFound', names: [...this.known.keys()] });
    this.ran.push({ name, folder });
    return work(signal);
  }
  showTerminal(): void {
    this.terminalShown++;
  }
}
