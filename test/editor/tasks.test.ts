import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TaskEnd } from '../../src/app/ports';
import { systemClock } from '../../src/base/clock';
import { isCancelled } from '../../src/base/errors';
import { createTasks } from '../../src/vscode/tasks';

const shell = (label: string, command: string, more: object = {}): object => ({
  label,
  type: 'shell',
  command,
  problemMatcher: [],
  presentation: { reveal: 'never' },
  ...more,
});

describe('tasks of the workspace', function () {
  this.timeout(60_000);
  const tasks = createTasks(systemClock);
  const never = new AbortController().signal;
  let root: string;
  const run = (name: string, signal = never): Promise<TaskEnd> => tasks.run(name, path.join(root, 'pages'), signal);

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = folder.uri.fsPath;
    mkdirSync(path.join(root, '.vscode'), { recursive: true });
    const list = [
      shell('good', 'exit 0'),
      shell('构建', 'sleep 0.2; exit 3'),
      shell('watch', 'sleep 60', { isBackground: true }),
      shell('endless', `sh -c 'while true; do printf . >> beats; sleep 0.05; done'`),
      { label: 'all good', dependsOn: ['good'] },
      { label: 'all bad', dependsOn: ['good', '构建'], dependsOrder: 'sequence' },
    ];
    writeFileSync(path.join(root, '.vscode', 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks: list }));
    for (const until = Date.now() + 20_000; Date.now() < until;) {
      if ((await vscode.tasks.fetchTasks()).some(({ name }) => name === 'all bad')) return;
      await systemClock.sleep(200);
    }
    assert.fail('VS Code does not see the tasks');
  });
  after(() => rmSync(path.join(root, '.vscode'), { recursive: true, force: true }));

  it('answers the exit code', async () => {
    assert.deepEqual(await run('good'), { kind: 'ended', exitCode: 0 });
    assert.deepEqual(await run('构建'), { kind: 'ended', exitCode: 3 });
  });
  it('lists the tasks that there are', async () => {
    const end = await run('nothing');
    assert.equal(end.kind, 'notFound');
    for (const name of ['good', '构建', 'all bad']) assert.ok(end.names.includes(name), end.names.join());
  });
  it('starts nothing that runs in the background', async () => {
    assert.deepEqual(await run('watch'), { kind: 'background' });
    assert.equal(vscode.tasks.taskExecutions.length, 0);
  });
  it('takes a task that only depends on others for failed when one of them failed', async () => {
    const good = await run('all good');
    assert.ok(good.kind === 'ended' && !good.exitCode, JSON.stringify(good));
    assert.deepEqual(await run('all bad'), { kind: 'ended', exitCode: 3 });
  });
  it('ends the task when it is cancelled', async () => {
    const beats = (): number => {
      try {
        return readFileSync(path.join(root, 'beats')).length;
      } catch {
        return 0;
      }
    };
    const abort = new AbortController();
    const running = run('endless', abort.signal);
    while (beats() < 3) await systemClock.sleep(50);
    abort.abort();
    await assert.rejects(running, isCancelled);
    await systemClock.sleep(300);
    const now = beats();
    await systemClock.sleep(400);
    assert.equal(beats(), now, 'it still runs');
    rmSync(path.join(root, 'beats'));
  });
  it('shows the terminal of the last task', async () => {
    await run('good');
    tasks.showTerminal();
    assert.ok(
      vscode.window.terminals.some(({ name }) => name.endsWith('good')),
      'its terminal is not found by name',
    );
  });
});
