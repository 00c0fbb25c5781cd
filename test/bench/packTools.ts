import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { median } from './figures';

/** What one packing took. */
export interface Measure {
  /** Whole process, milliseconds. */
  readonly wall: number;
  /** Work of all its threads, milliseconds; NaN without GNU time. */
  readonly cpu: number;
  /** Packing alone, where the process can tell; NaN for others. */
  readonly inProcess: number;
  /** Of the archive. */
  readonly bytes: number;
  /** Peak, megabytes; NaN without GNU time. */
  readonly rss: number;
  /** Longest time the event loop was blocked, milliseconds; NaN where it is not measured. */
  readonly block: number;
}
export interface Tool {
  readonly name: string;
  readonly command: (tree: string, out: string) => readonly string[];
  /** Packs the folder it runs in. */
  readonly inTree?: true;
  /** Packs seven times in one process; the first two do not count. */
  readonly warm?: true;
}
export interface Places {
  /** The product's bundle. */
  readonly dist: string;
  /** `ours.ts`, bundled beside the same worker. */
  readonly ours: string;
  readonly peers: string;
}
const node = process.execPath;
export const zip = 'zip -r -6';
export const cli = 'ours, command line';
export const cold = 'ours, in-process';
export const warm = 'ours, threads kept';
export const warmNew = 'ours, threads kept, new files';
const noLimits = ['main', 'subPackage', 'independent', 'total'].flatMap((name) => ['--limit', `${name}=none`]);

export function toolsAt({ dist, ours, peers }: Places): readonly Tool[] {
  const peer = (name: string): Tool => ({ name, command: (tree, out) => [node, peers, name, tree, out] });
  return [
    { name: zip, command: (_, out) => ['zip', '-q', '-r', '-6', out, '.'], inTree: true },
    { name: '7z', command: (_, out) => ['7z', 'a', '-tzip', '-mx=6', '-bd', out, '.'], inTree: true },
    { name: cli, command: (tree, out) => [node, path.join(dist, 'cli.js'), 'pack', tree, '--out', out, ...noLimits] },
    { name: cold, command: (tree, out) => [node, ours, tree, out] },
    { name: warm, command: (tree, out) => [node, ours, tree, out, '7'], warm: true },
    { name: warmNew, command: (tree, out) => [node, ours, tree, out, '7new'], warm: true },
    ...['yazl', 'archiver', 'fflate', 'miniprogram-ci'].map(peer),
  ];
}
const gnuTime = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', 'TIME %M %U %S'] : [];

/** Runs a tool once; undefined when it is not installed or fails. */
export function measure(tool: Tool, tree: string, out: string): Measure | undefined {
  rmSync(out, { force: true });
  const [program = '', ...args] = [...gnuTime, ...tool.command(tree, out)];
  const cwd = tool.inTree ? tree : path.dirname(out);
  const started = performance.now();
  const done = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  const wall = performance.now() - started;
  if (done.status !== 0 || !existsSync(out)) return undefined;
  const told = done.stdout
    .split('\n')
    .filter((line) => line.startsWith('{"ms"'))
    .map((line) => JSON.parse(line) as { readonly ms: number; readonly longestBlock?: number });
  const counted = tool.warm ? told.slice(2) : told;
  const [, rss = NaN, user = NaN, system = NaN] = /TIME (\d+) ([\d.]+) ([\d.]+)/.exec(done.stderr) ?? [];
  return {
    wall,
    cpu: 1000 * (Number(user) + Number(system)),
    inProcess: median(counted.map(({ ms }) => ms)),
    bytes: statSync(out).size,
    rss: Number(rss) / 1024,
    block: counted.length > 0 ? Math.max(...counted.map(({ longestBlock }) => longestBlock ?? NaN)) : NaN,
  };
}
/** The middle of each figure. */
export function middle(list: readonly Measure[]): Measure {
  const of = (key: keyof Measure): number =>
    median(list.map((one) => one[key]).filter((value) => !Number.isNaN(value)));
  return {
    wall: of('wall'),
    cpu: of('cpu'),
    inProcess: of('inProcess'),
    bytes: of('bytes'),
    rss: of('rss'),
    block: of('block'),
  };
}
