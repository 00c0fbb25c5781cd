import { assertNever } from '../../base/errors';
import { type OpenPackage, openPackage, runBatch } from './batch';
import { measure } from './measure';
import type { Task, TaskResults } from './protocol';

/** What a worker knows: the packages that have begun. */
export type Packages = Map<number, OpenPackage>;

/** Does one task. Blocks while it works: belongs in a worker, or in small portions on the main thread. */
export function runTask(packages: Packages, task: Task): TaskResults[Task['type']] {
  switch (task.type) {
    case 'begin':
      packages.set(task.context.id, openPackage(task.context));
      return null;
    case 'end':
      packages.delete(task.id);
      return null;
    case 'measure':
      return measure(task.base, task.paths);
    case 'batch': {
      const open = packages.get(task.id);
      if (!open) throw new Error(`Package ${task.id} has not begun`);
      return runBatch(open, task);
    }
    default:
      return assertNever(task);
  }
}
/** Memory that changes hands with a result instead of being copied. */
export function transferOf(result: TaskResults[Task['type']]): readonly ArrayBuffer[] {
  if (result === null) return [];
  const numbers = result.numbers.buffer as ArrayBuffer;
  return 'memory' in result ? [result.memory, numbers] : [numbers];
}
