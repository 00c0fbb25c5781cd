import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { groupVersions, type HistoryRow, type StageRow } from '../../../../src/app/model/versions';
import { compareVersions } from '../../../../src/app/model/versionNumber';
import { stageRow } from '../fakeCloud';

const ref = { kind: 'program', profileId: 'p', mnpId: 'mp1', name: 'Shop' } as const;
const states = (rows: readonly object[], history: readonly object[] = []): Record<string, string> =>
  Object.fromEntries(
    groupVersions(ref, rows as StageRow[], history as HistoryRow[]).map((version) => [
      version.ref.version,
      version.state,
    ]),
  );

describe('Versions from rows', () => {
  it('makes one version of the rows of its phases, as in the published example', () => {
    const text = readFileSync('test/support/publishedExamples.json', 'utf8');
    const rows = JSON.parse(text).DescribeMNPAllStageVersions.data;
    const [version] = groupVersions(ref, rows.slice(0, 3), []);
    assert.deepEqual(version?.phases, ['Develop', 'Platform', 'Online']);
    assert.equal(version.state, 'online');
    assert.equal(version.isPreview, true);
    assert.equal(version.createdAt, 1_724_142_147_000);
  });
  it('prefers VersionCurrentStatus to ApprovalStatus, which says approved for what was never submitted', () => {
    assert.deepEqual(states([stageRow(1, '1.0.0', 'Develop', { ApprovalStatus: 3, VersionCurrentStatus: 0 })]), {
      '1.0.0': 'develop',
    });
    assert.deepEqual(states([stageRow(1, '1.0.0', 'Develop', { VersionCurrentStatus: null, ApprovalStatus: 3 })]), {
      '1.0.0': 'develop',
    });
  });
  it('reads every status of a submitted version', () => {
    const of = (status: number | null): string | undefined =>
      states([
        stageRow(1, '1.0.0', 'Develop', { ApprovalNo: 'aud1', VersionCurrentStatus: status, ApprovalStatus: 2 }),
      ])['1.0.0'];
    assert.deepEqual([0, 1, 2, 3, 4, 77, null].map(of), [
      'inReview',
      'inReview',
      'rejected',
      'approved',
      'withdrawn',
      'inReview',
      'rejected',
    ]);
  });
  it('tells approved from released before', () => {
    const platform = stageRow(2, '1.1.0', 'Platform', { VersionCurrentStatus: 3, ApprovalNo: 'a' });
    assert.equal(states([platform])['1.1.0'], 'approved');
    assert.equal(states([platform], [{ MNPVersionId: 2, MNPVersion: '1.1.0', UpdateTime: '1' }])['1.1.0'], 'history');
  });
  it('adds versions that only the history knows, and survives rows of nulls', () => {
    const rows = [{ ...stageRow(1, '1.0.0', 'Develop'), MNPVersionId: null }];
    assert.deepEqual(states(rows, [{ MNPVersionId: 9, MNPVersion: '0.9.0', MNPVersionNote: null, UpdateTime: null }]), {
      '0.9.0': 'history',
    });
  });
  it('orders by number, not by text', () => {
    const rows = ['1.9.0', '1.10.0', '1.2.0'].map((version, id) => stageRow(id, version, 'Develop'));
    assert.deepEqual(Object.keys(states(rows)), ['1.10.0', '1.9.0', '1.2.0']);
    assert.ok(compareVersions('1.0', '1.0.0') === 0 && compareVersions('2.0.0', '1.99.99') > 0);
  });
});
