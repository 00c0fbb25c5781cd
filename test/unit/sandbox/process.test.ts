import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call } from './support/cloud';
import { withFolder } from './support/files';
import { texts } from './support/program';

const script = join(__dirname, 'support', 'process.ts');

/** Starts the command as a process; the address is what it prints. */
async function start(args: readonly string[]): Promise<{ child: ChildProcessWithoutNullStreams; sandbox: Sandbox }> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, sandbox: JSON.parse(line.toString()) as Sandbox };
}
async function exitCode(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('sandbox: as a process', function () {
  this.timeout(30_000);

  it('keeps what was saved when it is killed, and ends with 0 on SIGTERM though its input is open', () =>
    withFolder(async (folder) => {
      const args = ['--seed', 'empty', '--state', join(folder, 'state.json'), '--with-parent'];
      const first = await start(args);
      const { ResourceId } = await call(first.sandbox, 'CreateMNP', texts);
      await new Promise((resolve) => setTimeout(resolve, 600));
      first.child.kill('SIGKILL');
      await exitCode(first.child);

      const second = await start(args);
      const shown = await call(second.sandbox, 'DescribeMNP', { MNPId: ResourceId ?? '' });
      assert.equal(shown.MNPName, texts.MNPName);
      second.child.kill('SIGTERM');
      assert.equal(await exitCode(second.child), 0);
    }));
  it('ends with 0 when its parent is gone', async () => {
    const { child } = await start(['--seed', 'empty', '--with-parent']);
    child.stdin.end();
    assert.equal(await exitCode(child), 0);
  });
});
