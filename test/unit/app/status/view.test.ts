import assert from 'node:assert/strict';
import { type StatusInputs, statusView } from '../../../../src/app/status/view';
import { UserError } from '../../../../src/app/errors/userError';
import { TransportError } from '../../../../src/client/errors';
import { fakeWorld, settle, shop, stageRow } from '../fakeCloud';

const profile = {
  id: 'p',
  name: 'Coffee team',
  environment: 'staging',
  dialect: 'tcsas',
  endpoint: 'https://h',
  region: 'r',
  platformId: 'T1',
  secretId: 's',
  uploadTarget: { kind: 'platform' },
} as const;
const facts = { name: 'Shop', online: '1.4.1', waiting: { version: '1.4.2', state: 'inReview' }, readAt: 0 } as const;
const inputs: StatusInputs = { mnpId: 'mp1', profile, facts, error: undefined, activity: undefined, now: 180_000 };
const activity = { mnpId: 'mp1', version: '1.4.3', step: 'Uploading', isBuilding: false };

describe('Status bar', () => {
  it('says what is online and in review', () => {
    const view = statusView(inputs);
    assert.equal(view.text, '$(package) 1.4.1 online · 1.4.2 in review');
    assert.equal(view.background, undefined);
    assert.equal(view.accessibleLabel, 'Mini program Shop: 1.4.1 online · 1.4.2 in review');
    assert.match(view.tooltip, /Shop \(mp1\)[^]*Profile: Coffee team \(staging\)\nRead 3 min ago/);
  });
  it('says how old the news is when nobody has looked for an hour', () => {
    const text = (now: number): string => statusView({ ...inputs, now }).text;
    assert.equal(text(59 * 60_000), '$(package) 1.4.1 online · 1.4.2 in review');
    assert.equal(text(3 * 3_600_000), '$(package) 1.4.1 online · 1.4.2 in review · 3 h ago');
  });
  it('has colour only for a rejection and for production about to change', () => {
    const background = (change: Partial<StatusInputs>): string | undefined =>
      statusView({ ...inputs, ...change }).background;
    const production = { ...profile, environment: 'production' } as const;
    assert.equal(background({ facts: { ...facts, waiting: { version: '1.4.2', state: 'rejected' } } }), 'error');
    const approved = { ...facts, waiting: { version: '1.4.2', state: 'approved' } } as const;
    assert.equal(background({ facts: approved }), undefined);
    assert.equal(background({ facts: approved, profile: production }), 'warning');
    assert.equal(background({ profile: production }), undefined);
    assert.equal(background({ profile: production, activity }), 'warning');
  });
  it('marks production, tells the publishing step, and what is wrong', () => {
    const text = (change: Partial<StatusInputs>): string => statusView({ ...inputs, ...change }).text;
    assert.equal(
      text({ profile: { ...profile, environment: 'production' }, activity }),
      '$(sync~spin) 1.4.3: Uploading · PRODUCTION',
    );
    assert.equal(text({ error: new UserError('gone', [], 'keyMissing') }), '$(key) key missing');
    assert.match(
      text({ error: new TransportError('a', 'offline', 'h', 'd') }),
      /^\$\(debug-disconnect\) 1\.4\.1 online/,
    );
    assert.equal(text({ facts: undefined }), '$(package) mp1');
  });
  it('is hidden when nothing is linked, and shows what was last known without asking the platform', async () => {
    const world = fakeWorld();
    assert.equal(world.app.status.value, undefined);
    world.ports.workspace.folders = [{ name: 'shop', path: '/nonexistent/shop' }];
    world.ports.workspace.linked.set('/nonexistent/shop', 'mp1');
    await world.app.handlers['miniProgram.trySandbox']();
    await world.app.start();
    await world.app.handlers['miniProgram.refreshNode']({
      kind: 'program',
      profileId: 'sandbox',
      mnpId: 'mp1',
      name: 'Shop',
    });
    assert.match(JSON.stringify(world.app.status.value), /1\.0\.0 online/);
    world.cloud.answers = {
      ...shop,
      DescribeMNPAllStageVersions: () => [stageRow(2, '1.1.0', 'Online', { VersionCurrentStatus: 3 })],
    };
    world.app.context.programs.invalidate('mp1');
    await settle();
    assert.match(JSON.stringify(world.app.status.value), /1\.1\.0 online/);
    const next = fakeWorld(shop, undefined, world.ports);
    await next.app.start();
    assert.match(JSON.stringify(next.app.status.value), /1\.1\.0 online/);
    assert.equal(next.cloud.calls.length, 0);
  });
  it('works on when its facts cannot be kept, and says so in the log', async () => {
    const { app, ports } = fakeWorld();
    ports.workspace.folders = [{ name: 'shop', path: '/nonexistent/shop' }];
    ports.workspace.linked.set('/nonexistent/shop', 'mp1');
    await app.handlers['miniProgram.trySandbox']();
    const set = ports.workspaceState.set.bind(ports.workspaceState);
    ports.workspaceState.set = (key, value) =>
      key.startsWith('status/') ? Promise.reject(new Error('disk full')) : set(key, value);
    await app.start();
    await app.context.store.loadVersions(app.context.store.refOf('sandbox', 'mp1'));
    await settle();
    assert.match(app.status.value?.text ?? '', /1\.0\.0 online/);
    assert.ok(ports.log.lines.some((line) => /status of mp1 was not kept: disk full/.test(line)));
  });
});
