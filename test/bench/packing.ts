import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { type CancelResult, type TreeResult, intoPage, packReport } from './packReport';
import {
  type Measure,
  type Places,
  type Tool,
  cli,
  cold,
  measure,
  middle,
  toolsAt,
  warm,
  warmNew,
  zip,
} from './packTools';
import { writeRealTree, writeStressTree } from './trees';

const here = __dirname;
const root = path.join(here, '../..');
const seed = 20261121;

/** Packs each tree with ours and with the peers, in one run; answers the exit code: 0 within the budgets, 1 not. */
export async function benchPacking({ quick }: { readonly quick: boolean }): Promise<number> {
  const work = path.join(tmpdir(), 'mini-program-publisher-bench');
  mkdirSync(work, { recursive: true });
  const places = prepare(work);
  const tools = toolsAt(places);
  const runs = quick ? 2 : 5;
  const results: TreeResult[] = [];
  for (const tree of treesOf(quick, tools)) {
    const folder = path.join(work, quick ? `${tree.name}-quick` : tree.name);
    if (!existsSync(path.join(folder, 'app.json'))) await tree.write(folder);
    warmUp(folder);
    const some = tools.filter(({ name }) => tree.tools?.includes(name) ?? name !== warmNew);
    const result = {
      name: tree.name,
      says: tree.says,
      measured: rounds(some, runs, folder, path.join(work, 'out.zip')),
    };
    results.push(result);
  }
  const cancel = cancelled(places, path.join(work, quick ? 'stress-quick' : 'stress'), work);
  const { text, missed } = packReport(results, cancel, runs);
  process.stdout.write(`${text}\n`);
  if (quick) return 0;
  const page = path.join(here, 'README.md');
  writeFileSync(page, intoPage(readFileSync(page, 'utf8'), text));
  if (missed.length > 0) process.stderr.write(`Over budget: ${missed.join('; ')}\n`);
  return missed.length > 0 ? 1 : 0;
}
interface Tree {
  readonly name: string;
  readonly says: string;
  readonly write: (folder: string) => Promise<void>;
  /** Only these tools: others cannot leave files out, or add nothing. */
  readonly tools?: readonly string[];
}
function treesOf(quick: boolean, tools: readonly Tool[]): readonly Tree[] {
  const size = quick ? { files: 2000, bytes: 20e6, seed } : { files: 20_000, bytes: 200e6, seed };
  const told = `${size.files} files, ${size.bytes / 1e6} MB`;
  const excluded = size.files * 0.975;
  return [
    {
      name: 'real',
      says: 'a demo mini program with seven component libraries from npm, 3,000 files, 10 MB',
      write: (folder) => writeRealTree(folder, path.join(here, 'node_modules')),
      tools: tools.map(({ name }) => name),
    },
    {
      name: 'stress',
      says: `${told}; half text, half images that do not compress`,
      write: (folder) => writeStressTree(folder, size),
    },
    {
      name: 'excluded',
      says: `${told}; a rule of the project keeps ${excluded} of them out (zip packs all)`,
      write: (folder) => writeStressTree(folder, { ...size, excluded }),
      tools: [zip, cli, cold, warm],
    },
    {
      name: 'double',
      says: 'twice the stress tree, for the memory',
      write: (folder) => writeStressTree(folder, { ...size, files: 2 * size.files, bytes: 2 * size.bytes }),
      tools: [zip, cli, cold],
    },
  ];
}
/** The peers, the product's own bundle, and `ours.ts` beside its worker. */
function prepare(work: string): Places {
  if (!existsSync(path.join(here, 'node_modules'))) {
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--legacy-peer-deps'];
    execFileSync('npm', args, { cwd: here, stdio: 'inherit' });
  }
  const dist = path.join(work, 'dist');
  execFileSync(process.execPath, [path.join(root, 'esbuild.js'), '--production', '--out', dist], { stdio: 'inherit' });
  const ours = path.join(dist, 'ours.js');
  buildSync({
    entryPoints: [path.join(here, 'ours.ts')],
    outfile: ours,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'],
  });
  return { dist, ours, peers: path.join(here, 'peers.mjs') };
}
/** Read once without counting, so that every tool finds the files in memory. */
function warmUp(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) readFileSync(path.join(file.parentPath, file.name));
  }
}
/** Every tool `runs` times, each round in an order of its own. */
function rounds(tools: readonly Tool[], runs: number, folder: string, out: string): ReadonlyMap<string, Measure> {
  const measured = new Map<string, Measure[]>(tools.map(({ name }) => [name, []]));
  const order = Array.from({ length: runs }, () => shuffled(tools)).flat();
  for (const tool of order) {
    const one = measure(tool, folder, out);
    if (one) measured.get(tool.name)?.push(one);
    else process.stderr.write(`${tool.name} did not pack ${folder}\n`);
  }
  return new Map([...measured].filter(([, list]) => list.length > 0).map(([name, list]) => [name, middle(list)]));
}
function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
/** Gives up in the middle of packing, several times; the slowest counts. */
function cancelled({ ours }: Places, tree: string, work: string): CancelResult {
  const folder = path.join(work, 'cancelled');
  mkdirSync(folder, { recursive: true });
  const told = execFileSync(process.execPath, [ours, tree, path.join(folder, 'out.zip'), 'cancel'], {
    encoding: 'utf8',
  });
  return { ms: (JSON.parse(told) as { readonly ms: number }).ms, left: readdirSync(folder) };
}
