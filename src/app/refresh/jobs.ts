import type { ProgramVersions } from '../model/version';
import type { Sessions } from '../services';
import type { PublishActivity } from '../services';
import type { ProgramStore } from '../stores/programStore';
import type { TreeModel } from '../tree/treeModel';
import type { PollJob } from './poller';

/** Milliseconds between two looks. An idle hour: 12 of the list, and 2 times 2 calls for the linked program. */
export const cadence = { build: 5_000, review: 30_000, list: 300_000, linked: 1_800_000 } as const;

export interface JobPorts {
  readonly sessions: Sessions;
  readonly store: ProgramStore;
  readonly tree: TreeModel;
  readonly linkedId: () => string | undefined;
  readonly activity: () => PublishActivity | undefined;
}
/** What is looked at while somebody watches. */
export function pollJobs(ports: JobPorts): readonly PollJob[] {
  const { store, sessions } = ports;
  return [
    {
      name: 'list',
      everyMs: () => (sessions.active && store.list.state.readAt !== undefined ? cadence.list : undefined),
      readAt: () => store.list.state.readAt,
      look: async () => {
        await store.list.refreshFirst(store.open);
        return store.list.state.error === undefined;
      },
    },
    {
      name: 'linked',
      everyMs: () => (sessions.active && ports.linkedId() !== undefined ? cadence.linked : undefined),
      readAt: () => readAtOf(store, ports.linkedId()),
      look: () => lookAt(ports, [ports.linkedId()]),
    },
    {
      name: 'review',
      everyMs: () => (reviewed(ports).length > 0 ? cadence.review : undefined),
      readAt: () => oldest(reviewed(ports).map((mnpId) => readAtOf(store, mnpId))),
      look: () => lookAt(ports, reviewed(ports)),
    },
    {
      name: 'build',
      everyMs: () => (ports.activity()?.isBuilding ? cadence.build : undefined),
      readAt: () => readAtOf(store, ports.activity()?.mnpId),
      look: () => lookAt(ports, [ports.activity()?.mnpId]),
    },
  ];
}
/** Programs on the screen or in the status bar that wait for a verdict. */
function reviewed({ store, tree, linkedId }: JobPorts): readonly string[] {
  const watched = new Set([...tree.opened, ...[linkedId()].flatMap((id) => id ?? [])]);
  return [...watched].filter((mnpId) => isInReview(store.versionStates.stateOf(mnpId).value));
}
const isInReview = (known: ProgramVersions | undefined): boolean =>
  known?.versions.some((version) => version.state === 'inReview') ?? false;
const readAtOf = (store: ProgramStore, mnpId: string | undefined): number | undefined =>
  mnpId === undefined ? undefined : store.versionStates.stateOf(mnpId).value?.readAt;
const oldest = (times: readonly (number | undefined)[]): number | undefined =>
  times.includes(undefined) ? undefined : Math.min(...times.flatMap((time) => time ?? []));

async function lookAt({ store, sessions }: JobPorts, mnpIds: readonly (string | undefined)[]): Promise<boolean> {
  const { active } = sessions;
  if (!active) return true;
  let isFine = true;
  for (const mnpId of mnpIds) {
    if (mnpId === undefined) continue;
    const state = await store.versionStates.read(store.open, store.refOf(active.id, mnpId));
    isFine &&= state.error === undefined;
  }
  return isFine;
}
