import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock';
import { call, codeOf, send, withSandbox } from './support/cloud';
import { goodProgram, withFile, zipOf } from './support/files';
import {
  approveVersion,
  createProgram,
  createVersion,
  decide,
  releaseVersion,
  stages,
  submit,
  superApps,
} from './support/program';

const no = 'InvalidParameterValue';
const failed = 'FailedOperation';

describe('sandbox: life of a version', () => {
  it(
    'builds over time: pending, running, done; the version can be seen only then',
    ((): (() => Promise<void>) => {
      let now = 1_800_000_000_000;
      const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
      return withSandbox({ clock, buildMs: 2500 }, async (sandbox) => {
        const timestamp = 1_800_000_000;
        const ask = async (action: string, request: object): Promise<any> =>
          (await send(sandbox, action, { ...request }, { timestamp })).Data;
        const team = [...sandbox.state.teams.values()].find(({ name }) => name === 'Coffee Shop Studio');
        const { texts } = await import('./support/program');
        const { ResourceId: MNPId } = await ask('CreateMNP', { ...texts, TeamId: team?.id });
        await withFile(await zipOf(goodProgram), async (FileUrl) => {
          const version = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'First' };
          const { TaskId } = await ask('CreateMNPVersion', version);
          const status = async (): Promise<number> =>
            (await ask('DescribeMNPVersion', { BusinessId: TaskId })).TaskStatus;
          const seen: [number, number][] = [];
          for (const wait of [0, 400, 600, 1400, 100]) {
            now += wait;
            const rows = await ask('DescribeMNPAllStageVersions', { MNPId });
            seen.push([await status(), rows.length]);
          }
          assert.deepEqual(seen, [
            [1, 0],
            [1, 0],
            [20, 0],
            [20, 0],
            [60, 1],
          ]);
        });
      });
    })(),
  );
  it(
    'goes from Develop over approval to Online, one row for each phase',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const id = await createVersion(sandbox, MNPId, '1.0.0');
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/0']);
      const approvalNo = await submit(sandbox, id);
      assert.match(approvalNo, /^aud[a-z0-9]{15}$/);
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/1']);
      await decide(sandbox, approvalNo);
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Platform/3', '1.0.0 Develop/3']);
      await call(sandbox, 'ReleaseMNPVersion', { MNPVersionId: id });
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Platform/3', '1.0.0 Online/3', '1.0.0 Develop/3']);
      const [row] = (await call(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 1 })).DataList ?? [];
      assert.deepEqual([row?.EffectMNPVersion, row?.EffectMNPVersionId, row?.EffectStatus], ['1.0.0', id, 2]);
    }),
  );
  it(
    'replaces the online version, keeps the history, rolls back once',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const first = await releaseVersion(sandbox, MNPId, '1.0.0');
      const second = await releaseVersion(sandbox, MNPId, '1.1.0');
      const history = async (): Promise<(string | null)[]> =>
        (await call(sandbox, 'DescribeMNPReleasedVersionHistory', { MNPId })).DataList?.map((r) => r.MNPVersion) ?? [];
      assert.deepEqual(await history(), ['1.0.0']);
      const back = { MNPId, MNPVersionId: first, MNPVersion: '1.0.0' };
      assert.equal(await codeOf(sandbox, 'RollbackMNPVersion', { ...back, MNPVersion: '1.0.1' }), failed);
      assert.equal(await codeOf(sandbox, 'RollbackMNPVersion', { ...back, MNPId: 'mp0' }), `${no}.InvalidMiniAppId`);
      await call(sandbox, 'RollbackMNPVersion', back);
      const rows = await call(sandbox, 'DescribeMNPAllStageVersions', { MNPId });
      assert.equal(rows.find((row) => row.Phase === 'Online')?.MNPVersionId, first);
      assert.equal(rows.find((row) => row.MNPVersionId === second)?.RollbackVersion, first);
      assert.deepEqual(await history(), ['1.1.0']);
      assert.equal(
        await codeOf(sandbox, 'RollbackMNPVersion', { MNPId, MNPVersionId: second, MNPVersion: '1.1.0' }),
        failed,
        'two rollbacks in a row are not supported',
      );
      await releaseVersion(sandbox, MNPId, '1.2.0');
      assert.equal(await codeOf(sandbox, 'RollbackMNPVersion', back), 'ok');
    }),
  );
  it(
    'waits for every super app, and closes at the first rejection',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const id = await createVersion(sandbox, MNPId, '1.0.0');
      const ApprovalNo = await submit(sandbox, id);
      const [first = '', second = ''] = superApps(sandbox);
      const verdict = (AppId: string, ApprovalResult: number) => ({
        ApprovalNo,
        ApprovalItems: [{ AppId, ApprovalResult, ApprovalNote: 'A note' }],
      });
      await call(sandbox, 'ProcessMNPApproval', verdict(first, 3));
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/1']);
      assert.equal(
        await codeOf(sandbox, 'ProcessMNPApproval', verdict(first, 3)),
        `${no}.ProcessMNPApprovalStatusError`,
      );
      await call(sandbox, 'ProcessMNPApproval', verdict(second, 2));
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/2']);
      const rows = await call(sandbox, 'DescribeMNPApprovalList', { Offset: 0, Limit: 10 });
      const items = rows.DataList?.map((row) => [row.ApplicationId, row.ApprovalStatus, row.ApprovalNote]);
      assert.deepEqual(items, [
        [first, 3, 'A note'],
        [second, 2, 'A note'],
      ]);
      assert.notEqual(await submit(sandbox, id), ApprovalNo, 'a rejected version may be submitted again');
    }),
  );
  it(
    'withdraws a request and opens another',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const MNPVersionId = await createVersion(sandbox, MNPId, '1.0.0');
      await submit(sandbox, MNPVersionId);
      await call(sandbox, 'CreateMNPApproval', { MNPVersionId, ApplyAction: 'cancel' });
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/4']);
      await submit(sandbox, MNPVersionId);
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/1']);
      const open = await call(sandbox, 'DescribeMNPApprovalList', { Offset: 0, Limit: 9, ApprovalStatusList: [1] });
      assert.equal(open.TotalCount, 2);
    }),
  );
  it(
    'allows one number twice: the documents do not forbid it',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const first = await createVersion(sandbox, MNPId, '1.0.0');
      const second = await createVersion(sandbox, MNPId, '1.0.0');
      assert.notEqual(first, second);
      assert.deepEqual(await stages(sandbox, MNPId), ['1.0.0 Develop/0', '1.0.0 Develop/0']);
    }),
  );
});

