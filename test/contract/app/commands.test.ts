import assert from 'node:assert/strict';
import type { Version } from '../../../src/app/model/version';
import { openWorld, type World } from './world';

/** What the platform has, by another route than the command's own reading. */
async function onPlatform(world: World, program: string, number: string): Promise<Version | undefined> {
  const { sessions } = world.app.context;
  const { client, profile } = await sessions.open();
  const { mnpId } = await world.program(program);
  const { groupVersions } = await import('../../../src/app/model/versions');
  const ref = { kind: 'program', profileId: profile.id, mnpId, name: program } as const;
  const stages = await client.call('DescribeMNPAllStageVersions', { MNPId: mnpId });
  const history = await client.call('DescribeMNPReleasedVersionHistory', { MNPId: mnpId });
  const versions = groupVersions(ref, stages.data ?? [], history.data?.DataList ?? []);
  return versions.find((version) => version.ref.version === number);
}

describe('Commands against the demo sandbox', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('submits for approval without a second question, and withdraws', async () => {
    const node = await world.version('Table Booking', '0.2.0');
    await world.act((h) => h['miniProgram.submitApproval'](node));
    assert.match(world.ports.ui.last.message, /Table Booking 0\.2\.0 is in review/);
    assert.equal((await onPlatform(world, 'Table Booking', '0.2.0'))?.state, 'inReview');
    await world.act((h) => h['miniProgram.withdrawApproval'](node));
    assert.equal((await onPlatform(world, 'Table Booking', '0.2.0'))?.state, 'withdrawn');
  });
  it('refuses to submit beside an open request, and offers to withdraw that one', async () => {
    const older = await world.version('Table Booking', '0.1.0');
    const newer = await world.version('Table Booking', '0.2.0');
    await world.act((h) => h['miniProgram.submitApproval'](older));
    await world.act((h) => h['miniProgram.submitApproval'](newer));
    assert.match(world.ports.ui.last.message, /Version 0\.1\.0 is in review/);
    assert.deepEqual(
      world.ports.ui.last.actions.map(({ label }) => label),
      ['Withdraw 0.1.0'],
    );
    await world.ports.ui.press('Withdraw 0.1.0');
    assert.equal((await onPlatform(world, 'Table Booking', '0.1.0'))?.state, 'withdrawn');
  });
  it('approves by program, version and super app pickers, then releases with one question that says everything', async () => {
    await world.act((h) => h['miniProgram.approve'](), { pick: 'Order Ahead' }, { pick: '2.4.0' });
    assert.match(world.ports.ui.last.message, /approved for/);
    assert.equal((await onPlatform(world, 'Order Ahead', '2.4.0'))?.state, 'approved');
    await world.act((h) => h['miniProgram.release'](), { pick: 'Order Ahead' }, { pick: '2.4.0' }, { confirm: true });
    const question = world.ports.ui.asked.at(-1) ?? '';
    for (const part of [
      'Release 2.4.0 of Order Ahead',
      'Environment: sandbox',
      'Online now: 2.3.0',
      'Roll Back to 2.3.0',
    ])
      assert.ok(question.includes(part), `${part} in: ${question}`);
    assert.equal((await onPlatform(world, 'Order Ahead', '2.4.0'))?.state, 'online');
    assert.match(world.ports.ui.last.message, /Order Ahead 2\.4\.0 is online/);
    assert.ok((await world.rows()).some((row) => row.startsWith('Order Ahead | 2.4.0 online')));
  });
  it('changes nothing when the question is answered no', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: false });
    assert.equal((await onPlatform(world, 'Gift Cards', '1.1.0'))?.state, 'approved');
    assert.deepEqual(world.ports.ui.said, []);
  });
  it('rejects with a required note, and keeps the note when the call fails', async () => {
    const node = await world.version('会员积分', '1.0.0');
    world.sandbox.faults.next({ action: 'ProcessMNPApproval', code: 'FailedOperation' });
    const many = (await world.app.context.programs.versions(await world.app.context.sessions.open(), node.mnpId))
      .approvals;
    const which = many.length > 1 ? [{ pickMany: [/./] }] : [];
    await world.act(
      (h) => h['miniProgram.reject'](node),
      ...which,
      { input: '  ' },
      { input: 'Add the privacy notice' },
    );
    assert.ok(world.ports.ui.asked.includes('refused: A note is required: the developers read it.'));
    assert.match(world.ports.ui.last.message, /FailedOperation/);
    assert.ok([...world.ports.workspaceState.values.values()].some((text) => text.includes('privacy notice')));
    await world.act((h) => h['miniProgram.reject'](node), ...which, { input: 'Add the privacy notice' });
    assert.equal((await onPlatform(world, '会员积分', '1.0.0'))?.state, 'rejected');
    assert.ok(![...world.ports.workspaceState.values.keys()].some((key) => key.startsWith('approvalNote')));
  });
  it('rolls back from → to', async () => {
    await world.act(
      (h) => h['miniProgram.rollBack'](),
      { pick: 'Corner Coffee' },
      { pick: '1.4.0' },
      { confirm: true },
    );
    assert.match(
      world.ports.ui.asked.at(-1) ?? '',
      /1\.4\.1 → 1\.4\.0.*Online now: 1\.4\.1, created \d{4}-.*Online then: 1\.4\.0, released \d{4}-/s,
    );
    assert.equal((await onPlatform(world, 'Corner Coffee', '1.4.0'))?.state, 'online');
    assert.equal((await onPlatform(world, 'Corner Coffee', '1.4.1'))?.state, 'history');
  });
  it('replaces the preview version and says which it was', async () => {
    const node = await world.version('Bean Subscription', '0.8.0');
    await world.act((h) => h['miniProgram.setPreview'](node));
    assert.match(world.ports.ui.last.message, /0\.8\.0 is the preview version now; it was 0\.9\.0/);
    assert.equal((await onPlatform(world, 'Bean Subscription', '0.8.0'))?.isPreview, true);
    assert.equal((await onPlatform(world, 'Bean Subscription', '0.9.0'))?.isPreview, false);
    await world.act((h) => h['miniProgram.clearPreview'](node));
    assert.equal((await onPlatform(world, 'Bean Subscription', '0.8.0'))?.isPreview, false);
  });
  it('sets the old preview version again when the new one is refused', async () => {
    const node = await world.version('Bean Subscription', '0.8.0');
    // The first call clears the old one; the second one is refused.
    world.sandbox.faults.next({ action: 'ConfigureMNPPreview', delayMs: 1 });
    world.sandbox.faults.next({ action: 'ConfigureMNPPreview', code: 'UnauthorizedOperation' });
    await world.act((h) => h['miniProgram.setPreview'](node));
    assert.match(world.ports.ui.last.message, /UnauthorizedOperation/);
    assert.equal((await onPlatform(world, 'Bean Subscription', '0.9.0'))?.isPreview, true);
  });
  it('shows the preview code as an embedded picture, setting the preview version only after asking', async () => {
    const node = await world.version('Table Booking', '0.2.0');
    await world.act((h) => h['miniProgram.previewQr'](node), { pick: /^Make 0\.2\.0 the preview version/ });
    const [qr] = world.ports.ui.shownQr;
    assert.ok(qr);
    assert.match(qr.imageDataUri, /^data:image\/png;base64,iVBOR/);
    assert.match(qr.link, /^tcmpp:\/\/applet\/\?appId=/);
    assert.equal(qr.version, '0.2.0');
    assert.equal((await qr.refresh()).version, '0.2.0');
  });
  it('creates in a form that is checked, edits, takes down and deletes by name', async () => {
    await world.act((h) => h['miniProgram.create']());
    const form = world.ports.ui.shownForms.at(-1);
    assert.ok(form);
    const wrong = form.check([{ ...form.fresh[0], iconUrl: 'icon.png' }]).map(({ field }) => field);
    assert.deepEqual(wrong, ['name', 'intro', 'description', 'iconUrl']);
    const row = {
      name: 'Tea House',
      intro: 'Tea by the pot',
      description: 'Menu and tables',
      type: 'Food and Drink->32_Take-out',
      iconUrl: 'https://static.example.com/icon.png',
    };
    assert.deepEqual(form.check([row]), []);
    assert.deepEqual(await form.send([row]), { kind: 'done' });
    assert.match(world.ports.ui.last.message, /Tea House \(mp\w+\) is created/);
    const tea = await world.program('Tea House');
    await world.act((h) => h['miniProgram.edit'](tea), { pick: 'Introduction' }, { input: 'Tea and cake' });
    const session = await world.app.context.sessions.open();
    assert.equal((await session.client.call('DescribeMNP', { MNPId: tea.mnpId })).data?.MNPIntro, 'Tea and cake');
    await world.act((h) => h['miniProgram.delete'](tea), { confirm: true });
    assert.ok(!(await world.rows()).some((row) => row.startsWith('Tea House')));
    await assert.rejects(session.client.call('DescribeMNP', { MNPId: tea.mnpId }));
  });
  it('takes a program down and shows it', async () => {
    const node = await world.program('Gift Cards');
    await world.act((h) => h['miniProgram.takeDown'](node), { confirm: true });
    assert.match(world.ports.ui.last.message, /Gift Cards is taken down/);
    await world.rows();
    assert.ok((await world.rows()).includes('Gift Cards | taken down'));
  });
  it('shows details as a document, and copies id, name and JSON', async () => {
    const node = await world.version('Loyalty Stamps', '1.2.0');
    await world.act((h) => h['miniProgram.showVersionDetails'](node));
    assert.match(world.ports.ui.texts[0]?.text ?? '', /privacy notice/);
    await world.act((h) => h['miniProgram.copyId'](node));
    assert.equal(world.ports.ui.copied, String(node.versionId));
    await world.act((h) => h['miniProgram.copyJson'](node));
    assert.equal(JSON.parse(world.ports.ui.copied).ref.version, '1.2.0');
  });
  it('counts a change that was done but not answered', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    world.sandbox.faults.next({ action: 'ReleaseMNPVersion', afterHandling: true, dropAfterBytes: 0 });
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    assert.match(world.ports.ui.last.message, /Gift Cards 1\.1\.0 is online/);
  });
  it('says which state is needed when the version is in another one', async () => {
    const node = await world.version('Corner Coffee', '1.4.1');
    await world.act((h) => h['miniProgram.release'](node));
    assert.match(world.ports.ui.last.message, /Nothing to release: 1\.4\.1/);
  });
});
