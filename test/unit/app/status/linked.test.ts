import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Folder } from '../../../../src/app/ports';
import { LinkedState } from '../../../../src/app/status/linked';
import { silentLog } from '../../../../src/base/log';
import { MemoryMemento } from '../../../support/fakes';

describe('The linked mini program', () => {
  let root: string;
  before(async () => (root = await mkdtemp(path.join(tmpdir(), 'linked-'))));
  after(() => rm(root, { recursive: true, force: true }));

  it('is what the last reading found, also when an earlier one ends later; whoever waits sees it', async () => {
    const [old, now] = ['mpOld', 'mpNew'].map((name): Folder => ({ name, path: path.join(root, name) }));
    assert.ok(old && now);
    let asked = 0;
    const events = { onDidChangeFolders: () => ({ dispose() {} }), onDidChangeProject: () => ({ dispose() {} }) };
    const workspace = {
      ...events,
      folders: [],
      get activeFolder(): Folder {
        return asked++ === 0 ? old : now;
      },
      linkedId: (folder: Folder) => folder.name,
    };
    const ports = { workspace, workspaceState: new MemoryMemento(), log: silentLog };
    const linked = new LinkedState(ports as unknown as ConstructorParameters<typeof LinkedState>[0]);
    const seen: (string | undefined)[] = [];
    linked.current.onDidChange((now) => seen.push(now?.mnpId));
    await Promise.all([linked.refresh().then(() => assert.equal(linked.id, 'mpNew')), linked.refresh()]);
    assert.deepEqual(seen, ['mpNew'], 'the overtaken one says nothing');
    await mkdir(now.path);
    await writeFile(path.join(now.path, 'project.config.json'), '{"appid":"mpFile"}');
    await writeFile(path.join(now.path, 'app.json'), '{"pages":["index"]}');
    await linked.refresh();
    assert.equal(linked.id, 'mpFile');
  });
  it('changes no more after the window has closed', async () => {
    const events = { onDidChangeFolders: () => ({ dispose() {} }), onDidChangeProject: () => ({ dispose() {} }) };
    const folder: Folder = { name: 'shop', path: root };
    const workspace = { ...events, folders: [folder], activeFolder: undefined, linkedId: () => 'mp1' };
    const ports = { workspace, workspaceState: new MemoryMemento(), log: silentLog };
    const linked = new LinkedState(ports as unknown as ConstructorParameters<typeof LinkedState>[0]);
    const reading = linked.refresh();
    linked.dispose();
    await reading;
    assert.equal(linked.id, undefined);
  });
});
