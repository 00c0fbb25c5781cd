import type { ProgramVersions } from '../model/version';
import type { Presence } from '../ports';
import type { Sessions } from '../services';
import type { PublishActivity } from '../services';
import type { ProgramStore } from '../stores/programStore';
import type { ReadStore } from '../stores/readStore';
import type { TreeModel } from '../tree/treeModel';
import type { PollJob } from './poller';

/** Milliseconds between two looks. An idle hour: 12 of the list, and 2 times 2 calls for the linked program. */
const cadence = { build: 5_000, review: 30_000, list: 300_000, linked: 1_800_000 } as const;

export interface JobPorts {
  readonly sessions: Sessions;
  readonly store: ProgramStore;
  readonly tree: TreeModel;
  readonly presence: Presence;
  readonly linkedId: () => string | undefined;
  readonly activity: () => PublishActivity | undefined;
}
/** What is looked at while somebody watches. */
export function pollJobs(ports: JobPorts): readonly PollJob[] {
  const { store, sessions } = ports;
  return [
    {
      name: 'list',
      needs: 'view',
      everyMs: () => (sessions.active && store.list.state.readAt !== undefined ? cadence.list : undefined),
      readAt: () => store.list.state.readAt,
      look: async () => {
        await store.list.refreshFirst(store.open);
        return store.list.state.error === undefined;
      },
    },
    {
      name: 'linked',
      needs: 'focus',
      everyMs: () => (sessions.active && isInUse(ports) ? cadence.linked : undefined),
      readAt: () => readAtOf(store, ports.linkedId()),
      look: () => lookAt(ports, [ports.linkedId()]),
    },
    {
      name: 'review',
      needs: 'view',
      everyMs: () => (reviewed(ports).length > 0 ? cadence.review : undefined),
      readAt: () => oldest(reviewed(ports).map((mnpId) => readAtOf(store, mnpId))),
      look: () => lookAt(ports, reviewed(ports)),
    },
    {
      name: 'linked in review',
      needs: 'focus',
      everyMs: () => (isLinkedInReview(ports) ? cadence.review : undefined),
      readAt: () => readAtOf(store, ports.linkedId()),
      look: () => lookAt(ports, [ports.linkedId()]),
    },
    {
      name: 'permissions',
      needs: 'view',
      everyMs: () => (askedFor(ports).length > 0 ? cadence.review : undefined),
      readAt: () => oldest(askedFor(ports).map((mnpId) => store.parts.permissions.stateOf(mnpId).readAt)),
      look: () => lookAt(ports, askedFor(ports), store.parts.permissions),
    },
    {
      name: 'build',
      needs: 'focus',
      everyMs: () => (ports.activity()?.isBuilding ? cadence.build : undefined),
      readAt: () => readAtOf(store, ports.activity()?.mnpId),
      look: () => lookAt(ports, [ports.activity()?.mnpId]),
    },
  ];
}
/** A window that has only been opened asks nothing: the linked program is watched once the view or a command has read something. */
function isInUse({ store, presence, linkedId }: JobPorts): boolean {
  if (linkedId() === undefined) return false;
  return presence.isWatched || store.list.state.readAt !== undefined || readAtOf(store, linkedId()) !== undefined;
}
function isLinkedInReview({ store, linkedId }: JobPorts): boolean {
  const id = linkedId();
  return id !== undefined && isInReview(store.versionStates.stateOf(id).value);
}
/** Programs whose versions are unfolded on the screen and that wait for a verdict. */
function reviewed({ store, tree }: JobPorts): readonly string[] {
  return [...tree.opened].filter((mnpId) => isInReview(store.versionStates.stateOf(mnpId).value));
}
/** Most programs whose permissions are read at one look: the others come at the next. */
const permissionsAtOnce = 10;
/** Programs of which somebody has seen that a request for a sensitive API waits; the one that was read longest ago first. */
function askedFor({ store }: JobPorts): readonly string[] {
  const { permissions } = store.parts;
  const waits = (mnpId: string): boolean =>
    permissions.stateOf(mnpId).value?.some(({ state }) => state === 'processing') ?? false;
  const readAt = (mnpId: string): number => permissions.stateOf(mnpId).readAt ?? 0;
  return permissions
    .known()
    .filter(waits)
    .toSorted((a, b) => readAt(a) - readAt(b))
    .slice(0, permissionsAtOnce);
}
const isInReview = (known: ProgramVersions | undefined): boolean =>
  known?.versions.some((version) => version.state === 'inReview') ?? false;
const readAtOf = (store: ProgramStore, mnpId: string | undefined): number | undefined =>
  mnpId === undefined ? undefined : store.versionStates.stateOf(mnpId).value?.readAt;
const oldest = (times: readonly (number | undefined)[]): number | undefined =>
  times.includes(undefined) ? undefined : Math.min(...times.flatMap((time) => time ?? []));

/** Reads these programs one after the other, while their profile is the active one; answers whether that went well. */
async function lookAt(
  { store, sessions }: JobPorts,
  mnpIds: readonly (string | undefined)[],
  states: Pick<ReadStore<unknown>, 'read'> = store.versionStates,
): Promise<boolean> {
  const { active } = sessions;
  if (!active) return true;
  let isFine = true;
  for (const mnpId of mnpIds) {
    if (mnpId === undefined || sessions.active?.id !== active.id) continue;
    const state = await states.read(store.open, store.refOf(active.id, mnpId));
    isFine &&= state.error === undefined;
  }
  return isFine;
}
