import assert from 'node:assert/strict';
import type { VersionRef } from '../../../../src/app/model/refs';
import { WatchList } from '../../../../src/app/watching/watchList';
import { MemoryMemento } from '../../../support/fakes';

const ref = (versionId: number, profileId = 'p'): VersionRef => ({
  kind: 'version',
  profileId,
  mnpId: 'mp1',
  programName: '会员积分',
  versionId,
  version: `1.0.${versionId}`,
});

describe('the list of watched versions', () => {
  it('survives a reload, and knows each version of each profile once', async () => {
    const state = new MemoryMemento();
    const list = new WatchList(state);
    await list.add(ref(1), 10);
    await list.add(ref(1), 20);
    await list.add(ref(1, 'other'), 30);
    const later = new WatchList(state);
    assert.deepEqual(
      later.current.value.map(({ profileId, versionId, since }) => [profileId, versionId, since]),
      [
        ['p', 1, 20],
        ['other', 1, 30],
      ],
    );
    assert.ok(later.has(ref(1)) && !later.has(ref(2)));
  });
  it('keeps what another window has added meanwhile, and tells one of two that end the same watch', async () => {
    const state = new MemoryMemento();
    const [one, other] = [new WatchList(state), new WatchList(state)];
    await one.add(ref(1), 1);
    await other.add(ref(2), 2);
    assert.equal(await one.remove(ref(1)), true);
    assert.equal(await other.remove(ref(1)), false);
    assert.deepEqual(
      other.current.value.map(({ versionId }) => versionId),
      [2],
    );
    one.reload();
    assert.deepEqual(one.current.value, other.current.value);
  });
  it('leaves out what is none of ours in the store', () => {
    const state = new MemoryMemento();
    for (const value of ['text', [null, 1, { kind: 'version' }], {}]) {
      void state.set('watches', value);
      assert.deepEqual(new WatchList(state).current.value, []);
    }
  });
});
