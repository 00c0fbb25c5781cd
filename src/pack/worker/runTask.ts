import { statSync } from 'node:fs';
import * as path from 'node:path';
import { assertNever } from '../../base/errors';
import { type OpenPackage, openPackage, runBatch } from './batch';
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
      return runBatch(open, task.files, task.zip, task.memory);
    }
    default:
      return assertNever(task);
  }
}
function measure(base: string, paths: readonly string[]): Float64Array {
  const sizes = new Float64Array(paths.length);
  paths.forEach((file, i) => {
    try {
      sizes[i] = statSync(path.join(base, file), { throwIfNoEntry: false })?.size ?? -1;
    } catch {
      sizes[i] = -1;
    }
  });
  return sizes;
}
/** Memory that changes hands with a result instead of being copied. */
export function transferOf(result: TaskResults[Task['type']]): readonly ArrayBuffer[] {
  if (result === null) return [];
  if (result instanceof Float64Array) return [result.buffer as ArrayBuffer];
  return [result.memory, result.numbers.buffer as ArrayBuffer, result.digests.buffer as ArrayBuffer];
}
