import { median, spread, table } from './figures';
import type { Memory, Stretch } from './probes';

/** One press of "Load more". */
export interface Press extends Stretch {
  /** Rows loaded afterwards. */
  readonly rows: number;
  /** From the key until the new end of the list is drawn, in milliseconds. */
  readonly ms: number;
}
/** What one run on one host showed; times in milliseconds. */
export interface LargeRun {
  /** From the click on the icon to the first row: never seen before, seen before, and a view of fixed rows. */
  readonly cold: readonly number[];
  readonly cached: readonly number[];
  readonly peer: readonly number[];
  readonly presses: readonly Press[];
  readonly before: Memory;
  readonly after: Memory;
  /** Refresh with everything loaded. */
  readonly refresh: Stretch;
  /** Of DescribeMNPList, all windows together. */
  readonly requests: number;
  readonly mostInASecond: number;
}
const budgets = {
  /** Issue 2: the first page of the `large` seed. */
  cold: 1_000,
  /** design.md §10: first tree paint from cache, beyond what VS Code takes for any view. */
  cachedBeyondPeer: 200,
  /** Longest stall of the extension host and longest task of the window: longer ones are felt while typing. */
  stall: 500,
  requestsPerSecond: 20,
  /** Growth of the extension host's heap, in MB. */
  hostHeap: 150,
};

/** Prints the figures. Answers whether they are within the budgets. */
export function reportLarge(run: LargeRun): boolean {
  const write = (text: string): void => void process.stdout.write(`\n${text}\n`);
  const against = (values: readonly number[]): string => `${(median(values) / median(run.peer)).toFixed(1)}×`;
  write(
    table(
      ['from click to first row, ms', 'median (lowest to highest)', 'against fixed rows'],
      [
        ['first page, never seen before', spread(run.cold), against(run.cold)],
        ['first page, from cache', spread(run.cached), against(run.cached)],
        ['peer: a view of fixed rows', spread(run.peer), '1.0×'],
      ],
    ),
  );
  const row = (name: string, ms: string, { hostStall, longTask, longTasks }: Stretch): readonly string[] => [
    name,
    ms,
    ...[hostStall, longTask, longTasks].map((value) => value.toFixed(0)),
  ];
  write(
    table(
      ['rows', 'ms until drawn', 'longest stall of the extension host', 'longest task of the window', 'all long tasks'],
      [
        ...run.presses.map((press) => row(String(press.rows), press.ms.toFixed(0), press)),
        row('refresh of all', '', run.refresh),
      ],
    ),
  );
  const memory = ({ hostHeap, hostResident, windowHeap }: Memory): string =>
    `extension host ${hostHeap.toFixed(0)} MB heap (${hostResident.toFixed(0)} MB resident), window ${windowHeap.toFixed(0)} MB heap`;
  write(`Memory with the first page: ${memory(run.before)}; with all: ${memory(run.after)}.`);
  write(`${run.requests} list requests in all windows, at most ${run.mostInASecond} of one action within a second.`);
  const broken = exceeded(run);
  write(broken.length === 0 ? 'All within budget.' : `EXCEEDED: ${broken.join('; ')}.`);
  return broken.length === 0;
}
function exceeded(run: LargeRun): readonly string[] {
  const stretches = [...run.presses, run.refresh];
  const found: readonly (readonly [string, number, number])[] = [
    ['first page, ms', median(run.cold), budgets.cold],
    ['first page from cache beyond the peer, ms', median(run.cached) - median(run.peer), budgets.cachedBeyondPeer],
    ['stall of the extension host, ms', Math.max(...stretches.map(({ hostStall }) => hostStall)), budgets.stall],
    ['task of the window, ms', Math.max(...stretches.map(({ longTask }) => longTask)), budgets.stall],
    ['requests within a second', run.mostInASecond, budgets.requestsPerSecond],
    ['growth of the extension host, MB', run.after.hostHeap - run.before.hostHeap, budgets.hostHeap],
  ];
  return found.flatMap(([what, value, most]) => (value > most ? [`${what} ${value.toFixed(0)}, budget ${most}`] : []));
}
