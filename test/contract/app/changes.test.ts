import assert from 'node:assert/strict';
import type { FormModel, FormOutcome, FormRow } from '../../../src/app/forms/form';
import type { ConfirmOptions } from '../../../src/app/ports';
import type { Environment } from '../../../src/app/profile';
import { openWorld, type World } from './world';

/** Makes the profile of the world one that stands for users who are not the developer. */
async function moveTo(world: World, environment: Environment): Promise<void> {
  const { profiles } = world.app.context;
  const { profile } = await world.app.context.sessions.open();
  const other = { ...profile, id: 'other', name: 'Shop live', environment };
  await profiles.save(other);
  await profiles.setSecret(other, { secretKey: world.sandbox.secretKey });
  await profiles.activate(other.id);
}
/** Collects what is asked before a change, and does `first` while the question is open. */
function questions(world: World, first: () => void = () => undefined): readonly ConfirmOptions[] {
  const { ui } = world.ports;
  const asked: ConfirmOptions[] = [];
  const answer = ui.confirm.bind(ui);
  ui.confirm = (options) => {
    asked.push(options);
    first();
    return answer(options);
  };
  return asked;
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
async function eventually(isSo: () => boolean, what: string): Promise<void> {
  for (let look = 0; look < 100 && !isSo(); look++) await wait(10);
  assert.ok(isSo(), what);
}
const onlineNumber = ({ sandbox }: World, name: string): string | undefined => {
  const program = [...sandbox.state.programs.values()].find((one) => one.name === name);
  const id = program?.onlineVersionId;
  return id === undefined ? undefined : sandbox.state.versions.get(id)?.number;
};
const isThere = ({ sandbox }: World, name: string): number =>
  [...sandbox.state.programs.values()].filter((one) => one.name === name).length;

describe('Changes that are cancelled, unanswered, or on production', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const stopsWaiting = (title: RegExp): void => {
    const { last } = world.ports.ui;
    assert.match(last.message, /^Stopped waiting\. ".+" may have happened; refresh to see\.$/);
    assert.match(last.message, title);
    assert.deepEqual(
      last.actions.map(({ label }) => label),
      ['Refresh'],
    );
  };

  it('Cancel within a slow Release says that it may have happened, and does not break the request off', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    world.sandbox.faults.next({ action: 'ReleaseMNPVersion', delayMs: 150 });
    const releasing = world.act((h) => h['miniProgram.release'](node), { confirm: true });
    await eventually(() => world.sandbox.faults.pending === 0, 'the request was not sent');
    world.ports.ui.cancel();
    await releasing;
    stopsWaiting(/"Releasing 1\.1\.0 of Gift Cards"/);
    assert.match(world.ports.ui.progress.at(-1) ?? '', /\(Cancel only stops waiting\)$/);
    await eventually(() => onlineNumber(world, 'Gift Cards') === '1.1.0', 'the release was broken off');
  });
  it('counts by what is read afterwards when the platform fails in the middle of a Release', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    world.sandbox.faults.next({ action: 'ReleaseMNPVersion', code: 'InternalError', afterHandling: true });
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    assert.equal(onlineNumber(world, 'Gift Cards'), '1.1.0');
    assert.match(world.ports.ui.last.message, /1\.1\.0 is online/);
  });
  it('Cancel while a change is read back says the same', async () => {
    const node = await world.version('Table Booking', '0.2.0');
    const { programs } = world.app.context;
    const stale: (string | undefined)[] = [];
    programs.onDidChange(({ mnpId }) => stale.push(mnpId));
    world.sandbox.faults.next({ action: 'CreateMNPApproval', delayMs: 60 });
    const submitting = world.act((h) => h['miniProgram.submitApproval'](node));
    await eventually(() => world.sandbox.faults.pending === 0, 'the request was not sent');
    world.sandbox.faults.next({ action: 'DescribeMNPAllStageVersions', delayMs: 200 });
    await eventually(() => world.sandbox.faults.pending === 0, 'nothing was read back');
    stale.length = 0;
    world.ports.ui.cancel();
    await submitting;
    stopsWaiting(/Submitting 0\.2\.0/);
    assert.ok(stale.includes(node.mnpId), 'what is shown was not marked as old');
  });
  it('Cancel while the preview version is exchanged leaves neither half done', async () => {
    const node = await world.version('Bean Subscription', '0.8.0');
    world.sandbox.faults.next({ action: 'ConfigureMNPPreview', delayMs: 100 });
    const setting = world.act((h) => h['miniProgram.setPreview'](node));
    await eventually(() => world.sandbox.faults.pending === 0, 'the request was not sent');
    world.ports.ui.cancel();
    await setting;
    stopsWaiting(/Making 0\.8\.0/);
    const preview = (): number | undefined => world.sandbox.state.programs.get(node.mnpId)?.preview?.versionId;
    await eventually(() => preview() === node.versionId, 'the exchange was broken off');
  });

  it('a preview version that is set again after the new one was refused keeps its entry page', async () => {
    const node = await world.version('Bean Subscription', '0.8.0');
    const program = world.sandbox.state.programs.get(node.mnpId);
    const before = program?.preview;
    assert.ok(before && before.versionId !== node.versionId);
    before.path = 'pages/beans/list?from=qr';
    const session = await world.app.context.sessions.open();
    const { call } = session.client;
    const refused = { action: 'ConfigureMNPPreview', code: 'FailedOperation.RecordNotFound' } as const;
    session.client.call = (action, request, options) => {
      const isSet = action === 'ConfigureMNPPreview' && (request as { ActionType?: number }).ActionType === 1;
      const isNew = (request as { MNPVersionId?: number }).MNPVersionId === node.versionId;
      if (isSet && isNew) world.sandbox.faults.next(refused);
      return call(action, request, options);
    };
    await world.act((h) => h['miniProgram.setPreview'](node));
    assert.equal(world.sandbox.faults.pending, 0);
    const { preview: after } = world.sandbox.state.programs.get(node.mnpId) ?? {};
    assert.deepEqual([after?.versionId, after?.path], [before.versionId, before.path]);
  });
  describe('on another environment', () => {
    for (const environment of ['staging', 'production'] as const) {
      it(`wants the name for a roll-back and a take-down on ${environment}`, async () => {
        await moveTo(world, environment);
        const asked = questions(world);
        const node = await world.program('Corner Coffee');
        const old = await world.version('Corner Coffee', '1.4.0');
        await world.act((h) => h['miniProgram.rollBack'](old), { confirm: false });
        await world.act((h) => h['miniProgram.takeDown'](node), { confirm: false });
        assert.deepEqual(
          asked.map(({ typeToConfirm }) => typeToConfirm),
          ['Corner Coffee', 'Corner Coffee'],
        );
      });
    }
    it('wants no name in the sandbox', async () => {
      const asked = questions(world);
      const node = await world.program('Corner Coffee');
      const old = await world.version('Corner Coffee', '1.4.0');
      await world.act((h) => h['miniProgram.rollBack'](old), { confirm: false });
      await world.act((h) => h['miniProgram.takeDown'](node), { confirm: false });
      assert.deepEqual(
        asked.map(({ typeToConfirm }) => typeToConfirm),
        [undefined, undefined],
      );
    });
    it('asks before what users of a production program see is edited, and says what was done', async () => {
      await moveTo(world, 'production');
      const asked = questions(world);
      const node = await world.program('Corner Coffee');
      const introOf = (): string | undefined => world.sandbox.state.programs.get(node.mnpId)?.intro;
      const before = introOf();
      const edit = (confirm: boolean): Promise<void> =>
        world.act((h) => h['miniProgram.edit'](node), { pick: 'Introduction' }, { input: 'Tea' }, { confirm });
      await edit(false);
      assert.equal(introOf(), before);
      assert.deepEqual(world.ports.ui.said, []);
      assert.ok(asked[0]?.detail?.includes(`Introduction: ${before} → Tea`), asked[0]?.detail);
      await edit(true);
      assert.equal(introOf(), 'Tea');
      assert.equal(world.ports.ui.last.message, 'Introduction of Corner Coffee is changed · Shop live (PRODUCTION)');
    });
    it('edits without a question in the sandbox, and says what was done', async () => {
      const node = await world.program('Corner Coffee');
      await world.act((h) => h['miniProgram.edit'](node), { pick: 'Introduction' }, { input: 'Tea' });
      assert.equal(world.ports.ui.last.message, 'Introduction of Corner Coffee is changed.');
    });
    it('names production in progress and result', async () => {
      await moveTo(world, 'production');
      const node = await world.version('Gift Cards', '1.1.0');
      await world.act((h) => h['miniProgram.release'](node), { confirm: true });
      assert.match(world.ports.ui.progress.at(-1) ?? '', /^Releasing 1\.1\.0 of Gift Cards · Shop live \(PRODUCTION\)/);
      assert.equal(world.ports.ui.last.message, 'Gift Cards 1.1.0 is online · Shop live (PRODUCTION)');
    });
    it('names the environment where the preview version is about to change', async () => {
      const node = await world.version('Table Booking', '0.2.0');
      await world.act((h) => h['miniProgram.previewQr'](node), { pick: /^Make 0\.2\.0 the preview version/ });
      assert.match(world.ports.ui.asked.at(-1) ?? '', /^Preview QR Code · Sandbox \|/);
    });
  });

  describe('creating', () => {
    const texts: FormRow = {
      name: 'Tea House',
      intro: 'Tea by the pot',
      description: 'Menu and tables',
      type: 'Food and Drink->32_Take-out',
      iconUrl: 'https://static.example.com/icon.png',
    };
    const form = async (): Promise<FormModel | undefined> => {
      const { shownForms } = world.ports.ui;
      const before = shownForms.length;
      await world.act((h) => h['miniProgram.create']());
      return shownForms.length > before ? shownForms.at(-1) : undefined;
    };
    /** Fills the form, keeps the draft as the panel does, and presses its button. */
    const create = async (row: FormRow = texts): Promise<FormOutcome> => {
      const model = await form();
      assert.ok(model, 'no form was shown');
      await model.keep([row]);
      const outcome = await model.send([row]);
      await model.keep(outcome.kind === 'done' ? undefined : [row]);
      return outcome;
    };
    const keptDrafts = (): readonly string[] =>
      [...world.ports.workspaceState.values.keys()].filter((key) => key.startsWith('newProgram'));

    it('finds by name what was created without an answer', async () => {
      world.sandbox.faults.next({ action: 'CreateMNP', afterHandling: true, dropAfterBytes: 0 });
      assert.deepEqual(await create(), { kind: 'done' });
      assert.match(world.ports.ui.last.message, /^Tea House \(mp\w+\) is created\.$/);
      assert.equal(isThere(world, 'Tea House'), 1);
      assert.deepEqual(keptDrafts(), []);
    });
    it('Cancel says that it may have happened; the next Create looks before it asks or sends', async () => {
      world.sandbox.faults.next({ action: 'CreateMNP', delayMs: 100 });
      const creating = create();
      await eventually(() => world.ports.ui.progress.some((text) => text.startsWith('Creating')), 'nothing was sent');
      await eventually(() => world.sandbox.faults.pending === 0, 'nothing was sent');
      world.ports.ui.cancel();
      const outcome = await creating;
      assert.match(outcome.kind === 'refused' ? outcome.message : '', /Stopped waiting\. "Creating Tea House"/);
      await eventually(() => isThere(world, 'Tea House') === 1, 'the create was broken off');
      assert.equal(await form(), undefined);
      assert.match(world.ports.ui.last.message, /^Tea House \(mp\w+\) is created\.$/);
      assert.equal(isThere(world, 'Tea House'), 1);
      assert.deepEqual(keptDrafts(), []);
    });
    it('pressed again in the open form after Cancel, it looks first, and sends what is new', async () => {
      world.sandbox.faults.next({ action: 'CreateMNP', delayMs: 100 });
      const model = await form();
      assert.ok(model);
      const creating = model.send([texts]);
      await eventually(() => world.sandbox.faults.pending === 0, 'nothing was sent');
      world.ports.ui.cancel();
      await creating;
      await eventually(() => isThere(world, 'Tea House') === 1, 'the create was broken off');
      assert.deepEqual(await model.send([{ ...texts, name: 'Tea Garden' }]), { kind: 'done' });
      assert.deepEqual([isThere(world, 'Tea House'), isThere(world, 'Tea Garden')], [1, 1]);
    });
    it('keeps what was typed when the platform refuses or the form is closed', async () => {
      world.sandbox.faults.next({ action: 'CreateMNP', code: 'UnauthorizedOperation' });
      const outcome = await create();
      assert.match(outcome.kind === 'refused' ? outcome.message : '', /UnauthorizedOperation/);
      assert.equal((await form())?.draft?.[0]?.['name'], 'Tea House');
    });
    it('shows what the platform refuses at its field', async () => {
      const outcome = await create({ ...texts, name: 'Corner Coffee' });
      assert.deepEqual(outcome.kind === 'refused' ? outcome.errors.map(({ field }) => field) : [], ['name']);
    });
    it('does not take a program of that name with other texts for its own', async () => {
      world.sandbox.faults.next({ action: 'CreateMNP', dropAfterBytes: 0 });
      assert.equal((await create({ ...texts, name: 'Corner Coffee' })).kind, 'refused');
      assert.ok(
        !world.ports.ui.said.some(({ message }) => message.includes('Corner Coffee') && message.includes('is created')),
      );
    });
    it('looks again while the platform does not show the new program yet', async () => {
      world.sandbox.faults.next({ action: 'DescribeMNP', code: 'InvalidParameterValue.InvalidMNPId' });
      assert.deepEqual(await create(), { kind: 'done' });
      assert.match(world.ports.ui.last.message, /^Tea House \(mp\w+\) is created\.$/);
    });
  });

  it('copies of a program that is picked when there is no node', async () => {
    const node = await world.program('Corner Coffee');
    await world.act((h) => h['miniProgram.copyId'](), { pick: 'Corner Coffee' });
    assert.equal(world.ports.ui.copied, node.mnpId);
    await world.act((h) => h['miniProgram.copyName'](), { pick: 'Corner Coffee' });
    assert.equal(world.ports.ui.copied, 'Corner Coffee');
    await world.act((h) => h['miniProgram.copyJson'](), { pick: 'Corner Coffee' });
    assert.equal(JSON.parse(world.ports.ui.copied).ref.mnpId, node.mnpId);
  });
});
