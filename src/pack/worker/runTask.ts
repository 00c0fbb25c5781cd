import { assertNever } from '../../base/errors';
import { runBatch } from './batch';
import { measure } from './measure';
import { type OpenPackage, openPackage } from './openPackage';
import type { Task, TaskResults } from './protocol';
import { Remembered } from './remembered';

/** What a worker knows. */
export interface Kept {
  /** Those that have begun. */
  readonly packages: Map<number, OpenPackage>;
  readonly remembered: Remembered;
}
export const nothingKept = (): Kept => ({ packages: new Map(), remembered: new Remembered() });

/** Does one task. Blocks while it works: belongs in a worker, or in small portions on the main thread. */
export function runTask({ packages, remembered }: Kept, task: Task): TaskResults[Task['type']] {
  switch (task.type) {
    case 'begin':
      remembered.begin();
      packages.set(task.context.id, openPackage(task.context, remembered));
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
