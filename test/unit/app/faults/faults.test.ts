import assert from 'node:assert/strict';
import { faultListOf } from '../../../../src/app/faults/fault';
import { faultControl } from '../../../../src/app/faults/faultControl';
import { type FaultEntries, faultOfEntries } from '../../../../src/app/faults/faultForm';
import { actionField, faultPlaces, fieldsOf, kindsOf, timesField } from '../../../../src/app/faults/faultKinds';
import { effectWords, kindWords, placeWords, whereOf } from '../../../../src/app/faults/faultWords';
import { faultPresets } from '../../../../src/app/faults/presets';
import { waitingWords } from '../../../../src/app/faults/waitingWords';
import type { Profile } from '../../../../src/app/profile';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/startSandbox';
import { askSandbox } from '../../../../src/vscode/localSandbox/askSandbox';
import { FakeSandboxHost } from '../../../support/appPorts';

const profileOf = (sandbox: Sandbox, id: string): Profile => ({
  id,
  name: '测试 sandbox',
  environment: 'sandbox',
  dialect: sandbox.dialect,
  endpoint: sandbox.url,
  region: sandbox.region,
  platformId: sandbox.platformId,
  secretId: sandbox.secretId,
  uploadTarget: { kind: 'platform' },
});
/** Every place with everything that can go wrong there, as the form proposes it. */
const everyEntry = (): readonly FaultEntries[] =>
  faultPlaces.flatMap((place) =>
    kindsOf[place].map((kind) => {
      const fields = [actionField(), ...fieldsOf(kind), timesField()];
      return { place, kind, values: Object.fromEntries(fields.map(({ name, initial }) => [name, initial])) };
    }),
  );
const form = (place: string, kind: string, values: FaultEntries['values']) =>
  faultOfEntries({ place, kind, values: { times: '1', ...values } });

describe('rehearsed faults', () => {
  let sandbox: Sandbox;
  const controlAs = (id: string, secretKey = sandbox.secretKey) =>
    faultControl(
      {
        sandbox: new FakeSandboxHost(sandbox),
        remember: () => undefined,
        askSandbox,
        secretOf: () => Promise.resolve({ secretKey }),
      },
      profileOf(sandbox, id),
    );
  before(async () => (sandbox = await startSandbox({ seed: 'empty' })));
  afterEach(() => sandbox.faults.clear());
  after(() => sandbox.close());

  it('are all taken by the sandbox: every rehearsal, and everything the form can say', async () => {
    const control = controlAs('sandbox');
    const presets = faultPresets();
    assert.equal(presets.length, 10);
    for (const { faults } of presets) await control.add(faults);
    const entries = everyEntry();
    assert.ok(entries.length > 40);
    for (const entry of entries) {
      const read = faultOfEntries(entry);
      assert.ok('fault' in read, JSON.stringify([entry, read]));
      await control.add([read.fault]);
    }
    const { waiting } = await control.list();
    assert.equal(waiting.length, presets.length + entries.length);
    assert.deepEqual(
      waiting.map(({ fault }) => fault),
      sandbox.faults.waiting.map(({ fault }) => fault),
    );
    for (const { fault } of waiting) {
      assert.notEqual(whereOf(fault), '');
      assert.notEqual(effectWords(fault), '', JSON.stringify(fault));
    }
  });
  it('are taken back one by one, also when one has struck meanwhile, and all at once', async () => {
    const control = controlAs('sandbox');
    const { waiting } = await control.add([
      { action: '*', code: 'A' },
      { action: '*', code: 'B' },
    ]);
    const id = waiting[0]?.id ?? '';
    assert.deepEqual((await control.remove(id)).waiting.length, 1);
    assert.deepEqual((await control.remove(id)).waiting.length, 1);
    assert.deepEqual(await control.clear(), { waiting: [], struck: [] });
  });
  it('may be added by the owner of a sandbox of another process, and by nobody else', async () => {
    assert.equal((await controlAs('mine').add([{ action: '*', code: 'A' }])).waiting.length, 1);
    await assert.rejects(controlAs('mine', 'another').list(), /Only the owner of the sandbox.*测试 sandbox/);
  });
  it('never send a key to another machine, and say so when nothing answers', async () => {
    const target = { secretKey: 'secret' };
    for (const url of ['http://192.0.2.1', 'https://tcsas.example.com', 'http://127.0.0.1.example.com'])
      await assert.rejects(askSandbox({ url, ...target }, { method: 'GET' }), /is not on this computer/);
    const gone = await startSandbox({ seed: 'empty' });
    await gone.close();
    const ports = { remember: () => undefined, askSandbox, secretOf: () => Promise.resolve(target) };
    const control = faultControl({ ...ports, sandbox: new FakeSandboxHost(gone) }, profileOf(gone, 'sandbox'));
    await assert.rejects(control.list(), /does not answer: .*ECONNREFUSED/);
  });
  it('are told only when the answer is a list of faults', () => {
    for (const body of [null, 'x', {}, { pending: 1 }, { waiting: [{}], struck: [] }, { waiting: [null], struck: [] }])
      assert.equal(faultListOf(body), undefined, JSON.stringify(body));
  });
});

describe('the form for a fault', () => {
  it('makes what was typed', () => {
    assert.deepEqual(form('action', 'delay', { action: ' DescribeTeamList ', number: '2.5', times: '3' }), {
      fault: { action: 'DescribeTeamList', delayMs: 2_500, times: 3 },
    });
    assert.deepEqual(form('review', 'reject', { message: '图标不清晰', number: '0' }), {
      fault: { action: 'review', decision: 'reject', delayMs: 0, message: '图标不清晰' },
    });
    assert.deepEqual(form('*', 'skew', { number: '-5', message: 'left over from another kind' }), {
      fault: { action: '*', skewMs: -300_000 },
    });
    assert.deepEqual(form('build', 'buildFails', {}), { fault: { action: 'build' } });
  });
  it('says at which field it cannot', () => {
    const fieldOf = (...entry: Parameters<typeof form>): string => {
      const read = form(...entry);
      return 'field' in read ? read.field : '';
    };
    assert.equal(fieldOf('nowhere', 'code', {}), 'place');
    assert.equal(fieldOf('build', 'code', {}), 'kind');
    assert.equal(fieldOf('action', 'noAnswer', { action: 'CreateEverything' }), 'action');
    assert.equal(fieldOf('*', 'code', { code: '' }), 'code');
    assert.equal(fieldOf('*', 'code', { code: 'no spaces' }), 'code');
    assert.equal(fieldOf('*', 'http', { number: '42' }), 'number');
    assert.equal(fieldOf('*', 'http', { number: '503.5' }), 'number');
    assert.equal(fieldOf('*', 'delay', { number: 'soon' }), 'number');
    assert.equal(fieldOf('*', 'noAnswer', { times: '0' }), 'times');
    assert.equal(fieldOf('build', 'buildFails', { message: 'x'.repeat(501) }), 'message');
  });
  it('has words of its own for every place and every kind', () => {
    const places = faultPlaces.map(placeWords);
    assert.equal(new Set(places).size, faultPlaces.length);
    const kinds = new Set(Object.values(kindsOf).flat());
    assert.equal(new Set([...kinds].map(kindWords)).size, kinds.size);
    assert.deepEqual([0, 1, 2].map(waitingWords), ['', '1 fault is waiting', '2 faults are waiting']);
  });
});
