import { type Disposable, DisposableList } from '../base/disposable';
import { Emitter, type Event, Observable } from '../base/event';
import { ActivityView } from './activity/activityView';
import { ActivityFeed } from './activity/feed';
import { ApprovalsView } from './approvals/approvalsView';
import type { CommandContext, FetchBytes } from './commands/context';
import { allCommands } from './commands/all';
import { createRunner } from './commands/run';
import { FaultWatch } from './faults/faultWatch';
import type { CommandId, ContextKeys } from './manifest';
import { Packing } from './packing/packing';
import type { ProgramRef, VersionRef } from './model/refs';
import { PlatformView } from './platform/platformView';
import { ProjectFolders } from './packagePreview/projectFolders';
import { ProfileStore } from './profiles/profileStore';
import { type SessionFactory, SessionPool } from './profiles/sessions';
import type { Profile } from './profile';
import { pollJobs } from './refresh/jobs';
import { Poller } from './refresh/poller';
import type { CommandHandlers, Ports, PublishActivity } from './services';
import { LinkedState } from './status/linked';
import { StatusModel } from './status/statusModel';
import type { StatusView } from './status/view';
import { ProgramStore } from './stores/programStore';
import { TreeModel } from './tree/treeModel';
import { ViewState } from './tree/viewState';
import { startWatching } from './watching/startWatching';
import { WatchList } from './watching/watchList';

/** What the host gives besides the ports: makers of the parts that talk to the network. */
export interface AppDeps extends SessionFactory {
  readonly fetchBytes: FetchBytes;
}
/** The product, ready to be shown by a host. */
export interface App extends Disposable {
  /** Every command, wrapped: none rejects, each shows its own error once. */
  readonly handlers: CommandHandlers;
  readonly tree: TreeModel;
  readonly platform: PlatformView;
  readonly approvals: ApprovalsView;
  readonly activityView: ActivityView;
  /** Fires with what is to be brought to the front in the Mini Programs view. */
  readonly onReveal: Event<ProgramRef | VersionRef>;
  /** Undefined = hide the item. */
  readonly status: Observable<StatusView | undefined>;
  readonly contextKeys: Observable<ContextKeys>;
  /** Beside the title of the Mini Programs view; empty = none. */
  readonly viewDescription: Observable<string>;
  /** Above the rows of the view; undefined = none (the welcome content shows only then). */
  readonly viewMessage: Observable<string | undefined>;
  /** The real services, for the parts of the host that need them. */
  readonly context: CommandContext;
  /** Reads from the disk what was left behind: linked folder, unfinished publishes. Not awaited by activation; no network. */
  start(): Promise<void>;
}

