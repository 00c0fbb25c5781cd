import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../../../src/app/errors/userError';
import { isBusy } from '../../../src/app/publish/lock';
import { publish } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import { exitCodes } from '../../../src/cli/exitCodes';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { accountOf, cliForAll, type Ended, ended, type StartCli } from './support/cliChild';
import type { ChildJob } from './support/publishChild';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { addressOf, contextOf, depsOf, type Folders, handleOf, planOf } from './support/world';

/** Processes that publish the same mini program and share a folder for their locks. */
describe('two processes that publish the same mini program at once', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let folders: Folders;
  const children: ChildProcessWithoutNullStreams[] = [];
  let startCli: StartCli;
  cliForAll((start) => (startCli = start));
  rigForEach({ buildMs: 1500 }, (rig) => ({ sandbox, folders } = rig));
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  const other = '1.6.0';
  const plan = () => planOf(addressOf(sandbox, undefined), folders.project);
  const context = () => contextOf(addressOf(sandbox, undefined), folders.storage);
  const inThisWindow = (version = '1.5.0') =>
    publish(context(), { ...plan(), id: `window-${version}`, version }, handleOf(), depsOf());
  const commandLine = (version = '1.5.0'): Promise<Ended> => {
    const args = ['publish', folders.project, '--version', version, '--intro', 'x', '--state', folders.storage];
    return ended(startCli(args, { ...accountOf(sandbox), HOME: folders.storage }));
  };
  /** Another window: a process with its own world and the same storage, which stands still with the lock in its hand. */
  async function otherWindow(): Promise<ChildProcessWithoutNullStreams> {
    const job: ChildJob = {
      address: addressOf(sandbox, undefined),
      storage: folders.storage,
      plan: plan(),
      stopAt: { step: 'version', moment: 'answered' },
    };
    const loader = pathToFileURL(require.resolve('tsx')).href;
    const child = spawn(process.execPath, [`--import=${loader}`, join(__dirname, 'support', 'publishChild.ts')], {
      env: { ...process.env, PUBLISH_CHILD_JOB: JSON.stringify(job) },
    });
    children.push(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
  }
  async function untilBusy(): Promise<void> {
    while (!(await isBusy(context(), plan()))) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  /** Who holds it: which version, from which folder, since when. */
  function assertNamesHolder(message: string, version: string): void {
    assert.match(message, /already being published/);
    for (const word of ['Corner Coffee', version, folders.project]) assert.ok(message.includes(word), message);
    assert.match(message, /since \d{1,2}:\d\d/);
  }

  it('a window beside the command line is told who is at work, and the command line goes on', async () => {
    const first = commandLine();
    await untilBusy();
    const error: unknown = await inThisWindow(other).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.reason, 'busy');
    assertNamesHolder(error.message, '1.5.0');
    const { code, err } = await first;
    assert.equal(code, exitCodes.done, err);
    assert.deepEqual([versionsOf(sandbox, '1.5.0').length, versionsOf(sandbox, other).length], [1, 0]);
    assert.equal((await inThisWindow(other)).kind, 'preview', 'free again');
  });

  it('the command line beside a window is told who is at work, and the window goes on', async () => {
    const first = inThisWindow();
    await untilBusy();
    const { code, err } = await commandLine(other);
    assert.equal(code, exitCodes.busy, err);
    assertNamesHolder(err, '1.5.0');
    assert.equal((await first).kind, 'preview');
    assert.deepEqual([versionsOf(sandbox, '1.5.0').length, versionsOf(sandbox, other).length], [1, 0]);
  });

  it('a second window is told who is at work, and goes on when the first was killed', async () => {
    const first = await otherWindow();
    const error: unknown = await inThisWindow(other).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UserError, String(error));
    assertNamesHolder(error.message, '1.5.0');
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('close', resolve));
    assert.equal((await inThisWindow(other)).kind, 'preview');
  });

  it('a publish that another window works on is not discarded, and one that nobody works on is', async () => {
    const publishes = new Publishes(context());
    const at = Date.now() - 1000;
    const failed = { ...plan(), id: 'earlier', version: '1.4.9' };
    await publishes.journals.save({
      format: 1,
      plan: failed,
      state: 'failed',
      createdAt: at,
      updatedAt: at,
      steps: {},
    });
    const first = await otherWindow();
    const error: unknown = await publishes.discard(plan().id).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UserError && error.reason === 'busy', String(error));
    assertNamesHolder(error.message, '1.5.0');
    const { journals } = await publishes.journals.list();
    assert.equal(journals.find((journal) => journal.plan.id === plan().id)?.state, 'running');
    assert.equal(await publishes.discard(failed.id), true);
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('close', resolve));
    assert.equal(await publishes.discard(plan().id), true, 'the lock of a killed process is none');
    assert.equal((await inThisWindow(other)).kind, 'preview');
  });

  it('of four command lines started together one publishes, and the others say who does', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => commandLine()));
    const of = (wanted: number): readonly Ended[] => all.filter(({ code }) => code === wanted);
    assert.equal(of(exitCodes.done).length, 1, JSON.stringify(all));
    assert.ok(of(exitCodes.busy).length > 0, JSON.stringify(all));
    for (const { err } of of(exitCodes.busy)) assertNamesHolder(err, '1.5.0');
    // On a slow machine one may begin only after the other's end: then the version is there already.
    assert.equal(of(exitCodes.busy).length + of(exitCodes.project).length, 3, JSON.stringify(all));
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
});
