import assert from 'node:assert/strict';
import type { Session } from '../../../../src/app/services';
import { ReadStore } from '../../../../src/app/stores/readStore';
import { FakeClock } from '../../../support/fakes';

describe('a reading that began before a change', () => {
  const program = { kind: 'program', profileId: 'p', mnpId: 'mp1', name: '会员积分' } as const;
  const open = (): Promise<Session> => Promise.resolve({} as Session);
  let answers: ((value: string) => void)[];
  let store: ReadStore<string>;
  beforeEach(() => {
    answers = [];
    store = new ReadStore(() => new Promise<string>((resolve) => answers.push(resolve)), new FakeClock());
  });
  const begin = async (): Promise<Promise<unknown>[]> => {
    const reading = store.read(open, program);
    await Promise.resolve();
    return [reading];
  };

  it('leaves what is due to be read', async () => {
    const first = await begin();
    store.markStale('mp1');
    answers[0]?.('before');
    await Promise.all(first);
    assert.equal(store.stateOf('mp1').needsRead, true);
  });
  it('does not replace what a later one has read', async () => {
    const first = await begin();
    store.markStale('mp1');
    const second = await begin();
    answers[1]?.('after');
    await Promise.all(second);
    answers[0]?.('before');
    await Promise.all(first);
    const { value, needsRead } = store.stateOf('mp1');
    assert.deepEqual([value, needsRead], ['after', false]);
  });
  it('does not replace what somebody else has read since', async () => {
    const first = await begin();
    store.put('mp1', 'after');
    answers[0]?.('before');
    await Promise.all(first);
    const { value, needsRead } = store.stateOf('mp1');
    assert.deepEqual([value, needsRead], ['after', false]);
  });
});