describe('sandbox: refusals in the life of a version', () => {
  it(
    'CreateMNPVersion and DescribeMNPVersion',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const good = { MNPId, MNPVersion: '1.0.0', MNPVersionIntro: 'News', FileUrl: 'http://127.0.0.1:1/none.zip' };
      const code = (change: object): Promise<string> => codeOf(sandbox, 'CreateMNPVersion', { ...good, ...change });
      for (const MNPVersion of ['1.0', 'v1.0.0', '1.0.0-beta', '1.0.0.0', ''])
        assert.equal(await code({ MNPVersion }), `${no}.InvalidMNPVersion`, MNPVersion);
      for (const MNPVersionIntro of ['', '  ', 'x'.repeat(501)])
        assert.equal(await code({ MNPVersionIntro }), `${no}.InvalidMNPVersionIntro`);
      assert.equal(await code({ MNPId: 'mp0' }), `${no}.InvalidMNPId`);
      for (const FileUrl of [good.FileUrl, 'package.zip', 'http://files.example.org/a.zip', `${sandbox.url}/cos/none`])
        assert.equal(await code({ FileUrl }), `${failed}.FileDownloadFailed`, FileUrl);
      const unknown = { BusinessId: '2026000000000000000' };
      assert.equal(await codeOf(sandbox, 'DescribeMNPVersion', unknown), `${no}.InvalidMNPVersionTaskId`);
    }),
  );
  it(
    'CreateMNPApproval',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const MNPVersionId = await createVersion(sandbox, MNPId, '1.0.0');
      const code = (id: number, ApplyAction: string): Promise<string> =>
        codeOf(sandbox, 'CreateMNPApproval', { MNPVersionId: id, ApplyAction });
      assert.equal(await code(1, 'submit'), no);
      assert.equal(await code(MNPVersionId, 'ask'), `${no}.InvalidApplyAction`);
      assert.equal(await code(MNPVersionId, 'cancel'), `${no}.MNPApprovalStatusError`, 'nothing to withdraw');
      await submit(sandbox, MNPVersionId);
      const other = await createVersion(sandbox, MNPId, '1.0.1');
      assert.equal(await code(other, 'submit'), `${failed}.ExistMNPApprovalRecord`);
      const [approval] = sandbox.state.approvals.keys();
      await decide(sandbox, approval ?? '');
      assert.equal(await code(MNPVersionId, 'cancel'), `${no}.MNPApprovalStatusError`, 'already decided');
      assert.equal(await code(MNPVersionId, 'submit'), `${no}.MNPApprovalStatusError`, 'already approved');
      await call(sandbox, 'ReleaseMNPVersion', { MNPVersionId });
      assert.equal(await code(MNPVersionId, 'submit'), `${no}.MNPVersionIsNotPlatformPhase`, 'already released');
    }),
  );
  it(
    'CreateMNPApproval without a super app to ask',
    withSandbox({}, async (sandbox) => {
      for (const [team, expected] of [
        ['Field Lab', 'MNPTeamNotAssociatedApplicationTeam'],
        ['Branch Pilots', 'MNPTeamAssociatedApplicationTeamNotCreateApplication'],
      ] as const) {
        const id = await createVersion(sandbox, await createProgram(sandbox, team, team), '1.0.0');
        const request = { MNPVersionId: id, ApplyAction: 'submit' };
        assert.equal(await codeOf(sandbox, 'CreateMNPApproval', request), `${failed}.${expected}`);
      }
    }),
  );
  it(
    'ProcessMNPApproval',
    withSandbox({}, async (sandbox) => {
      const id = await createVersion(sandbox, await createProgram(sandbox), '1.0.0');
      const ApprovalNo = await submit(sandbox, id);
      const [AppId = ''] = superApps(sandbox);
      const item = { AppId, ApprovalResult: 3 };
      const code = (change: object): Promise<string> =>
        codeOf(sandbox, 'ProcessMNPApproval', { ApprovalNo, ApprovalItems: [item], ...change });
      assert.equal(await code({ ApprovalNo: 'aud0' }), `${no}.InvalidApprovalNo`);
      assert.equal(await code({ ApprovalItems: [] }), `${no}.ProcessApprovalItemIsEmpty`);
      assert.equal(
        await code({ ApprovalItems: [{ ...item, AppId: 'app-0' }] }),
        `${no}.ProcessApplicationAndApprovalApplicationMismatch`,
      );
      assert.equal(
        await code({ ApprovalItems: [{ ...item, ApprovalNote: 'x'.repeat(501) }] }),
        `${no}.InvalidApprovalNote`,
      );
      assert.equal(
        await code({ ApprovalItems: [{ ...item, ApprovalResult: 1 }] }),
        `${no}.ProcessMNPApprovalStatusError`,
      );
      await decide(sandbox, ApprovalNo);
      assert.equal(await code({}), `${no}.ProcessMNPApprovalStatusError`, 'not open any more');
    }),
  );
  it(
    'ReleaseMNPVersion',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const code = (MNPVersionId: number): Promise<string> => codeOf(sandbox, 'ReleaseMNPVersion', { MNPVersionId });
      assert.equal(await code(1), `${no}.InvalidMNPVersionId`);
      const low = await createVersion(sandbox, MNPId, '1.9.0');
      assert.equal(await code(low), `${failed}.OnlyReleasePlatformApprovedMNPVersion`);
      await approveVersion(sandbox, low);
      const online = await releaseVersion(sandbox, MNPId, '1.10.0');
      assert.equal(await code(online), `${failed}.MNPVersionReleased`);
      assert.equal(await code(low), `${failed}.ReleaseMNPVersionNeedGreaterThanOnlineVersion`);
    }),
  );
  it(
    'DescribeMNPOfflinePackageURL answers the package that was uploaded',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const code = (): Promise<string> => codeOf(sandbox, 'DescribeMNPOfflinePackageURL', { MNPId });
      assert.equal(await code(), `${failed}.MNPOnlineVersionNotExist`);
      await releaseVersion(sandbox, MNPId, '1.0.0');
      const { Data } = await call(sandbox, 'DescribeMNPOfflinePackageURL', { MNPId });
      const package_ = Buffer.from(await (await fetch(Data ?? '')).arrayBuffer());
      assert.deepEqual(package_, await zipOf(goodProgram));
    }),
  );
});
