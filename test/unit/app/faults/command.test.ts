import assert from 'node:assert/strict';
import type { FaultsModel } from '../../../../src/app/panels';
import { openWorld, type World } from '../../../contract/app/world';

describe('Rehearse a Fault…', () => {
  let world: World;
  const open = async (): Promise<FaultsModel> => {
    await world.app.handlers['miniProgram.rehearseFault']();
    const model = world.ports.ui.shownFaults.at(-1);
    assert.ok(model, world.ports.ui.said.at(-1)?.message);
    return model;
  };
  const row = (): string => world.app.viewDescription.value;
  beforeEach(async () => (world = await openWorld()));
  afterEach(() => world.close());

  it('opens the panel of the sandbox; what is added there strikes, and the row tells of it until then', async () => {
    const model = await open();
    assert.doesNotMatch(row(), /waiting/);
    await model.addPreset('reviewerRejects');
    assert.match(row(), /1 fault is waiting/);
    const added = await model.add({
      place: 'action',
      kind: 'code',
      values: { action: 'DescribeTeamList', code: 'InternalError', times: '1' },
    });
    assert.ok('waiting' in added);
    assert.match(row(), /2 faults are waiting/);
    assert.equal(world.sandbox.faults.pending, 2);
    await model.clear();
    assert.doesNotMatch(row(), /waiting/);
  });
  it('takes nothing that makes no sense, and says at which field', async () => {
    const model = await open();
    const added = await model.add({
      place: 'action',
      kind: 'code',
      values: { action: 'Nothing', code: 'X', times: '1' },
    });
    assert.ok('problem' in added);
    assert.equal(added.field, 'action');
    assert.equal(world.sandbox.faults.pending, 0);
  });
  it('hears of faults that a script has left waiting, as soon as the list is read', async () => {
    world.sandbox.faults.next({ action: 'build' });
    await world.app.handlers['miniProgram.refresh']();
    for (let look = 0; look < 100 && !row().includes('waiting'); look++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.match(row(), /1 fault is waiting/);
  });
  it('is for sandboxes only: another profile is told so, and nothing is sent', async () => {
    const { profiles } = world.app.context;
    const sandbox = profiles.active;
    assert.ok(sandbox);
    await profiles.save({ ...sandbox, id: 'live', name: 'Shop 团队', environment: 'production' });
    await profiles.activate('live');
    await world.app.handlers['miniProgram.rehearseFault']();
    assert.match(world.ports.ui.last.message, /in a sandbox only, and profile "Shop 团队" is/);
    assert.deepEqual(world.ports.ui.last.actions.map(({ label }) => label).slice(0, 2), [
      'Try the Sandbox',
      'Switch Profile',
    ]);
    assert.equal(world.ports.ui.shownFaults.length, 0);
  });
  it('says so in a sentence when the sandbox has gone', async () => {
    const model = await open();
    await world.sandbox.close();
    await assert.rejects(model.list(), /The sandbox at http:.* does not answer/);
  });
});
