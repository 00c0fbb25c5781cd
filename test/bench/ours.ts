import { cpSync, rmSync } from 'node:fs';
import { Cancelled } from '../../src/base/errors';
import { packFolder } from '../../src/pack/packFolder';
import { PackPool } from '../../src/pack/worker/pool';

/**
 * `ours.js TREE OUT [TIMES | cancel]`: packs a tree with our own code, bundled as in the product, and prints one JSON line
 * for each time; more than once with threads that are kept. `TIMESnew` packs a copy each time, so that nothing of it is
 * remembered. `cancel` gives up at several moments and prints the longest time until it was over.
 */
async function main([root = '', outFile = '', mode = '1']: readonly string[]): Promise<void> {
  if (mode === 'cancel') {
    const took: number[] = [];
    for (const after of [5, 50, 150, 400, 800]) took.push(await cancelled(root, outFile, after));
    process.stdout.write(`${JSON.stringify({ ms: Math.max(...took) })}\n`);
    return;
  }
  const times = parseInt(mode, 10);
  const pool = times > 1 ? new PackPool() : undefined;
  for (let i = 0; i < times; i++) {
    const copy = mode.endsWith('new') ? `${outFile}.${i}` : undefined;
    if (copy !== undefined) cpSync(root, copy, { recursive: true });
    process.stdout.write(`${JSON.stringify(await packed(copy ?? root, outFile, pool))}\n`);
    if (copy !== undefined) rmSync(copy, { recursive: true });
  }
  pool?.dispose();
}
interface Packed {
  readonly ms: number;
  readonly bytes: number;
  readonly longestBlock: number;
}
async function packed(root: string, outFile: string, pool: PackPool | undefined): Promise<Packed> {
  let last = performance.now();
  let longestBlock = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longestBlock = Math.max(longestBlock, now - last - 2);
    last = now;
  }, 2);
  const started = performance.now();
  const { bytes } = await packFolder({ root, outFile, limits: {}, pool });
  const ms = performance.now() - started;
  clearInterval(timer);
  return { ms, bytes, longestBlock };
}
async function cancelled(root: string, outFile: string, after: number): Promise<number> {
  const controller = new AbortController();
  let at = NaN;
  setTimeout(() => {
    at = performance.now();
    controller.abort();
  }, after);
  try {
    await packFolder({ root, outFile, limits: {}, signal: controller.signal });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
  return performance.now() - at;
}
void main(process.argv.slice(2));
