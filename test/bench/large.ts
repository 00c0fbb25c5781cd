import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import { temporaryFolder } from '../host/folders';
import { hostName, hostNames, pins, repositoryFolder, type HostName } from '../host/pins';
import { type CodeWindow, openWindow } from '../host/ui';
import { vsixFile } from '../ui/support/product';
import { addProfile } from '../ui/support/profileWizard';
import { fixedListExtension } from './copyVsix';
import { load } from './figures';
import { type LargeRun, reportLarge } from './largeReport';
import { memoryOf, RequestCount, watchWindow } from './probes';

const ours = 'Mini Programs';
const peer = 'Fixed List';
const folder = path.join(repositoryFolder, 'out', 'bench');
const product = path.join(folder, 'product.vsix');
/** Most rows that a press adds. */
const maxStep = 1_000;
const idleMs = 2_000;
/** Until the window has settled after something that redraws the whole list. */
const settleMs = 3_000;

/** `bench large [--host oldest|newest] [--opens N] [--page-size N]`. Answers 1 when a budget is exceeded. */
export async function benchLarge(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      host: { type: 'string' },
      opens: { type: 'string', default: '5' },
      'page-size': { type: 'string', default: '50' },
    },
  });
  mkdirSync(folder, { recursive: true });
  if (!existsSync(vsixFile)) throw new Error(`${vsixFile} is missing: run "npm run package" first.`);
  // A copy, so that a build in the meantime changes nothing.
  copyFileSync(vsixFile, product);
  let isWithin = true;
  for (const host of values.host === undefined ? hostNames : [hostName(values.host)]) {
    const before = load();
    const run = await measure(host, { opens: Number(values.opens), pageSize: Number(values['page-size']) });
    process.stdout.write(`\nVS Code ${pins.hosts[host].vscode}, load ${before} before, ${load()} after.\n`);
    isWithin = reportLarge(run) && isWithin;
  }
  return isWithin ? 0 : 1;
}

/** Opens a window on a folder of that name; all windows of a run share profiles and settings. */
type Open = (folder: string) => Promise<CodeWindow>;

async function measure(host: HostName, wish: { opens: number; pageSize: number }): Promise<LargeRun> {
  const sandbox = await startSandbox({ seed: 'large' });
  const requests = new RequestCount();
  const userDataDir = temporaryFolder('bench-large-');
  const peerFile = path.join(folder, 'fixed-list.vsix');
  writeFileSync(peerFile, await fixedListExtension('fixed-list', peer, wish.pageSize));
  const open: Open = (folder) => {
    const target = path.join(userDataDir, folder);
    mkdirSync(target, { recursive: true });
    const settings = { 'miniProgram.pageSize': wish.pageSize };
    return openWindow({ host, userDataDir, target, settings, vsix: [product, peerFile] });
  };
  try {
    await within(open('first'), (window) => connect(window, sandbox));
    const paints = await firstPaints(open, wish.opens);
    const paging = await within(open('paging'), pageToTheEnd);
    return { ...paints, ...paging, requests: requests.of('DescribeMNPList'), mostInASecond: requests.mostInASecond };
  } finally {
    requests.close();
    await sandbox.close();
  }
}
async function within<T>(opening: Promise<CodeWindow>, work: (window: CodeWindow) => Promise<T>): Promise<T> {
  const window = await opening;
  try {
    return await work(window);
  } finally {
    await window.close();
  }
}
async function connect(window: CodeWindow, { url, platformId, secretId, secretKey }: Sandbox): Promise<void> {
  await window.openView(ours);
  const answers = {
    name: 'Large',
    endpoint: url,
    dialect: 'TCSAS',
    environment: 'sandbox',
    platformId,
    secretId,
  } as const;
  await addProfile(window, answers, secretKey);
  await firstRow(window).waitFor();
  await window.openView('Explorer');
}
const rowsOf = (window: CodeWindow): ReturnType<CodeWindow['page']['locator']> =>
  window.page.locator('.part.sidebar .monaco-list-row').filter({ visible: true });
const firstRow = (window: CodeWindow): ReturnType<typeof rowsOf> =>
  rowsOf(window)
    .filter({ hasText: / \d{5}/ })
    .first();

/** A folder that was never open has no cache; opened once more it has. The peer is opened in the same windows. */
async function firstPaints(open: Open, opens: number): Promise<Pick<LargeRun, 'cold' | 'cached' | 'peer'>> {
  const times = { cold: [] as number[], cached: [] as number[], peer: [] as number[] };
  for (let turn = 0; turn < opens; turn++)
    for (const kind of ['cold', 'cached'] as const)
      await within(open(`folder-${turn}`), async (window) => {
        // Whoever is first pays for what the window does only once.
        const jobs = [
          async () => void times[kind].push(await timeToOpen(window, ours)),
          async () => void times.peer.push(await timeToOpen(window, peer)),
        ];
        for (const job of turn % 2 === 0 ? jobs : jobs.reverse()) await job();
        await window.openView('Explorer');
      });
  return times;
}
/** From the click on the icon until the first row is drawn: activation, request and painting. */
async function timeToOpen(window: CodeWindow, title: string): Promise<number> {
  await window.openView('Explorer');
  await window.page.waitForTimeout(idleMs);
  const icon = window.page.locator('.part.activitybar').getByRole('tab', { name: title }).locator('a');
  const begin = performance.now();
  await icon.click();
  await firstRow(window).waitFor();
  return performance.now() - begin;
}

/** As a person does it by the keyboard: End, Enter, End, Enter, until there is no more. */
async function pageToTheEnd(window: CodeWindow): Promise<Pick<LargeRun, 'presses' | 'before' | 'after' | 'refresh'>> {
  await timeToOpen(window, ours);
  const before = await memoryOf(window);
  const look = await watchWindow(window);
  const presses = [];
  await rowsOf(window).first().click();
  for (let end = await endOfList(window); end.rows < end.total;) {
    await look();
    const begin = performance.now();
    await window.page.keyboard.press('Enter');
    end = await endOfList(window, end);
    presses.push({ rows: end.rows, ms: performance.now() - begin, ...(await look()) });
  }
  await window.page.waitForTimeout(settleMs);
  const after = await memoryOf(window);
  await look();
  await window.runCommand('Mini Program: Refresh');
  await window.page.waitForTimeout(settleMs);
  return { presses, before, after, refresh: await look() };
}
interface End {
  readonly rows: number;
  readonly total: number;
}
/** Presses End until the list has grown. */
async function endOfList(window: CodeWindow, before?: End): Promise<End> {
  for (const limit = Date.now() + 60_000; Date.now() < limit;) {
    await window.page.keyboard.press('End');
    const texts = await window.page.evaluate(() =>
      [...document.querySelectorAll('.part.sidebar .monaco-list-row')].map((row) => row.textContent ?? ''),
    );
    const match = /^Load more \((\d+) of (\d+)\)/.exec(texts.find((text) => text.startsWith('Load more')) ?? '');
    const [rows, total] = [Number(match?.[1]), Number(match?.[2])];
    if (rows > (before?.rows ?? 0)) return { rows, total };
    // The row goes with the last press; while the list is drawn it may be missing for a moment.
    const isLast = before !== undefined && before.total - before.rows <= maxStep;
    if (isLast && !match && texts.length > 0) return { rows: before.total, total: before.total };
    await window.page.waitForTimeout(10);
  }
  await window.screenshot('bench-large-failed');
  throw new Error(`The list did not grow beyond ${before?.rows ?? 0} rows within a minute.`);
}
