import assert from 'node:assert/strict';
import { sampleProgramId as MNPId } from '../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, withSandbox } from './support/cloud';
import { createProgram } from './support/program';

const entry = (DomainType: number, ...DomainUrlList: string[]) => ({ DomainType, DomainUrlList });
const shown = async (sandbox: Sandbox, id: string): Promise<string[]> =>
  (await call(sandbox, 'DescribeMNPDomainACL', { MNPId: id })).map((row) => `${row.DomainType} ${row.DomainUrl}`);

describe('sandbox: domains of a mini program', () => {
  it(
    'are added by kind, shown one row for each kind, and never added twice',
    withSandbox({}, async (sandbox) => {
      const id = await createProgram(sandbox);
      assert.deepEqual(await shown(sandbox, id), []);
      await call(sandbox, 'CreateMNPDomainACL', {
        MNPId: id,
        Domain: [entry(3, 'wss://queue.example'), entry(1, 'https://api.example', ' https://API.example:8443 ')],
      });
      const before = ['1 https://api.example;https://api.example:8443', '3 wss://queue.example'];
      assert.deepEqual(await shown(sandbox, id), before);
      const twice = 'FailedOperation.ExistRepeatDomainUrl';
      for (const Domain of [
        [entry(2, 'https://new.example'), entry(1, 'https://api.example')],
        [entry(2, 'https://same.example', 'https://same.example')],
        [entry(2, 'https://same.example'), entry(2, 'https://same.example')],
      ])
        assert.equal(await codeOf(sandbox, 'CreateMNPDomainACL', { MNPId: id, Domain }), twice);
      assert.deepEqual(await shown(sandbox, id), before, 'all or nothing');
    }),
  );
  it(
    'are replaced for the kinds that are named; a kind without a list is cleared',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      assert.equal((await shown(sandbox, MNPId)).length, 3);
      const Domain = [{ DomainType: 2 }, { DomainType: 5 }, entry(4, 'https://up.example')];
      await call(sandbox, 'ModifyMNPDomain', { MNPId, Domain });
      const [request] = await shown(sandbox, MNPId);
      assert.match(request ?? '', /^1 https:\/\/api\.corner-coffee\.example;/);
      assert.deepEqual((await shown(sandbox, MNPId)).slice(1), ['4 https://up.example']);
      await call(sandbox, 'ModifyMNPDomain', { MNPId });
      assert.equal((await shown(sandbox, MNPId)).length, 2);
    }),
  );
  it(
    'must be addresses without a path, by https, or wss for sockets',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const code = (type: number, url: string): Promise<string> =>
        codeOf(sandbox, 'CreateMNPDomainACL', { MNPId, Domain: [entry(type, url)] });
      for (const url of [
        'http://a.example',
        'a.example',
        'https://a.example/',
        'https://a.example/path',
        'https://user@a.example',
        'https://localhost',
        'https://a..example',
        'https://-a.example',
        'https://a.example:123456',
        'https://a.example;https://b.example',
        `https://${'a'.repeat(64)}.example`,
        `https://${'a.'.repeat(130)}example`,
        'https://a.example\u0000',
        '',
      ])
        assert.equal(await code(1, url), 'InvalidParameterValue', JSON.stringify(url));
      assert.equal(await code(3, 'https://a.example'), 'InvalidParameterValue');
      assert.equal(await code(6, 'https://a.example'), 'InvalidParameterValue');
      for (const url of ['https://小程序.example', 'https://xn--fiqs8s.example', 'https://1.2.3.4:8443'])
        assert.equal(await code(1, url), 'ok', url);
    }),
  );
});

describe('sandbox: global domains', () => {
  const page = { Offset: 0, Limit: 50 };
  const rows = async (sandbox: Sandbox, filter = {}): Promise<string[]> =>
    (await call(sandbox, 'DescribeGlobalDomainACL', { ...page, ...filter })).DataList?.map(
      (row) => `${row.DomainType} ${row.DomainUrl}`,
    ) ?? [];
  it(
    'are added several at once, or not at all with the reasons',
    withSandbox({}, async (sandbox) => {
      const add = (DomainType: number, ...DomainUrlList: string[]) =>
        call(sandbox, 'CreateGlobalDomainACL', { DomainType, DomainUrlList });
      assert.equal((await add(1, 'a.example', 'https://B.example')).Result, true);
      assert.equal((await add(2, '*.bad.example')).Result, true);
      assert.deepEqual(await add(1, 'a.example', 'c.example', 'c.example', '*.bad.example'), {
        Result: false,
        RepeatUrls: ['c.example'],
        ExistsWhiteUrls: ['a.example'],
        ExistsBlackUrls: ['*.bad.example'],
      });
      assert.deepEqual(await rows(sandbox), ['2 *.bad.example', '1 b.example', '1 a.example']);
      assert.deepEqual(await rows(sandbox, { DomainTypes: [2] }), ['2 *.bad.example']);
      assert.deepEqual(await rows(sandbox, { Keyword: 'B.EX' }), ['1 b.example']);
    }),
  );
  it(
    'are changed and deleted by their number; a domain that is listed already is told',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const [first] = sandbox.state.globalDomains.values();
      const DomainId = first?.id ?? 0;
      const change = async (DomainUrl: string): Promise<number | null> =>
        (await call(sandbox, 'ModifyGlobalDomain', { DomainId, DomainUrl })).Result;
      assert.equal(await change('pictures.corner-coffee.example'), 1);
      assert.equal(await change('tracking.example'), 2);
      assert.equal(await change(first?.domain ?? ''), 0);
      assert.equal(await change('moved.example'), 0);
      assert.equal(sandbox.state.globalDomains.get(DomainId)?.domain, 'moved.example');
      await call(sandbox, 'DeleteGlobalDomain', { DomainId });
      assert.equal(await codeOf(sandbox, 'DeleteGlobalDomain', { DomainId }), 'FailedOperation.RecordNotFound');
    }),
  );
});
