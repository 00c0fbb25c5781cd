import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock';
import type { Disposable } from '../base/disposable';
import { poll } from '../base/poll';
import { SandboxStartError } from './startError';

/** Takes a lock file for this process, also from one that has died; answers who holds it when a living one does. */
export type TakeLock = (
  path: string,
  note: string,
) => Promise<({ readonly held: true } & Disposable) | { readonly held: false; readonly note: string }>;

/** Milliseconds for one that is just ending to save what it knows. */
const endingMs = 5_000;

/**
 * Keeps every other sandbox off this state file: each would write over what the other knows, and remove its objects.
 * Throws `SandboxStartError` while one holds it that does not end.
 */
export async function lockState(stateFile: string, take: TakeLock, clock: Clock): Promise<Disposable> {
  const lock = await poll({ clock, every: () => 100, forMs: endingMs }, async () => {
    const taken = await take(`${stateFile}.lock`, 'sandbox');
    return taken.held ? taken : undefined;
  });
  if (lock) return lock;
  throw new SandboxStartError(
    l10n.t('Another sandbox works with the state file {0}. End it, or choose another file.', stateFile),
  );
}
