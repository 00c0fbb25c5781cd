import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maxRecords, recordId } from '../../../../src/app/activity/records';
import { openPlace, type Place, record } from './support';

describe('records of changes', () => {
  let place: Place;
  beforeEach(async () => {
    place = await openPlace();
  });
  afterEach(() => place.close());
  const folder = (): string => join(place.ports.storagePath, 'activity');

  it('has none before the first change, and answers what was saved, newest first', async () => {
    const { records } = place;
    assert.deepEqual(await records.ids(), []);
    await records.save(record(2_000));
    await records.save(record(10_000, { programName: '会员积分' }));
    assert.deepEqual(await records.ids(), [recordId(10_000, 'x'), recordId(2_000, 'x')]);
    assert.equal((await records.read(recordId(10_000, 'x')))?.programName, '会员积分');
  });
  it('leaves alone what a newer version or a broken disk wrote, also when there are too many', async () => {
    const { records } = place;
    await mkdir(folder(), { recursive: true });
    const newer = recordId(1, 'newer');
    const damaged = recordId(2, 'damaged');
    await writeFile(join(folder(), `${newer}.json`), JSON.stringify({ ...record(1), format: 2, id: newer }));
    await writeFile(join(folder(), `${damaged}.json`), '{"format":1,');
    await writeFile(join(folder(), 'note.json'), '{}');
    for (let at = 0; at < maxRecords; at++) await records.save(record(1_000 + at));
    await records.save(record(9_000));
    const names = await readdir(folder());
    for (const name of [`${newer}.json`, `${damaged}.json`, 'note.json']) assert.ok(names.includes(name), name);
    assert.equal(await records.read(newer), undefined);
    assert.equal(await records.read(damaged), undefined);
    assert.equal(await records.read(recordId(1_000, 'x')), undefined, 'the oldest went');
    assert.ok(await records.read(recordId(9_000, 'x')));
  });
  it('keeps what some window works on, however old', async () => {
    const { records } = place;
    const old = record(5, { state: 'running' });
    const held = await records.hold(old.id);
    await records.save(old);
    for (let at = 0; at <= maxRecords; at++) await records.save(record(1_000 + at));
    assert.ok(await records.read(old.id));
    held.dispose();
    await records.save(record(9_000));
    assert.equal(await records.read(old.id), undefined);
  });
  it('reads no file but its own', async () => {
    await writeFile(join(place.ports.storagePath, 'secret.json'), JSON.stringify(record(1)));
    assert.equal(await place.records.read('../secret'), undefined);
    await place.records.remove('../secret');
    assert.ok((await readdir(place.ports.storagePath)).includes('secret.json'));
  });
});
