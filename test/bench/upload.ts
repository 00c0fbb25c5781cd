import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { startNginx, webUser } from '../contract/upload/support/webServers';
import { load, median, spread, table } from './figures';

/**
 * `npx tsx test/bench/upload.ts [MB] [rounds]`: a file of 300 MB to nginx on this machine, by `curl -T` and by our http target
 * (bundled as in the product, address read back included), by turns; the ratio of medians, and the peak memory beside that
 * of a file of 1 MB.
 */
// In memory where there is such a place, so that the disk does not decide.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
const megabytes = Number(process.argv[2] ?? 300);
const rounds = Number(process.argv[3] ?? 7);

function run(program: string, args: readonly string[]): Promise<{ out: string; ms: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.once('close', (code) => {
      if (code === 0) resolve({ out, ms: performance.now() - started });
      else reject(new Error(`${program} ended with ${String(code)}: ${out}`));
    });
  });
}
function writeFile(file: string, size: number): void {
  const chunk = randomBytes(1_000_000);
  const handle = openSync(file, 'w');
  for (let i = 0; i < size; i++) writeSync(handle, chunk);
  closeSync(handle);
}

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'upload-bench-'));
  const server = await startNginx();
  if (!server) throw new Error('nginx is not there and could not be installed');
  try {
    const ours = path.join(work, 'ours.js');
    buildSync({
      entryPoints: [path.join(__dirname, 'uploadChild.ts')],
      outfile: ours,
      bundle: true,
      platform: 'node',
      minify: true,
      mainFields: ['module', 'main'],
    });
    const [large, small] = [path.join(work, 'large.zip'), path.join(work, 'small.zip')];
    writeFile(large, megabytes);
    writeFile(small, 1);
    const login = `${webUser.user}:${webUser.password}`;
    // curl asks by itself how long it took, from its start to its last byte; ours likewise.
    const curl = async (): Promise<number> => {
      const args = [
        '-sS',
        '--fail',
        '-u',
        login,
        '-H',
        'Expect:',
        '-T',
        large,
        '-w',
        '%{time_total}',
        '-o',
        '/dev/null',
      ];
      return 1000 * Number((await run('curl', [...args, `${server.url}/up/curl.zip`])).out);
    };
    const us = async (file: string): Promise<{ ms: number; peak: number }> =>
      JSON.parse(
        (await run(process.execPath, [ours, file, `${server.url}/up/ours.zip`, webUser.user, webUser.password])).out,
      );
    const [theirs, mine, peaks]: [number[], number[], number[]] = [[], [], []];
    await curl();
    await us(large);
    for (const name of ['curl.zip', 'ours.zip']) rmSync(path.join(server.data, 'up', name), { force: true });
    const before = load();
    for (let round = 0; round < rounds; round++) {
      const turns = [
        async () => void theirs.push(await curl()),
        async () => {
          const { ms, peak } = await us(large);
          mine.push(ms);
          peaks.push(peak);
        },
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) {
        await turn();
        // Every upload makes a new file: replacing one costs the server what freeing the old one costs.
        for (const name of ['curl.zip', 'ours.zip']) rmSync(path.join(server.data, 'up', name), { force: true });
      }
    }
    const { peak: smallPeak } = await us(small);
    const speed = (ms: readonly number[]): string => ((megabytes / median(ms)) * 1000).toFixed(0);
    const rows = [
      ['curl -T', spread(theirs), speed(theirs), '1.00', ''],
      ['ours', spread(mine), speed(mine), (median(theirs) / median(mine)).toFixed(2), median(peaks).toFixed(0)],
      ['ours, 1 MB', '', '', '', smallPeak.toFixed(0)],
    ];
    const head = ['', `${megabytes} MB: ms`, 'MB/s', 'speed of curl', 'peak MB'];
    process.stdout.write(`${table(head, rows)}\nmachine load before: ${before}\n`);
  } finally {
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
void main();
