import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hostName, hostNames, pins, repositoryFolder, type HostName } from '../host/pins';
import { openWindow, type CodeWindow } from '../host/ui';
import { emptyExtension, sleepingCopy } from './copyVsix';
import { load, median, spread, table } from './figures';

const ours = 'mini-program-publisher.mini-program-publisher';
const peer = 'bench.empty';
const warmUp = 'bench.warm-up';
/** Milliseconds of the median that `activate()` may take (design.md §10). */
const budgetMs = 50;
const idleMs = 3_000;

/** One activation, in milliseconds; the marks are VS Code's own, in whole ones. */
interface Activation {
  /** Reading and compiling the code. */
  readonly load: number;
  /** The call of `activate()`. */
  readonly activate: number;
  /** Around `ext.activate()`: both, and what VS Code does about it. */
  readonly wall: number;
}
type Samples = ReadonlyMap<string, Activation[]>;

/** `bench activation [--windows N] [--host oldest|newest]`. Answers 1 when the budget is exceeded. */
export async function benchActivation(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { windows: { type: 'string', default: '7' }, host: { type: 'string' } },
  });
  const vsix = await packAll();
  let isWithin = true;
  for (const host of values.host === undefined ? hostNames : [hostName(values.host)]) {
    const before = load();
    const samples = await measure(host, vsix, Math.max(5, Number(values.windows)));
    print(host, samples, `load ${before} before, ${load()} after`);
    isWithin &&= median((samples.get(ours) ?? []).map(({ activate }) => activate)) <= budgetMs;
  }
  process.stdout.write(`\nactivate() ${isWithin ? 'is within' : 'EXCEEDS'} its budget of ${budgetMs} ms.\n`);
  return isWithin ? 0 : 1;
}

/** Packed copies that nothing but us activates, in out/bench. */
async function packAll(): Promise<readonly string[]> {
  const product = path.join(repositoryFolder, 'out', 'mini-program-publisher.vsix');
  if (!existsSync(product)) throw new Error(`${product} is missing: run "npm run package" first.`);
  const folder = path.join(repositoryFolder, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const packed = [
    ['product-sleeping.vsix', await sleepingCopy(product)],
    ['empty.vsix', await emptyExtension('empty')],
    ['warm-up.vsix', await emptyExtension('warm-up')],
  ] as const;
  return packed.map(([name, contents]) => {
    const file = path.join(folder, name);
    writeFileSync(file, contents);
    return file;
  });
}

async function measure(host: HostName, vsix: readonly string[], windows: number): Promise<Samples> {
  const samples = new Map<string, Activation[]>([
    [ours, []],
    [peer, []],
  ]);
  for (let turn = 0; turn < windows; turn++) {
    const window = await openWindow({ host, vsix });
    try {
      await window.page.waitForTimeout(idleMs);
      // The first one pays for what VS Code itself does only once; then whoever was first is second in the next window.
      await activateIn(window, warmUp);
      const order = turn % 2 === 0 ? [ours, peer] : [peer, ours];
      for (const id of order) samples.get(id)?.push(await activateIn(window, id));
    } finally {
      await window.close();
    }
  }
  return samples;
}

function activateIn(window: CodeWindow, id: string): Promise<Activation> {
  return window.ext(async (api, extensionId) => {
    const extension = api.extensions.getExtension(extensionId);
    if (!extension) throw new Error(`${extensionId} is not installed`);
    if (extension.isActive) throw new Error(`${extensionId} was active before it was asked to be`);
    const begin = performance.now();
    await extension.activate();
    const wall = performance.now() - begin;
    interface Mark {
      readonly name: string;
      readonly startTime: number;
    }
    const { MonacoPerformanceMarks } = globalThis as unknown as {
      readonly MonacoPerformanceMarks: { getMarks(): readonly Mark[] };
    };
    const marks = new Map(MonacoPerformanceMarks.getMarks().map(({ name, startTime }) => [name, startTime]));
    const between = (what: string): number =>
      (marks.get(`code/extHost/did${what}/${extensionId}`) ?? NaN) -
      (marks.get(`code/extHost/will${what}/${extensionId}`) ?? NaN);
    return { load: between('LoadExtensionCode'), activate: between('ActivateExtension'), wall };
  }, id);
}

function print(host: HostName, samples: Samples, circumstances: string): void {
  const wallOf = (id: string): number => median((samples.get(id) ?? []).map(({ wall }) => wall));
  const rows = [...samples].map(([id, taken]) => [
    id,
    spread(taken.map(({ activate }) => activate)),
    spread(taken.map((one) => one.load)),
    spread(taken.map(({ wall }) => wall)),
    `${(wallOf(id) / wallOf(peer)).toFixed(1)}×`,
  ]);
  const windows = samples.get(ours)?.length ?? 0;
  process.stdout.write(
    `\nVS Code ${pins.hosts[host].vscode}, ${windows} windows, ${circumstances}. Milliseconds: median (lowest to highest).\n\n` +
      `${table(['extension', 'activate()', 'code load', 'wall, all of it', 'wall against empty'], rows)}\n`,
  );
}
