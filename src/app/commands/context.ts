import type { Observable } from '../../base/event';
import type { CommandId } from '../manifest';
import type { SessionFactory } from '../profiles/sessions';
import type { ProfileStore } from '../profiles/profileStore';
import type { AppContext, CommandHandlers, PublishActivity } from '../services';
import type { LinkedState } from '../status/linked';
import type { ProgramStore } from '../stores/programStore';

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
  readonly factory: SessionFactory;
  readonly fetchBytes: FetchBytes;
  readonly activity: Observable<PublishActivity | undefined>;
}
/** The handlers of some commands; a file of commands answers one of these. */
export type HandlersOf<C extends CommandId> = Pick<CommandHandlers, C>;
