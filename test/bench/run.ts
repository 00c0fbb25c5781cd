import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { writeStressTree } from './trees';

/**
 * `npm run bench [-- --small]`: packs three trees with ours and with the peers, in shuffled order, medians of five, in one
 * run. Ratios are against `zip -r -6`. Writes results.json beside this file and prints the table for README.md.
 * `npm run bench -- activation | large` measures the extension in VS Code instead (editorBench.ts).
 */
const here = __dirname;
const small = process.argv.includes('--small');
const runs = small ? 2 : 5;
const work = path.join(tmpdir(), 'mini-program-publisher-bench');
const out = path.join(work, 'out.zip');

interface Measure {
  /** Whole process, milliseconds. */
  readonly wall: number;
  /** Packing alone, where the process can tell. */
  readonly inProcess: number | undefined;
  readonly bytes: number;
  /** Peak, megabytes; undefined without GNU time. */
  readonly rss: number | undefined;
  /** Longest time the event loop was blocked, milliseconds. */
  readonly block: number | undefined;
}
interface Tool {
  readonly name: string;
  readonly command: (tree: string) => readonly string[];
  /** Folder to run in: zip packs the current one. */
  readonly inTree?: true;
  readonly warm?: true;
}
const node = process.execPath;
const peer = (name: string): Tool => ({
  name,
  command: (tree) => [node, path.join(here, 'peers.mjs'), name, tree, out],
});
const ours = path.join(work, 'dist/ours.js');
const tools: readonly Tool[] = [
  { name: 'zip -r -6', command: () => ['zip', '-q', '-r', '-6', out, '.'], inTree: true },
  { name: '7z', command: () => ['7z', 'a', '-tzip', '-mx=6', '-bd', out, '.'], inTree: true },
  { name: 'ours', command: (tree) => [node, ours, tree, out] },
  { name: 'ours, warm', command: (tree) => [node, ours, tree, out, '6'], warm: true },
  ...['yazl', 'archiver', 'fflate', 'miniprogram-ci'].map(peer),
];
const gnuTime = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', 'RSS %M'] : [];

