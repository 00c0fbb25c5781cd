import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createJournals,
  isUnfinished,
  type Journal,
  type Journals,
  maxJournals,
} from '../../../../src/app/publish/journal';
import type { PublishPlan } from '../../../../src/app/publish/plan';
import { files } from '../../../../src/disk/files';

const plan = (id: string): PublishPlan => ({
  id,
  profileId: 'p',
  profileName: 'Team',
  environment: 'staging',
  platformId: 'T1',
  mnpId: 'mp1',
  programName: 'Shop',
  folder: '/shop',
  version: '1.0.0',
  intro: 'First',
  until: 'preview',
  preview: 'ask',
  entryPath: '',
});
const journal = (id: string, change: Partial<Journal> = {}): Journal => ({
  format: 1,
  plan: plan(id),
  state: 'failed',
  createdAt: 1,
  updatedAt: 1,
  steps: {},
  ...change,
});

describe('publish journals', () => {
  let storage: string;
  let journals: Journals;
  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
    journals = createJournals(files, storage, () => 5);
  });
  afterEach(() => rm(storage, { recursive: true, force: true }));
  const names = async (): Promise<string[]> => (await readdir(join(storage, 'publishes'))).sort();

  it('has none before the first publish', async () => {
    assert.deepEqual(await journals.list(), { journals: [], unreadable: [] });
    assert.equal(await journals.read('a'), undefined);
  });
  it('answers what was saved, newest first', async () => {
    const older = journal('a', { steps: { version: { state: 'running', startedAt: 2, inputs: { knownIds: [7] } } } });
    await journals.save(older);
    await journals.save(journal('b', { createdAt: 2 }));
    assert.deepEqual(await journals.read('a'), older);
    assert.deepEqual(
      (await journals.list()).journals.map(({ plan: { id } }) => id),
      ['b', 'a'],
    );
  });
  it('leaves alone what a newer version or a broken disk wrote, and lists it', async () => {
    await mkdir(join(storage, 'publishes'), { recursive: true });
    const newer = JSON.stringify({ format: 2, plan: plan('n'), somethingNew: true });
    await writeFile(join(storage, 'publishes', 'n.json'), newer);
    for (const [name, text] of [
      ['half', '{"format":1,"plan":{"id":"ha'],
      ['null', 'null'],
      ['other', JSON.stringify(journal('somebody-else'))],
      ['state', JSON.stringify({ ...journal('state'), state: 'dancing' })],
    ] as const)
      await writeFile(join(storage, 'publishes', `${name}.json`), text);
    const { journals: readable, unreadable } = await journals.list();
    assert.deepEqual(readable, []);
    assert.deepEqual(Object.fromEntries(unreadable.map(({ id, reason }) => [id, reason])), {
      n: 'newer',
      half: 'damaged',
      null: 'damaged',
      other: 'damaged',
      state: 'damaged',
    });
    await journals.discard('n');
    assert.equal(await readFile(join(storage, 'publishes', 'n.json'), 'utf8'), newer);
  });
  it('discards for good, with the package', async () => {
    await journals.save(journal('a'));
    await writeFile(journals.packageFile('a'), 'zip');
    await journals.discard('a');
    const [found] = (await journals.list()).journals;
    assert.ok(found && !isUnfinished(found));
    assert.deepEqual(await names(), ['a.json']);
  });
  it('keeps the newest 200, and unfinished ones longer', async () => {
    await journals.save(journal('unfinished', { createdAt: 0 }));
    for (let i = 1; i < maxJournals; i++) {
      const text = JSON.stringify(journal(`j${i}`, { createdAt: i, state: 'done' }));
      await writeFile(join(storage, 'publishes', `j${i}.json`), text);
    }
    await writeFile(journals.packageFile('j1'), 'zip');
    assert.equal((await names()).length, maxJournals + 1);
    await journals.save(journal('new', { createdAt: 999 }));
    const left = await names();
    assert.equal(left.length, maxJournals);
    assert.ok(left.includes('unfinished.json') && left.includes('new.json'));
    assert.ok(!left.includes('j1.json') && !left.includes('j1.zip'));
  });
});
