import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { Observable } from '../../base/event';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import { waitingWords } from '../faults/waitingWords';
import type { ContextKeys, WelcomeState } from '../manifest';
import { ago } from '../model/times';
import { whereParts } from '../model/words';
import type { Sessions } from '../services';
import type { LinkedState } from '../status/linked';
import type { ListState } from '../stores/programList';
import type { ProgramStore } from '../stores/programStore';

export interface ViewStatePorts {
  readonly sessions: Sessions;
  readonly store: ProgramStore;
  readonly linked: LinkedState;
  /** Whether a publish waits to be taken up again. */
  readonly resumable: Observable<boolean>;
  readonly projectFolders: Observable<readonly string[]>;
  readonly administrator: Observable<ContextKeys['miniProgram.administrator']>;
  /** What the Approvals view is limited to; empty = nothing. */
  readonly approvalsFilter: Observable<string>;
  /** How many faults wait in the sandbox of this window. */
  readonly waitingFaults: Observable<number>;
  readonly clock: Clock;
}
/** What stands around the rows: title, message, and the keys that choose the welcome content. */
export class ViewState implements Disposable {
  readonly contextKeys: Observable<ContextKeys>;
  readonly description: Observable<string>;
  readonly message: Observable<string | undefined>;
  readonly #ports: ViewStatePorts;
  readonly #disposables = new DisposableList();

  constructor(ports: ViewStatePorts) {
    this.#ports = ports;
    this.contextKeys = this.#disposables.add(new Observable(keysOf(ports)));
    this.description = this.#disposables.add(new Observable(descriptionOf(ports)));
    this.message = this.#disposables.add(new Observable(messageFor(ports)));
    const update = (): void => this.update();
    this.#disposables.add(ports.sessions.onDidChange(update));
    this.#disposables.add(ports.store.list.onDidChange(update));
    this.#disposables.add(ports.linked.current.onDidChange(update));
    this.#disposables.add(ports.resumable.onDidChange(update));
    this.#disposables.add(ports.projectFolders.onDidChange(update));
    this.#disposables.add(ports.waitingFaults.onDidChange(update));
    this.#disposables.add(ports.approvalsFilter.onDidChange(update));
    this.#disposables.add(ports.administrator.onDidChange(update));
  }
  update(): void {
    const keys = keysOf(this.#ports);
    if (JSON.stringify(keys) !== JSON.stringify(this.contextKeys.value)) this.contextKeys.set(keys);
    this.description.set(descriptionOf(this.#ports));
    this.message.set(messageFor(this.#ports));
  }
  dispose(): void {
    this.#disposables.dispose();
  }
}
function keysOf({
  sessions,
  store,
  linked,
  resumable,
  projectFolders,
  approvalsFilter,
  administrator,
}: ViewStatePorts): ContextKeys {
  return {
    'miniProgram.state': sessions.active
      ? welcomeState(store.list.state, store.list.keyword)
      : mustChoose(sessions)
        ? 'rows'
        : 'noProfile',
    'miniProgram.hasProfile': sessions.active !== undefined,
    'miniProgram.environment': sessions.active?.environment ?? 'none',
    'miniProgram.searching': store.list.keyword !== '',
    'miniProgram.linked': linked.id !== undefined,
    'miniProgram.resumable': resumable.value,
    'miniProgram.administrator': administrator.value,
    'miniProgram.approvalsFiltered': approvalsFilter.value !== '',
    'miniProgram.projectFolders': projectFolders.value,
  };
}
/** The profile of this window was removed, and which of the others is meant only the user knows. */
const mustChoose = (sessions: Sessions): boolean => !sessions.active && sessions.list().length > 0;
function welcomeState({ programs, error, readAt }: ListState, keyword: string): WelcomeState {
  if (programs.length > 0) return 'rows';
  if (error instanceof UserError && error.reason === 'keyMissing') return 'keyMissing';
  if (error !== undefined || readAt === undefined) return 'rows';
  return keyword === '' ? 'empty' : 'noMatch';
}
/** "Shop team · PRODUCTION · “tea” · updated 3 min ago". */
function descriptionOf({ sessions, store, waitingFaults, clock }: ViewStatePorts): string {
  const { active } = sessions;
  if (!active) return '';
  const { state, keyword } = store.list;
  const parts: string[] = [...whereParts(active)];
  if (waitingFaults.value > 0) parts.push(waitingWords(waitingFaults.value));
  if (keyword !== '') parts.push(l10n.t('search: {0}', keyword));
  if (state.readAt !== undefined) {
    const age = ago(state.readAt, clock.now());
    parts.push(state.error === undefined ? l10n.t('updated {0}', age) : l10n.t('could not update, seen {0}', age));
  } else if (state.isLoading) parts.push(l10n.t('reading…'));
  return parts.join(' · ');
}
/** The reason when there is nothing else to list; the rows below it say what helps. A missing key has welcome content of its own, which a message would hide. */
function messageFor({ sessions, store }: ViewStatePorts): string | undefined {
  const { error, programs } = store.list.state;
  if (mustChoose(sessions))
    return l10n.t('The profile of this window was removed. Run "Mini Program: Switch Profile" to choose another one.');
  if (!sessions.active || error === undefined || programs.length > 0) return undefined;
  if (error instanceof UserError && error.reason === 'keyMissing') return undefined;
  return present(error, { profileId: sessions.active.id })?.message;
}
