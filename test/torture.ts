/**
 * `npm run torture [-- --rounds 200 --schedules 2000 --seed N]`: many publishes, killed at random moments and under random
 * faults. The seed that failed is in the name of the test that failed; with it the run repeats.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(__dirname, '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    schedules: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
  },
});
process.stdout.write(`seed ${values.seed}\n`);
const files = ['torture', 'schedules'].map((name) => `test/contract/publish/${name}.test.ts`);
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js'), ...files],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TORTURE_ROUNDS: values.rounds,
      SCHEDULES: values.schedules,
      TORTURE_SEED: values.seed,
    },
  },
);
process.exitCode = status ?? 1;
