import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityFeed } from '../../../../src/app/activity/feed';
import { createEntries, type Entries } from '../../../../src/app/activity/entries';
import type { ActivityRecord } from '../../../../src/app/activity/record';
import { createRecords, recordId, type Records } from '../../../../src/app/activity/records';
import { createJournals, type Journal, type Journals } from '../../../../src/app/publish/journal';
import { files } from '../../../../src/disk/files';
import { FakeClock } from '../../../support/fakes';

export interface Place {
  readonly ports: { readonly files: typeof files; readonly storagePath: string; readonly clock: FakeClock };
  readonly feed: ActivityFeed;
  readonly records: Records;
  readonly journals: Journals;
  readonly entries: Entries;
  close(): Promise<void>;
}
/** A storage folder on the real disk. */
export async function openPlace(): Promise<Place> {
  const storagePath = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
  const ports = { files, storagePath, clock: new FakeClock() };
  const feed = new ActivityFeed();
  return {
    ports,
    feed,
    records: createRecords(files, storagePath),
    journals: createJournals(files, storagePath, () => ports.clock.now()),
    entries: createEntries(ports, feed),
    close: () => rm(storagePath, { recursive: true, force: true }),
  };
}
export function record(startedAt: number, change: Partial<ActivityRecord> = {}): ActivityRecord {
  return {
    format: 1,
    id: recordId(startedAt, 'x'),
    kind: 'release',
    title: 'Releasing 1.1.0 of Gift Cards',
    profileId: 'p',
    profileName: 'Team',
    environment: 'staging',
    platformId: 'T1',
    endpoint: 'https://platform.example',
    secretId: 'AKID…wxyz',
    mnpId: 'mp1',
    programName: 'Gift Cards',
    versionId: 7,
    version: '1.1.0',
    state: 'done',
    startedAt,
    endedAt: startedAt + 1_000,
    steps: [
      { name: 'send', startedAt, endedAt: startedAt + 300, requestId: 'r-1' },
      { name: 'read', startedAt: startedAt + 300, endedAt: startedAt + 1_000 },
    ],
    facts: [['Online now', '1.0.0']],
    ...change,
  };
}
export function journal(id: string, createdAt: number, change: Partial<Journal> = {}): Journal {
  return {
    format: 1,
    plan: {
      id,
      profileId: 'p',
      profileName: 'Team',
      environment: 'staging',
      platformId: 'T1',
      mnpId: 'mp2',
      programName: 'Shop',
      folder: '/home/somebody/work/shop',
      version: '1.0.0',
      intro: 'First',
      until: 'preview',
      preview: 'ask',
      entryPath: '',
    },
    by: { secretId: 'AKID…wxyz', endpoint: 'https://platform.example' },
    state: 'done',
    createdAt,
    updatedAt: createdAt,
    steps: {},
    ...change,
  };
}
