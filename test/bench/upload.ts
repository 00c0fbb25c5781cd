import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { startNginx, webUser } from '../contract/upload/support/webServers';
import { load, median, spread, table } from './figures';

/**
 * `npx tsx test/bench/upload.ts [MB] [rounds]`: a file of 300 MB to nginx on this machine, by `curl -T` and by our http target
 * (bundled as in the product, address read back included), by turns; the median of the rounds' ratios, since a machine's speed
 * changes from one second to the next, and the peak memory beside that of a file of 1 MB. An upload never is the first thing
 * that the product asks of a network, so ours sends a file of 1 kB before; the very first request of a process, with its code
 * still to be compiled, has a line of its own.
 */
// In memory where there is such a place, so that the disk does not decide.
if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
const megabytes = Number(process.argv[2] ?? 300);
const rounds = Number(process.argv[3] ?? 15);

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

const login = `${webUser.user}:${webUser.password}`;
const curlArgs = ['-sS', '--fail', '-u', login, '-H', 'Expect:', '-w', '%{time_total}', '-o', '/dev/null'];

/** Milliseconds as curl itself counts them, from its start to its last byte; ours are counted likewise. */
async function byCurl(file: string, url: string): Promise<{ ms: number; peak: undefined }> {
  const { out } = await run('curl', [...curlArgs, '-T', file, `${url}/up/curl.zip`]);
  return { ms: 1000 * Number(out), peak: undefined };
}
function bundled(work: string): string {
  const outfile = path.join(work, 'ours.js');
  const entryPoints = [path.join(__dirname, 'uploadChild.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', minify: true, mainFields: ['module', 'main'] });
  return outfile;
}
type Turn = () => Promise<{ readonly ms: number; readonly peak: number | undefined }>;

/** By turns, in another order each round. */
async function takeTurns(
  turns: Readonly<Record<string, Turn>>,
  clear: () => void,
): Promise<Readonly<Record<string, { ms: number[]; peak: number[] }>>> {
  const taken = Object.fromEntries(
    Object.keys(turns).map((name) => [name, { ms: [] as number[], peak: [] as number[] }]),
  );
  for (let round = -1; round < rounds; round++) {
    const order = Object.entries(turns);
    for (const [name, turn] of round % 2 === 0 ? order : order.reverse()) {
      const { ms, peak } = await turn();
      clear();
      // The first round warms the machine up.
      if (round < 0) continue;
      taken[name]?.ms.push(ms);
      if (peak !== undefined) taken[name]?.peak.push(peak);
    }
  }
  return taken;
}

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'upload-bench-'));
  const server = await startNginx();
  if (!server) throw new Error('nginx is not there and could not be installed');
  try {
    const ours = bundled(work);
    const inWork = (name: string): string => path.join(work, name);
    const [large, small, tiny] = [inWork('large.zip'), inWork('small.zip'), inWork('tiny.zip')];
    writeFile(large, megabytes);
    writeFile(small, 1);
    writeFileSync(tiny, randomBytes(1000));
    const us = async (...files: string[]): Promise<{ ms: number; peak: number }> =>
      JSON.parse(
        (await run(process.execPath, [ours, `${server.url}/up/{fileName}`, webUser.user, webUser.password, ...files]))
          .out,
      );
    const before = load();
    const turns = {
      'curl -T': () => byCurl(large, server.url),
      ours: () => us(tiny, large),
      'ours, first request': () => us(large),
    };
    // Every upload makes a new file: replacing one costs the server what freeing the old one costs.
    const clear = (): void => {
      for (const name of readdirSync(path.join(server.data, 'up'))) rmSync(path.join(server.data, 'up', name));
    };
    const taken = await takeTurns(turns, clear);
    const curl = taken['curl -T']?.ms ?? [];
    const rows = Object.entries(taken).map(([name, { ms, peak }]) => {
      const speed = ((megabytes / median(ms)) * 1000).toFixed(0);
      return [
        name,
        spread(ms),
        speed,
        median(ms.map((took, round) => (curl[round] ?? NaN) / took)).toFixed(2),
        peak.length === 0 ? '' : median(peak).toFixed(0),
      ];
    });
    rows.push(['ours, 1 MB', '', '', '', (await us(tiny, small)).peak.toFixed(0)]);
    const head = ['', `${megabytes} MB: ms`, 'MB/s', 'speed of curl', 'peak MB'];
    process.stdout.write(`${table(head, rows)}\nmachine load before: ${before}\n`);
  } finally {
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
void main();
