import type { PollJob } from '../refresh/poller';
import type { PagedList } from './pagedList';

/** Milliseconds between two looks at a list, as at the list of mini programs. */
const everyMs = 300_000;
/** Most lists that are read at one look; the others come at the next. */
const listsAtOnce = 20;

interface Watched {
  readonly isVisible: () => boolean;
  /** The lists that somebody has unfolded, once they were read. */
  readonly openLists: () => readonly PagedList<unknown>[];
  readonly now: () => number;
}
/** What another administrator changed shows by itself, while the Platform view can be seen. Nothing before it was looked at. */
export function platformPoll({ isVisible, openLists, now }: Watched): PollJob {
  const readAt = ({ readAt: at }: PagedList<unknown>): number => at ?? 0;
  return {
    name: 'platform',
    // The view itself must be seen, which is told by `isVisible`.
    needs: 'focus',
    everyMs: () => (isVisible() && openLists().length > 0 ? everyMs : undefined),
    readAt: () => Math.min(...openLists().map(readAt)),
    look: async () => {
      const due = openLists()
        .filter((list) => readAt(list) + everyMs <= now())
        .toSorted((a, b) => readAt(a) - readAt(b))
        .slice(0, listsAtOnce);
      for (const list of due) {
        // Folded meanwhile, or of a profile that is no longer the active one: the account now is not asked about it.
        if (openLists().includes(list)) await list.refreshFirst();
      }
      return due.every(({ state }) => state.error === undefined);
    },
  };
}