/** Wires everything together. Touches neither network nor disk: that begins with `start`, a view, or a command. */
export function createApp(ports: Ports, deps: AppDeps): App {
  const disposables = new DisposableList();
  const profiles = disposables.add(new ProfileStore(ports));
  const sessions = disposables.add(new SessionPool(profiles, ports.sandbox, deps, ports.remember));
  const pageSize = (): number => {
    // A settings file can hold anything.
    const size = ports.setting('miniProgram.pageSize');
    return Number.isInteger(size) ? Math.min(100, Math.max(1, size)) : 50;
  };
  const store = disposables.add(new ProgramStore({ ...ports, pageSize }, sessions));
  const activity = disposables.add(new Observable<PublishActivity | undefined>(undefined));
  const linked = disposables.add(new LinkedState(ports));
  const happenings = createHappenings(ports, disposables);
  const { activityView, watches, reveals } = happenings;
  const now = (): number => ports.clock.now();
  const tree = disposables.add(
    new TreeModel({
      store,
      profile: () => sessions.active,
      linkedId: () => linked.id,
      isWatched: (ref) => watches.has(ref),
      now,
    }),
  );
  const platform = disposables.add(new PlatformView({ ...ports, sessions }));
  const approvals = disposables.add(new ApprovalsView({ ...ports, sessions }));
  const secretOf = (profile: Profile): ReturnType<ProfileStore['secretOf']> => profiles.secretOf(profile);
  const faultWatch = disposables.add(
    new FaultWatch({
      ...ports,
      sessions,
      store,
      control: async (profile) => (await import('./faults/faultControl')).faultControl({ ...ports, secretOf }, profile),
    }),
  );
  const status = disposables.add(
    new StatusModel({ ...ports, sessions, store, linked, activity, watches: watches.current }),
  );

  const run = createRunner(
    { ui: ports.ui, log: ports.log, activeProfileId: () => sessions.active?.id },
    () => handlers,
  );
  const context: CommandContext = {
    ...ports,
    run,
    sessions,
    programs: store,
    packing: disposables.add(new Packing(ports)),
    store,
    profiles,
    linked,
    platform,
    approvals,
    activity,
    ...happenings,
    faultWatch,
    factory: deps,
    fetchBytes: deps.fetchBytes,
  };
  const { handlers, resumable, start } = disposables.add(allCommands(context, () => status.facts));
  const folders = disposables.add(new ProjectFolders(ports));
  const projectFolders = folders.current;
  const view = disposables.add(
    new ViewState({
      sessions,
      store,
      linked,
      resumable,
      projectFolders,
      waitingFaults: faultWatch.count,
      administrator: platform.administrator,
      approvalsFilter: approvals.filterText,
      clock: ports.clock,
    }),
  );
  const poller = disposables.add(
    new Poller({
      ...ports,
      isEnabled: () => ports.setting('miniProgram.autoRefresh'),
      onTurn: () => {
        view.update();
        status.update();
        activityView.touch();
      },
    }),
  );
  disposables.add(poller.add(approvals.pollJob));
  disposables.add(approvals.isVisible.onDidChange(() => poller.kick()));
  disposables.add(poller.add(platform.pollJob));
  disposables.add(platform.isVisible.onDidChange(() => poller.kick()));
  disposables.add(watches.current.onDidChange(() => tree.touch()));
  disposables.add(poller.add(faultWatch.pollJob));
  disposables.add(faultWatch.count.onDidChange(() => poller.kick()));
  watchTogether(disposables, { poller, sessions, linked, activity, store, tree });
  for (const job of pollJobs({
    sessions,
    store,
    tree,
    presence: ports.presence,
    linkedId: () => linked.id,
    activity: () => activity.value,
  }))
    disposables.add(poller.add(job));

  return {
    handlers: wrapAll(handlers, run),
    tree,
    platform,
    approvals,
    activityView,
    onReveal: reveals.event,
    status: status.view,
    contextKeys: view.contextKeys,
    viewDescription: view.description,
    viewMessage: view.message,
    context,
    start: async () => {
      disposables.add(startWatching(context));
      await Promise.all([linked.refresh(), folders.refresh(), start()]);
    },
    dispose: () => disposables.dispose(),
  };
}

/** What is told of publishes and changes, and what is waited for. */
function createHappenings(
  ports: Ports,
  disposables: DisposableList,
): Pick<CommandContext, 'activityFeed' | 'activityView' | 'watches' | 'reveals'> {
  const activityFeed = disposables.add(new ActivityFeed());
  const watches = disposables.add(new WatchList(ports.globalState));
  disposables.add(ports.presence.onDidChange(() => watches.reload()));
  return {
    activityFeed,
    activityView: disposables.add(new ActivityView(ports, activityFeed)),
    watches,
    reveals: disposables.add(new Emitter<ProgramRef | VersionRef>()),
  };
}
interface Watched {
  readonly poller: Poller;
  readonly sessions: SessionPool;
  readonly linked: LinkedState;
  readonly activity: Observable<PublishActivity | undefined>;
  readonly store: ProgramStore;
  readonly tree: TreeModel;
}
/** What makes the poller look again at what is due. */
function watchTogether(
  disposables: DisposableList,
  { poller, sessions, linked, activity, store, tree }: Watched,
): void {
  let before = linked.id;
  disposables.add(
    linked.current.onDidChange((now) => {
      if (before !== now?.mnpId) tree.touch();
      before = now?.mnpId;
      poller.kick();
    }),
  );
  disposables.add(sessions.onDidChange(() => poller.kick()));
  disposables.add(activity.onDidChange(() => poller.kick()));
  disposables.add(
    store.onDidChange(({ mnpId }) => {
      poller.kick();
      // The status bar is always in sight: what a command or a look at the list made old is read again.
      const { active } = sessions;
      if (!active || mnpId === undefined || mnpId !== linked.id || !store.versionStates.stateOf(mnpId).needsRead)
        return;
      void store.loadVersions(store.refOf(active.id, mnpId));
    }),
  );
}
function wrapAll(handlers: CommandHandlers, run: CommandContext['run']): CommandHandlers {
  const ids = Object.keys(handlers) as CommandId[];
  return Object.fromEntries(
    ids.map((id) => [id, (...args: never[]) => run(id, ...(args as never))]),
  ) as CommandHandlers;
}
