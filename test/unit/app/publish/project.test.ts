import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../../../src/app/errors/userError';
import { linkedProgram, resolveFolder } from '../../../../src/app/project';
import { Cancelled } from '../../../../src/base/errors';
import { FakeWorkspace, MemoryMemento, ScriptedUi } from '../../../support/fakes';

describe('which folder and which mini program', () => {
  let base: string;
  let ui: ScriptedUi;
  let workspace: FakeWorkspace;
  let context: { ui: ScriptedUi; workspace: FakeWorkspace; workspaceState: MemoryMemento };
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
    ui = new ScriptedUi();
    workspace = new FakeWorkspace();
    context = { ui, workspace, workspaceState: new MemoryMemento() };
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  const folder = (name: string): { name: string; path: string } => ({ name, path: join(base, name) });
  async function project(path: string, config: object): Promise<void> {
    const file = join(base, path, 'project.config.json');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(config));
  }

  it('takes the folder of the active editor, else the only one, else asks', async () => {
    await project('one', { appid: 'mp1' });
    await project('two', { appid: 'mp2' });
    workspace.folders = [folder('one')];
    assert.equal((await resolveFolder(context, 'Publish')).info.appId?.value, 'mp1');
    workspace.folders = [folder('one'), folder('two')];
    workspace.activeFolder = folder('two');
    assert.equal((await resolveFolder(context, 'Publish')).info.appId?.value, 'mp2');
    workspace.activeFolder = undefined;
    ui.then({ pick: 'one' }, { pick: undefined });
    assert.equal((await resolveFolder(context, 'Publish')).info.appId?.value, 'mp1');
    await assert.rejects(resolveFolder(context, 'Publish'), Cancelled);
    ui.end();
  });
  it('asks once which of several projects in a folder is meant', async () => {
    await project('repo/apps/shop', { TCSASappid: 'mpshop' });
    await project('repo/apps/stamps', { TCSASappid: 'mpstamps' });
    workspace.folders = [folder('repo')];
    assert.equal(await linkedProgram(context), undefined);
    ui.then({ pick: /stamps$/ });
    assert.equal((await resolveFolder(context, 'Publish')).info.appId?.value, 'mpstamps');
    assert.equal((await resolveFolder(context, 'Publish')).info.appId?.value, 'mpstamps');
    ui.end();
    assert.equal((await linkedProgram(context))?.mnpId, 'mpstamps');
  });
  it('says what to do without a folder, and with one that holds no mini program', async () => {
    const noFolder = (error: unknown): boolean => error instanceof UserError && error.reason === 'noFolder';
    await assert.rejects(resolveFolder(context, 'Publish'), noFolder);
    await mkdir(join(base, 'empty'));
    workspace.folders = [folder('empty')];
    await assert.rejects(resolveFolder(context, 'Publish'), noFolder);
  });
  it('prefers what the project file says to the setting, and says which it was', async () => {
    await project('one', { TCSASappid: 'mpfile', appid: 'wx1' });
    await project('two', { appid: 'touristId' });
    workspace.folders = [folder('two'), folder('one')];
    workspace.linked.set(join(base, 'one'), 'mpsetting');
    assert.deepEqual((await linkedProgram(context))?.source, { kind: 'project', key: 'TCSASappid' });
    workspace.linked.set(join(base, 'two'), 'mpsetting');
    assert.deepEqual(await linkedProgram(context), {
      folder: folder('two'),
      mnpId: 'mpsetting',
      source: { kind: 'setting' },
    });
    workspace.activeFolder = folder('one');
    assert.equal((await linkedProgram(context))?.mnpId, 'mpfile');
  });
  it('finds the one project below the open folder', async () => {
    await project('repo/client', { TCMPPappid: 'mpinside' });
    workspace.folders = [folder('repo')];
    assert.equal((await linkedProgram(context))?.mnpId, 'mpinside');
    assert.equal((await resolveFolder(context, 'Publish')).info.root, join(base, 'repo', 'client'));
  });
});
