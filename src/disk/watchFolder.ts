import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Disposable } from '../base/disposable';

/**
 * Tells the names of files in the folder that come, change or go; undefined when the system does not say which. The folder
 * is made when it is missing. Where nothing can be watched nothing is told.
 */
export function watchFolder(folder: string, onChange: (name: string | undefined) => void): Disposable {
  const end = new AbortController();
  const begin = async (): Promise<void> => {
    await mkdir(folder, { recursive: true });
    if (end.signal.aborted) return;
    const watcher = watch(folder, { persistent: false, signal: end.signal }, (_event, name) =>
      onChange(name ?? undefined),
    );
    // A folder that is taken away, or a system without watches left: the view is read when it is opened.
    watcher.on('error', () => watcher.close());
  };
  begin().catch(() => undefined);
  return { dispose: () => end.abort() };
}