function measure(tool: Tool, tree: string): Measure | undefined {
  rmSync(out, { force: true });
  const [program = '', ...args] = [...gnuTime, ...tool.command(tree)];
  const started = performance.now();
  const done = spawnSync(program, args, { cwd: tool.inTree ? tree : work, encoding: 'utf8', maxBuffer: 1 << 26 });
  const wall = performance.now() - started;
  if (done.status !== 0 || !existsSync(out)) return undefined;
  const told = done.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { ms: number; longestBlock?: number });
  const counted = tool.warm ? told.slice(1) : told;
  const rss = /RSS (\d+)/.exec(done.stderr)?.[1];
  return {
    wall,
    inProcess: counted.length > 0 ? median(counted.map(({ ms }) => ms)) : undefined,
    bytes: statSync(out).size,
    rss: rss === undefined ? undefined : Number(rss) / 1024,
    block: counted.length > 0 ? Math.max(...counted.map(({ longestBlock }) => longestBlock ?? 0)) : undefined,
  };
}
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
/** Component libraries from npm, as they lie in a project after "Build npm", without their typings. */
function writeRealTree(root: string): void {
  const modules = path.join(here, 'node_modules');
  const parts = {
    'tdesign-miniprogram': 'miniprogram_dist',
    '@vant/weapp': 'dist',
    'weui-miniprogram': 'miniprogram_dist',
  };
  for (const [name, folder] of Object.entries(parts)) {
    const to = path.join(root, 'miniprogram_npm', name);
    cpSync(path.join(modules, name, folder), to, { recursive: true, filter: (file) => !file.endsWith('.d.ts') });
  }
  const files = {
    'app.json': '{"pages":["pages/index/index"]}',
    'app.js': 'App({});\n',
    'project.config.json': '{"appid":"wx1111111111111111","setting":{"ignoreUploadUnusedFiles":false}}',
    'pages/index/index.js': 'Page({});\n',
    'pages/index/index.wxml': '<view/>\n',
  };
  mkdirSync(path.join(root, 'pages/index'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
}
async function main(): Promise<void> {
  mkdirSync(work, { recursive: true });
  if (!existsSync(path.join(here, 'node_modules'))) {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
  }
  const entryPoints = [path.join(here, 'ours.ts'), path.join(here, '../../src/pack/worker/packWorker.ts')];
  const shared = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    mainFields: ['module', 'main'],
  } as const;
  buildSync({ ...shared, entryPoints, outdir: path.join(work, 'dist'), entryNames: '[name]' });
  const size = small ? { files: 2000, bytes: 20e6 } : { files: 20_000, bytes: 200e6 };
  const trees = {
    real: (root: string) => Promise.resolve(writeRealTree(root)),
    stress: (root: string) => writeStressTree(root, { ...size, seed: 20261121 }),
    excluded: (root: string) => writeStressTree(root, { ...size, seed: 20261121, excluded: size.files * 0.975 }),
    ...(small
      ? {}
      : { double: (root: string) => writeStressTree(root, { files: 40_000, bytes: 400e6, seed: 20261121 }) }),
  };
  const results: Record<string, Record<string, Measure>> = {};
  for (const [name, write] of Object.entries(trees)) {
    const root = path.join(work, `${name}${small ? '-small' : ''}`);
    if (!existsSync(root)) await write(root);
    const rounds = Array.from({ length: runs }, () => [...tools].sort(() => Math.random() - 0.5)).flat();
    const measured = new Map<string, Measure[]>();
    // Once without counting, so that every tool finds the files in memory.
    for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) readFileSync(path.join(file.parentPath, file.name));
    }
    for (const tool of rounds) {
      const one = measure(tool, root);
      if (one) measured.set(tool.name, [...(measured.get(tool.name) ?? []), one]);
    }
    results[name] = Object.fromEntries([...measured].map(([tool, list]) => [tool, middle(list)]));
    print(name, results[name]);
  }
  writeFileSync(
    path.join(here, small ? 'results-small.json' : 'results.json'),
    JSON.stringify(results, null, 1) + '\n',
  );
}
function middle(list: readonly Measure[]): Measure {
  const of = (key: keyof Measure): number | undefined => {
    const values = list.flatMap((one) => one[key] ?? []);
    return values.length > 0 ? median(values) : undefined;
  };
  return {
    wall: of('wall') ?? 0,
    inProcess: of('inProcess'),
    bytes: of('bytes') ?? 0,
    rss: of('rss'),
    block: of('block'),
  };
}
function print(tree: string, measured: Readonly<Record<string, Measure>>): void {
  const zip = measured['zip -r -6']?.wall ?? Number.NaN;
  const cell = (value: number | undefined, digits: number): string => value?.toFixed(digits) ?? '–';
  const lines = Object.entries(measured).map(([name, { wall, inProcess, bytes, rss, block }]) => {
    const ratio = inProcess === undefined ? undefined : inProcess / zip;
    return `| ${[name, cell(wall / 1000, 3), cell(wall / zip, 2), cell(inProcess && inProcess / 1000, 3), cell(ratio, 2), cell(bytes / 1e6, 2), cell(rss, 0), cell(block, 0)].join(' | ')} |`;
  });
  process.stdout.write(
    `\n**${tree}**\n\n| tool | wall s | × zip -6 | in-process s | × zip -6 | archive MB | peak MB | block ms |\n|---|--:|--:|--:|--:|--:|--:|--:|\n${lines.join('\n')}\n`,
  );
}
const [subject = '', ...rest] = process.argv.slice(2);
if (subject === '' || subject.startsWith('-')) void main();
else void import('./editorBench').then(({ benchEditor }) => benchEditor(subject, rest));
