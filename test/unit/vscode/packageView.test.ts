import assert from 'node:assert/strict';
import type { PackagePreview, PreviewRow } from '../../../src/app/packagePreview/preview';
import { packageView, rowView } from '../../../src/vscode/webviews/packageView';
import { RememberedState } from '../../../src/webview/packageState';

const secret = 'hJ3kQ9pTtXw2';
const redact = (text: string): string => text.replaceAll(secret, '•••');
const row: PreviewRow = {
  id: `file:${secret}.js`,
  icon: 'file',
  label: `${secret}.js`,
  note: `beside ${secret}`,
  size: '1 B',
  isBranch: false,
  canOpen: true,
};
const preview: PackagePreview = {
  name: `Shop ${secret}`,
  root: `/work/${secret}`,
  startedAt: 0,
  verdict: { kind: 'ok', text: 'Ready to publish' },
  facts: [{ label: 'Mini program', value: secret, note: `from ${secret}` }],
  contentHash: 'ab'.repeat(32),
  problems: { total: 0, summary: '' },
  ships: { summary: '1 file', largest: [row] },
  leftOut: { summary: '' },
  changes: { summary: '', isIdentical: false, hasRows: false },
  settings: { total: 0 },
  rows: () => ({ rows: [], total: 0 }),
  place: () => undefined,
  problem: () => undefined,
  concerns: () => false,
};

describe('the Preview Package page', () => {
  it('shows no secret; ids stay what they are', () => {
    const view = packageView(preview, 1, redact);
    const { ships, ...rest } = view;
    assert.ok(!JSON.stringify(rest).includes(secret));
    const shown = ships.largest[0];
    assert.deepEqual([shown?.id, shown?.label, shown?.note], [row.id, '•••.js', 'beside •••']);
  });

  it('says what the button of a finding does', () => {
    assert.equal(rowView(row, redact).fix, undefined);
    assert.equal(rowView({ ...row, fix: 'stripBom' }, redact).fix, 'Remove byte order mark');
    assert.equal(rowView({ ...row, fix: 'buildNpm' }, redact).fix, 'Build npm…');
  });

  it('remembers what was opened while its tab is in the background, within bounds', () => {
    let kept: unknown = { rows: Object.fromEntries(Array.from({ length: 1_999 }, (_, at) => [`row ${at}`, true])) };
    const store = { getState: () => kept, setState: (state: unknown) => void (kept = state) };
    const state = new RememberedState(store);
    for (const id of ['ships:0', 'row 5', 'last']) state.setRow(id, false);
    state.set({ search: 'psd', top: 40 });
    const again = new RememberedState(store).value;
    assert.deepEqual([again.search, again.top], ['psd', 40]);
    assert.deepEqual([again.rows['row 5'], again.rows['last'], again.rows['row 0']], [false, false, undefined]);
    assert.equal(Object.keys(again.rows).length, 2_000);
  });
});
