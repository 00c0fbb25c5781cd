import assert from 'node:assert/strict';
import { permissionStatus } from '../../../src/contract/enums';
import { sampleProgramId as MNPId } from '../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, withSandbox } from './support/cloud';

const page = { Offset: 0, Limit: 50 };
const appOf = (sandbox: Sandbox): string => [...sandbox.state.applications.keys()][0] ?? '';
/** API status and apply status of a mini program's permission, with what was said. */
async function permission(sandbox: Sandbox, Keyword: string): Promise<readonly unknown[]> {
  const request = { ...page, MNPId, Keyword, ApplicationId: appOf(sandbox) };
  const [row] = (await call(sandbox, 'DescribeMNPSensitiveAPIPermissionList', request)).DataList ?? [];
  return [row?.APIStatus, row?.APIApplyStatus, row?.RejectReason];
}
const ask = async (sandbox: Sandbox, APIId: string): Promise<string> =>
  (await call(sandbox, 'CreateMNPSensitiveAPIPermissionApproval', { MNPId, APIId, ApplyReason: 'Why not' }))
    .ResourceId ?? '';

describe('sandbox: sensitive APIs and permissions', () => {
  it(
    'an API is open at first; restricted, it is asked for, rejected with a reason, asked for again and granted',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const ApplicationId = appOf(sandbox);
      const APIList = [{ APIName: 'openDoor', APIDesc: '打开门禁', APIType: 2 }];
      await call(sandbox, 'CreateApplicationSensitiveAPI', { ApplicationId, APIList });
      const list = { ...page, ApplicationId, Keyword: 'opendoor' };
      const [api] = (await call(sandbox, 'DescribeApplicationSensitiveAPIList', list)).DataList ?? [];
      const APIId = api?.APIId ?? '';
      assert.match(APIId, /^api-[a-z0-9]{16}$/);
      assert.deepEqual(await permission(sandbox, 'openDoor'), [0, 0, '']);
      const request = { MNPId, APIId, ApplyReason: 'To open the door' };
      assert.equal(await codeOf(sandbox, 'CreateMNPSensitiveAPIPermissionApproval', request), 'FailedOperation');

      await call(sandbox, 'DisableApplicationSensitiveAPI', { APIId });
      const first = await ask(sandbox, APIId);
      assert.match(first, /^\d{8}[a-z0-9]{10}$/);
      assert.deepEqual(await permission(sandbox, 'openDoor'), [1, permissionStatus.processing, '']);
      assert.equal(await codeOf(sandbox, 'CreateMNPSensitiveAPIPermissionApproval', request), 'FailedOperation');
      const process = 'ProcessMNPSensitiveAPIPermissionApproval';
      const reject = { ApprovalNo: first, ApprovalStatus: permissionStatus.rejected, ApprovalNote: '没有必要' };
      assert.equal(await codeOf(sandbox, process, { ...reject, ApprovalNote: '  ' }), 'InvalidParameterValue');
      await call(sandbox, process, reject);
      assert.equal(await codeOf(sandbox, process, reject), 'FailedOperation', 'decided once');
      assert.deepEqual(await permission(sandbox, 'openDoor'), [1, permissionStatus.rejected, '没有必要']);
      const shown = await call(sandbox, 'DescribeMNPSensitiveAPIPermissionApproval', { ApprovalNo: first });
      assert.deepEqual([shown.RejectReason, shown.ApplyReason, shown.ApprovalStatus], ['没有必要', 'Why not', 20]);

      const second = await ask(sandbox, APIId);
      await call(sandbox, process, { ApprovalNo: second, ApprovalStatus: permissionStatus.approved });
      assert.deepEqual(await permission(sandbox, 'openDoor'), [1, permissionStatus.approved, '']);
      assert.equal(await codeOf(sandbox, 'CreateMNPSensitiveAPIPermissionApproval', request), 'FailedOperation');

      await call(sandbox, 'EnableApplicationSensitiveAPI', { APIId });
      assert.equal((await permission(sandbox, 'openDoor'))[0], 0);
      await call(sandbox, 'DeleteApplicationSensitiveAPI', { APIId });
      assert.deepEqual(await permission(sandbox, 'openDoor'), [undefined, undefined, undefined]);
      assert.ok(!sandbox.state.permissions.has(second));
    }),
  );
  it(
    'requests are listed by state, newest first, and found by program, API or number',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const list = async (filter: object): Promise<readonly unknown[]> =>
        (await call(sandbox, 'DescribeMNPSensitiveAPIPermissionApprovalList', { ...page, ...filter })).DataList?.map(
          (row) => row.APIName,
        ) ?? [];
      assert.deepEqual(await list({ ApprovalStatusList: [1] }), ['openMemberCard', 'getPhoneNumber']);
      assert.deepEqual(await list({ ApprovalStatusList: [20, 30] }), ['chooseContact', 'getLocation']);
      assert.deepEqual(await list({ Keyword: '会员' }), ['openMemberCard']);
      const [no] = sandbox.state.permissions.keys();
      assert.deepEqual(await list({ Keyword: no }), ['getLocation']);
    }),
  );
  it(
    'several APIs are registered together or not at all',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const ApplicationId = appOf(sandbox);
      const before = sandbox.state.sensitiveApis.size;
      const code = (...names: string[]): Promise<string> =>
        codeOf(sandbox, 'CreateApplicationSensitiveAPI', {
          ApplicationId,
          APIList: names.map((APIName) => ({ APIName, APIType: 2 })),
        });
      assert.equal(await code('one', 'getLocation'), 'FailedOperation.ExistSensitiveAPI');
      assert.equal(await code('one', 'One'), 'FailedOperation.ExistSensitiveAPI');
      assert.equal(await code('one', 'not a method'), 'InvalidParameterValue');
      assert.equal(sandbox.state.sensitiveApis.size, before);
      assert.equal(await code('one', 'two'), 'ok');
      const shown = await call(sandbox, 'DescribeApplication', { ApplicationId });
      assert.equal(shown.SensitiveApiCount, 7);
    }),
  );
  it(
    'a mini program that is deleted leaves no request behind',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      await call(sandbox, 'DeleteMNP', { MNPId });
      assert.ok([...sandbox.state.permissions.values()].every(({ mnpId }) => mnpId !== MNPId));
    }),
  );
});
