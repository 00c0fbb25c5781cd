import { type Disposable, toDisposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import type { Watcher, WatcherPorts } from './watcher';

/** Has verdicts waited for as long as something is watched. The code for it is loaded when something is. */
export function startWatching(ports: WatcherPorts): Disposable {
  const { watches, log } = ports;
  let loading: Promise<Watcher> | undefined;
  let isDisposed = false;
  const load = async (): Promise<Watcher> => {
    const { Watcher: LoadedWatcher } = await import('./watcher');
    const watcher = new LoadedWatcher(ports);
    if (isDisposed) watcher.dispose();
    return watcher;
  };
  const wake = (): void => {
    if (loading === undefined && watches.current.value.length === 0) return;
    loading ??= load();
    loading
      .then((watcher) => watcher.wake())
      .catch((error: unknown) => {
        // An update may be replacing the files just now: the next change finds them.
        loading = undefined;
        log.warn(`watching did not start: ${messageOf(error)}`);
      });
  };
  const subscription = watches.current.onDidChange(wake);
  wake();
  return toDisposable(() => {
    isDisposed = true;
    subscription.dispose();
    loading?.then((watcher) => watcher.dispose()).catch(() => undefined);
  });
}
