import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/app/tree/node';
import { fakeWorld, programRow, settle, shop } from '../fakeCloud';

/** The sandbox with its rows on the screen, and another profile whose first answer waits until it is let go. */
async function twoProfiles() {
  let answer: (() => void) | undefined;
  let isSlow = false;
  const { app } = fakeWorld({
    ...shop,
    DescribeMNPList: async (request) => {
      if (!isSlow) return shop.DescribeMNPList?.(request);
      await new Promise<void>((resolve) => (answer = resolve));
      return { TotalCount: 1, DataList: [programRow('mp9', 'Bakery')] };
    },
  });
  await app.handlers['miniProgram.trySandbox']();
  await app.tree.getChildren();
  const { profiles } = app.context;
  const other = { ...profiles.active!, id: 'other', name: 'Other' };
  await profiles.save(other);
  await profiles.setSecret(other, { secretKey: 'other-secret-key' });
  isSlow = true;
  await profiles.activate('other');
  const labels = async (): Promise<readonly string[]> =>
    (await app.tree.getChildren()).map((node) => app.tree.present(node).label);
  return { app, labels, letGo: () => answer?.() };
}

describe('Tree model after a switch of the profile', () => {
  it('does not leave the rows of the other profile below the new name while it reads', async () => {
    const { app, labels, letGo } = await twoProfiles();
    assert.deepEqual(await labels(), []);
    await settle();
    assert.match(app.viewDescription.value, /^Other · .*reading…$/);
    const fired: (TreeNode | undefined)[] = [];
    app.tree.onDidChange((node) => fired.push(node));
    letGo();
    await settle();
    assert.deepEqual(fired, [undefined]);
    assert.deepEqual(await labels(), ['Bakery']);
    assert.match(app.viewDescription.value, /updated just now$/);
  });
  it('finds a row that is still on its way', async () => {
    const { app, letGo } = await twoProfiles();
    const finding = app.tree.find({ kind: 'program', profileId: 'other', mnpId: 'mp9', name: 'Bakery' });
    await settle();
    letGo();
    assert.equal((await finding)?.kind, 'program');
  });
});
