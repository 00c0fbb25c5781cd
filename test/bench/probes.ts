import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { CodeWindow } from '../host/ui';

/** What happened in one stretch of time, in milliseconds. */
export interface Stretch {
  /** Longest time in which the extension host could do nothing else. */
  readonly hostStall: number;
  /** Longest task of the window's own thread, 0 when none took 50 ms; while it runs, typing and scrolling wait. */
  readonly longTask: number;
  /** All tasks of more than 50 ms together. */
  readonly longTasks: number;
}
interface Histogram {
  readonly max: number;
  enable(): void;
  reset(): void;
}
interface Probed {
  __bench?: Histogram;
  __tasks?: number[];
}
const resolutionMs = 5;

/** Begins to watch both sides of the window; each call of what it gives tells of the time since the one before. */
export async function watchWindow(window: CodeWindow): Promise<() => Promise<Stretch>> {
  await window.ext((_api, resolution) => {
    const { monitorEventLoopDelay } = require('node:perf_hooks') as typeof import('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution });
    histogram.enable();
    (globalThis as Probed).__bench = histogram;
  }, resolutionMs);
  await window.page.evaluate(() => {
    const tasks: number[] = ((globalThis as Probed).__tasks = []);
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  return async () => {
    const hostStall = await window.ext(() => {
      const histogram = (globalThis as Probed).__bench;
      const max = (histogram?.max ?? NaN) / 1e6;
      histogram?.reset();
      return max;
    });
    const tasks = await window.page.evaluate(() => (globalThis as Probed).__tasks?.splice(0) ?? []);
    return {
      hostStall: Math.max(0, hostStall - resolutionMs),
      longTask: Math.max(0, ...tasks),
      longTasks: tasks.reduce((sum, duration) => sum + duration, 0),
    };
  };
}

/** Memory in MB, after each side has collected its garbage. */
export interface Memory {
  readonly hostHeap: number;
  readonly hostResident: number;
  readonly windowHeap: number;
}
export async function memoryOf(window: CodeWindow): Promise<Memory> {
  const host = await window.ext(() => {
    const v8 = require('node:v8') as typeof import('node:v8');
    const vm = require('node:vm') as typeof import('node:vm');
    v8.setFlagsFromString('--expose-gc');
    (vm.runInNewContext('gc') as () => void)();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  });
  const session = await window.context.newCDPSession(window.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const megabytes = (bytes: number): number => bytes / 2 ** 20;
  return {
    hostHeap: megabytes(host.heapUsed),
    hostResident: megabytes(host.rss),
    windowHeap: megabytes(usedSize),
  };
}

/** Counts the requests that reach servers of this process. */
export class RequestCount {
  /** When each came, by action; milliseconds since the epoch. */
  readonly #times = new Map<string, number[]>();
  readonly #listen = (message: unknown): void => {
    const { request } = message as { readonly request: IncomingMessage };
    const action = String(request.headers['x-tc-action'] ?? request.url);
    this.#times.set(action, [...(this.#times.get(action) ?? []), Date.now()]);
  };
  constructor() {
    subscribe('http.server.request.start', this.#listen);
  }
  of(action: string): number {
    return this.#times.get(action)?.length ?? 0;
  }
  get actions(): readonly string[] {
    return [...this.#times.keys()];
  }
  /** Most requests of one action within any second. */
  get mostInASecond(): number {
    const counts = [...this.#times.values()].flatMap((times) =>
      times.map((begin, at) => times.slice(at).filter((time) => time < begin + 1000).length),
    );
    return Math.max(0, ...counts);
  }
  close(): void {
    unsubscribe('http.server.request.start', this.#listen);
  }
}
