import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournals, isReadable, type Journal, type JournalState } from '../../../../src/app/publish/journal';
import { files } from '../../../../src/disk/files';
import { testPorts } from '../../../support/appPorts';
import { FakeSandboxHost } from '../../../support/appPorts';
import { fakeWorld, type FakeWorld, shop } from '../fakeCloud';

const journal = (id: string, profileId: string, version: string, state: JournalState): Journal => ({
  format: 1,
  plan: {
    id,
    profileId,
    profileName: 'Team',
    environment: 'sandbox',
    platformId: 'T1',
    mnpId: 'mp1',
    programName: 'Shop',
    folder: '/folder',
    version,
    intro: 'note',
    until: 'preview',
    preview: 'ask',
    entryPath: '',
  },
  state,
  createdAt: 1,
  updatedAt: 1,
  steps: {},
});

describe('Publishes that wait', () => {
  let storagePath: string;
  let world: FakeWorld;
  beforeEach(async () => {
    storagePath = await mkdtemp(join(tmpdir(), 'mini-program-waiting-'));
    const address = {
      url: 'http://127.0.0.1:1',
      platformId: 'T1',
      secretId: 'AKIDsandbox',
      secretKey: 'sandbox-secret-key',
      region: 'ap-singapore',
      dialect: 'tcsas' as const,
    };
    world = fakeWorld(shop, undefined, testPorts({ storagePath, sandbox: new FakeSandboxHost(address) }));
    await world.app.handlers['miniProgram.trySandbox']();
    const journals = createJournals(files, storagePath, () => 2);
    await journals.save(journal('failed', 'sandbox', '1.0.1', 'failed'));
    await journals.save(journal('gate', 'sandbox', '1.0.2', 'done'));
    await journals.save(journal('other', 'p2', '1.0.3', 'failed'));
  });
  afterEach(async () => {
    world.app.dispose();
    await rm(storagePath, { recursive: true, force: true });
  });
  const stateOf = async (id: string): Promise<string> => {
    const found = await createJournals(files, storagePath, () => 2).read(id);
    return found && isReadable(found) ? found.state : 'gone';
  };

  for (const command of ['miniProgram.resetSandbox', 'miniProgram.removeProfile'] as const)
    it(`are named before ${command} and discarded with it, those of other profiles not`, async () => {
      const { ui } = world.ports;
      ui.then({ confirm: false });
      await world.app.handlers[command]();
      assert.match(ui.asked.at(-1) ?? '', /that wait to be resumed.*: Shop 1\.0\.[12], Shop 1\.0\.[12]/);
      assert.equal(await stateOf('failed'), 'failed');
      ui.then({ confirm: true });
      await world.app.handlers[command]();
      ui.end();
      assert.deepEqual(
        [await stateOf('failed'), await stateOf('gate'), await stateOf('other')],
        ['discarded', 'discarded', 'failed'],
      );
    });
  it('are not spoken of when there are none', async () => {
    const { ui } = world.ports;
    await rm(storagePath, { recursive: true, force: true });
    ui.then({ confirm: false });
    await world.app.handlers['miniProgram.resetSandbox']();
    assert.doesNotMatch(ui.asked.at(-1) ?? '', /resumed/);
  });
});
