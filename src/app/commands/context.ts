import type { Emitter, Observable } from '../../base/event';
import type { ActivityView } from '../activity/activityView';
import type { ActivityFeed } from '../activity/feed';
import type { ApprovalsView } from '../approvals/approvalsView';
import type { FaultWatch } from '../faults/faultWatch';
import type { CommandId } from '../manifest';
import type { PlatformView } from '../platform/platformView';
import type { SessionFactory } from '../profiles/sessions';
import type { ProfileStore } from '../profiles/profileStore';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { AppContext, CommandHandlers, PublishActivity } from '../services';
import type { LinkedState } from '../status/linked';
import type { ProgramStore } from '../stores/programStore';
import type { WatchList } from '../watching/watchList';

/** Gets the bytes of a picture. Rejects what is bigger than `maxBytes` without reading all of it. */
export type FetchBytes = (
  url: string,
  options: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
) => Promise<Uint8Array>;

/** What the commands of this room are made of; the publish commands take the `AppContext` of it. */
export interface CommandContext extends AppContext {
  readonly profiles: ProfileStore;
  readonly store: ProgramStore;
  readonly programs: ProgramStore;
  readonly linked: LinkedState;
  readonly platform: PlatformView;
  readonly approvals: ApprovalsView;
  readonly faultWatch: FaultWatch;
  readonly factory: SessionFactory;
  readonly fetchBytes: FetchBytes;
  readonly activity: Observable<PublishActivity | undefined>;
  readonly activityFeed: ActivityFeed;
  readonly activityView: ActivityView;
  readonly watches: WatchList;
  /** Asks the host to bring this row of the Mini Programs view to the front. */
  readonly reveals: Emitter<ProgramRef | VersionRef>;
}
/** The handlers of some commands; a file of commands answers one of these. */
export type HandlersOf<C extends CommandId> = Pick<CommandHandlers, C>;
