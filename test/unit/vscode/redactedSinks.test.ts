import assert from 'node:assert/strict';
import type { QrModel } from '../../../src/app/panels';
import type { Presentation } from '../../../src/app/tree/node';
import { redactedRow } from '../../../src/vscode/tree/redactedRow';
import { qrView } from '../../../src/vscode/webviews/qrPage';

const secret = 'hJ3kQ9pTtXw2';
const redact = (text: string): string => text.replaceAll(secret, '•••');

it('a tree row shows no secret and keeps its identity', () => {
  const row: Presentation = {
    id: secret,
    label: `Rejected ${secret}`,
    description: `because of ${secret}`,
    tokens: ['failure'],
    collapsible: 'none',
    accessibleLabel: `Rejected ${secret}`,
    hasTooltip: false,
  };
  const shown = redactedRow(row, redact);
  assert.deepEqual(
    [shown.id, shown.label, shown.description, shown.accessibleLabel],
    [secret, 'Rejected •••', 'because of •••', 'Rejected •••'],
  );
});
it('the QR page shows no secret', () => {
  const model: QrModel = {
    key: 'k',
    programName: secret,
    mnpId: 'mp1',
    version: '1.0.0',
    environment: 'staging',
    entryPath: `pages/a?key=${secret}`,
    imageDataUri: 'data:image/png;base64,AAAA',
    link: `https://example.com/qr?key=${secret}`,
    readAt: 0,
    refresh: () => Promise.reject(new Error('not asked')),
  };
  assert.ok(!JSON.stringify(qrView(model, redact)).includes(secret));
});
