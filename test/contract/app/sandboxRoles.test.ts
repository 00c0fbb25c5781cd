import assert from 'node:assert/strict';
import { sandboxProfileId, sandboxRoleProfileId } from '../../../src/app/profiles/profileStore';
import { openWorld, type World } from './world';

describe('the profiles of the sandbox', () => {
  const uploadTarget = { kind: 'cos', bucket: 'b-1', region: 'ap-a', secretId: 'id', reading: 'signed' } as const;
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
    world.ports.sandbox.played = world.sandbox.accounts;
  });
  afterEach(() => world.close());
  const become = (role: string): Promise<void> =>
    world.act((handlers) => handlers['miniProgram.switchSandboxRole'](role));

  it('keep their names and upload targets when roles are switched', async () => {
    const { profiles } = world.app.context;
    await world.act((handlers) => handlers['miniProgram.trySandbox']());
    await become('developer');
    for (const id of [sandboxProfileId, sandboxRoleProfileId('developer')])
      await profiles.save({ ...profiles.get(id)!, name: `mine ${id}`, uploadTarget });
    await become('owner');
    await become('developer');
    for (const id of [sandboxProfileId, sandboxRoleProfileId('developer')]) {
      const { name, uploadTarget: kept } = profiles.get(id)!;
      assert.deepEqual([name, kept], [`mine ${id}`, uploadTarget]);
    }
  });
});
