import assert from 'node:assert/strict';
import { labelOf, lookOf } from '../../../../src/app/activity/words';
import { maxEntries } from '../../../../src/app/activity/entries';
import { lockPublish } from '../../../../src/app/publish/lock';
import { journal, openPlace, type Place, record } from './support';

describe('entries of the Activity view', () => {
  let place: Place;
  let now: number;
  beforeEach(async () => {
    place = await openPlace();
    now = place.ports.clock.now();
  });
  afterEach(() => place.close());
  const lines = async (): Promise<readonly string[]> =>
    (await place.entries.list()).map((entry) => `${labelOf(entry)} | ${lookOf(entry, now).text}`);

  it('are publishes and changes together, newest first, in words', async () => {
    const failure = { step: 'upload', message: 'No room' } as const;
    await place.journals.save(journal('a', now - 3 * 60_000, { state: 'failed', failure }));
    await place.records.save(record(now - 2 * 60_000));
    await place.journals.save(journal('b', now - 60_000, { state: 'waiting' }));
    await place.records.save(record(now, { kind: 'approve', state: 'unsure' }));
    assert.deepEqual(await lines(), [
      'Approve Gift Cards 1.1.0 | may have happened · just now',
      'Publish Shop 1.0.0 | waiting for approval · 1 min ago',
      'Release Gift Cards 1.1.0 | done · 1 min ago',
      'Publish Shop 1.0.0 | failed at Upload · 3 min ago',
    ]);
  });
  it('say who works on it: this window, another one, or nobody any more', async () => {
    const steps = { build: { state: 'running', startedAt: now } } as const;
    const running = journal('a', now, { state: 'running', steps });
    await place.journals.save(running);
    assert.deepEqual(await lines(), ['Publish Shop 1.0.0 | interrupted at Build · just now']);
    // The lock is held by this very process here; another window's looks the same.
    const lock = await lockPublish(place.ports, running.plan);
    await place.journals.save({ ...running, updatedAt: now + 1 });
    assert.deepEqual(await lines(), ['Publish Shop 1.0.0 | running in another window: Build']);
    place.feed.started('a');
    assert.deepEqual(await lines(), ['Publish Shop 1.0.0 | running: Build']);
    place.feed.ended('a');
    lock.dispose();
    assert.deepEqual(await lines(), ['Publish Shop 1.0.0 | interrupted at Build · just now']);
  });
  it('do not take an older, killed publish of the same mini program for the one that runs', async () => {
    await place.journals.save(journal('killed', now - 60_000, { state: 'running' }));
    const lock = await lockPublish(place.ports, journal('other', now).plan);
    assert.deepEqual(await lines(), ['Publish Shop 1.0.0 | interrupted at Package · 1 min ago']);
    lock.dispose();
  });
  it('tell a change of another window from one that was left by a killed one', async () => {
    const open = record(now, { state: 'running', steps: [{ name: 'send', startedAt: now }] });
    const { endedAt: _ended, ...running } = open;
    await place.records.save(running);
    assert.deepEqual(await lines(), ['Release Gift Cards 1.1.0 | interrupted, may have happened · just now']);
    const held = await place.records.hold(running.id);
    assert.deepEqual(await lines(), ['Release Gift Cards 1.1.0 | running in another window: Send']);
    held.dispose();
  });
  it('are cleared when they have ended; a publish keeps its journal and shows again when it goes on', async () => {
    await place.records.save(record(now - 5));
    await place.journals.save(journal('done', now - 4));
    await place.journals.save(journal('open', now - 3, { state: 'failed' }));
    assert.equal(await place.entries.clearFinished(), 2);
    assert.deepEqual(
      (await place.entries.list()).map(({ id }) => id),
      ['open'],
    );
    assert.ok(await place.journals.read('done'));
    assert.equal(await place.entries.read('done'), undefined);
    await place.journals.save(
      journal('done', now - 4, { updatedAt: now, plan: { ...journal('done', 0).plan, until: 'submitted' } }),
    );
    assert.equal((await lines())[1], 'Publish Shop 1.0.0 | submitted for approval · just now');
    assert.equal(await place.entries.clearFinished(), 1);
    assert.equal(await place.entries.clearFinished(), 0);
  });
  it('are at most 200', async () => {
    for (let at = 0; at < maxEntries; at++) await place.records.save(record(1_000 + at));
    for (let at = 0; at < 20; at++) await place.journals.save(journal(`j${at}`, now + at));
    const found = await place.entries.list();
    assert.equal(found.length, maxEntries);
    assert.equal(found[0]?.id, 'j19');
  });
});
