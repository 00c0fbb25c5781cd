import { packFolder } from '../../src/pack/packFolder';
import { PackPool } from '../../src/pack/worker/pool';

/** Packs one tree `times` times with our own code (bundled as in the product) and prints one JSON line for each. */
async function main([root = '', outFile = '', times = '1']: readonly string[]): Promise<void> {
  const pool = Number(times) > 1 ? new PackPool() : undefined;
  for (let i = 0; i < Number(times); i++) {
    let last = performance.now();
    let longestBlock = 0;
    const look = (): void => {
      const now = performance.now();
      longestBlock = Math.max(longestBlock, now - last - 2);
      last = now;
    };
    const timer = setInterval(look, 2);
    const started = performance.now();
    const { bytes } = await packFolder({ root, outFile, limits: {}, pool });
    const ms = performance.now() - started;
    clearInterval(timer);
    process.stdout.write(`${JSON.stringify({ ms, bytes, longestBlock })}\n`);
  }
  pool?.dispose();
}
void main(process.argv.slice(2));
