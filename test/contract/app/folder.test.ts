import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from './world';

describe('A folder and its mini program', () => {
  let world: World;
  let path: string;
  beforeEach(async () => {
    world = await openWorld();
    path = await mkdtemp(join(tmpdir(), 'mini-program-folder-'));
    world.ports.workspace.folders = [{ name: 'shop', path }];
  });
  afterEach(async () => {
    await world.close();
    await rm(path, { recursive: true });
  });

  it('is linked by a server-side search, shown first in the tree and in the status bar, and unlinked', async () => {
    await world.act((h) => h['miniProgram.linkFolder'](), { pick: 'Gift Cards', query: 'gift' });
    const [first] = await world.app.tree.getChildren();
    assert.ok(first);
    const { label, tokens, description } = world.app.tree.present(first);
    assert.deepEqual([label, tokens.includes('linked')], ['Gift Cards', true]);
    assert.match(description ?? '', /this folder/);
    await world.act((h) => h['miniProgram.refreshNode'](first.kind === 'program' ? first : undefined));
    assert.equal(world.app.status.value?.text, '$(package) 1.0.0 online · 1.1.0 ready to release');
    assert.equal(world.app.contextKeys.value['miniProgram.linked'], true);
    await world.act((h) => h['miniProgram.unlinkFolder']());
    assert.equal(world.app.status.value, undefined);
  });
  it('offers the next steps from the status bar and runs the chosen one', async () => {
    await world.act((h) => h['miniProgram.linkFolder'](), { pick: 'Gift Cards' });
    await world.act((h) => h['miniProgram.showStatusMenu'](), { pick: 'Release 1.1.0' }, { confirm: true });
    assert.match(world.app.status.value?.text ?? '', /1\.1\.0 online/);
    world.sandbox.faults.next({ action: 'DescribeMNPAllStageVersions', code: 'UnauthorizedOperation' });
    const program = await world.program('Gift Cards');
    await world.act((h) => h['miniProgram.refreshNode'](program));
    assert.match(world.app.status.value?.text ?? '', /^\$\(warning\)/);
    await world.act((h) => h['miniProgram.showStatusMenu'](), { pick: 'Try again' });
  });
  it('says when the project file decides, instead of linking without effect', async () => {
    await writeFile(join(path, 'project.config.json'), '{"appid": "mpsandboxcoffee1"}');
    await world.act((h) => h['miniProgram.linkFolder']());
    assert.match(world.ports.ui.last.message, /project file of shop says that it is mpsandboxcoffee1 \("appid"\)/);
  });
});
