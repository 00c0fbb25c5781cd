import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../../src/app/errors/userError';
import { hookCommands, runPrePackageTask } from '../../../../src/app/packing/hooks';
import { Cancelled, isCancelled } from '../../../../src/base/errors';
import { type TestPorts, testPorts } from '../../../support/appPorts';

describe('the task before packing', () => {
  let root: string;
  let ports: TestPorts;
  let told: string[];
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hooks-'));
    ports = testPorts();
    told = [];
    ports.settings['miniProgram.package.prePackageTask'] = ' build ';
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const run = (signal = new AbortController().signal): Promise<void> =>
    runPrePackageTask(ports, root, { signal, report: (text) => told.push(text) });
  const refused = async (): Promise<UserError> => {
    const error: unknown = await run().then(
      () => assert.fail('it went on'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof UserError, String(error));
    return error;
  };
  const ends = (exitCode: number | undefined): void =>
    void ports.tasks.known.set('build', () => Promise.resolve({ kind: 'ended', exitCode }));

  it('runs the task that the folder names, and goes on when it succeeds', async () => {
    ends(0);
    await run();
    assert.deepEqual(ports.tasks.ran, [{ name: 'build', folder: root }]);
    assert.deepEqual(told, ['running the task build']);
  });
  it('goes on after a task that starts no process of its own', async () => {
    ends(undefined);
    await run();
    assert.equal(ports.tasks.ran.length, 1);
  });
  it('stops when the task fails, tells its exit code and offers its terminal', async () => {
    ends(3);
    const { message, actions } = await refused();
    assert.match(message, /task build failed with exit code 3.*nothing was packaged/);
    assert.deepEqual(
      actions.map(({ command }) => command),
      ['miniProgram.showTaskTerminal'],
    );
    await hookCommands(ports)['miniProgram.showTaskTerminal']();
    assert.equal(ports.tasks.terminalShown, 1);
  });
  it('lists the tasks that there are when the named one is not among them', async () => {
    const nothing = await refused();
    assert.match(nothing.message, /no task build.*has no tasks.*prePackageTask/);
    for (let i = 0; i < 20; i++)
      ports.tasks.known.set(`npm: 任务${i}`, () => Promise.resolve({ kind: 'ended', exitCode: 0 }));
    const { message } = await refused();
    assert.match(message, /npm: 任务0, npm: 任务1,.*npm: 任务11, …/);
    assert.deepEqual(ports.tasks.ran, []);
  });
  it('refuses a task that never ends', async () => {
    ports.tasks.known.set('build', () => Promise.resolve({ kind: 'background' }));
    assert.match((await refused()).message, /runs in the background/);
  });
  it('runs nothing in a workspace that is not trusted, and does not even read the setting', async () => {
    ends(0);
    ports.workspace.isTrusted = false;
    const asked: string[] = [];
    await runPrePackageTask({ ...ports, setting: (key) => (asked.push(key), ports.settings[key]) }, root, {
      signal: new AbortController().signal,
      report: (text) => told.push(text),
    });
    assert.deepEqual([ports.tasks.ran, asked, told], [[], [], []]);
  });
  it('is cancelled together with the publish', async () => {
    const abort = new AbortController();
    ports.tasks.known.set(
      'build',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Cancelled()));
          abort.abort();
        }),
    );
    await assert.rejects(run(abort.signal), isCancelled);
    await assert.rejects(run(AbortSignal.abort()), isCancelled);
    assert.equal(ports.tasks.ran.length, 1, 'the second was not started');
  });
  it('without a task, only tells of the command that the project file names', async () => {
    ports.settings['miniProgram.package.prePackageTask'] = '';
    const config = { appid: 'mpcoffee', scripts: { beforeUpload: 'npm run build' } };
    await writeFile(join(root, 'project.config.json'), JSON.stringify(config));
    await run();
    assert.deepEqual(ports.tasks.ran, []);
    assert.match(JSON.stringify(ports.log), /npm run build.*not run by itself.*prePackageTask/);
  });
  it('takes a setting that is no text for no task', async () => {
    (ports.settings as Record<string, unknown>)['miniProgram.package.prePackageTask'] = ['build'];
    await run();
    assert.deepEqual(ports.tasks.ran, []);
  });
});
