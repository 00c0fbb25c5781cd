import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ActionName, DataOf, RequestOf } from '../../../src/contract/actions';
import { approvalResult } from '../../../src/contract/enums';
import type { AccountRole } from '../../../src/sandbox/accounts';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, send, withSandbox } from './support/cloud';
import { withFolder } from './support/files';
import { createVersion, stages } from './support/program';

const keyOf = (sandbox: Sandbox, role: AccountRole): { secretId: string; secretKey: string } => {
  const account = sandbox.accounts.find((one) => one.role === role);
  assert.ok(account);
  return { secretId: account.secretId, secretKey: account.secretKey };
};
/** A call that must succeed, by that account. */
async function by<A extends ActionName>(
  sandbox: Sandbox,
  role: AccountRole,
  action: A,
  request: RequestOf<A>,
): Promise<NonNullable<DataOf<A>>> {
  const answer = await send(sandbox, action, request, keyOf(sandbox, role));
  assert.equal(answer.Error, undefined, JSON.stringify(answer.Error));
  return answer.Data;
}
const codeBy = async (sandbox: Sandbox, role: AccountRole, action: ActionName, request: object): Promise<string> =>
  (await send(sandbox, action, { ...request }, keyOf(sandbox, role))).Error?.Code ?? 'ok';
const verdict = (sandbox: Sandbox, ApprovalNo: string) => ({
  ApprovalNo,
  ApprovalItems: [...sandbox.state.applications.keys()].map((AppId) => ({
    AppId,
    ApprovalResult: approvalResult.approve,
  })),
});
const page = { Offset: 0, Limit: 50 };

describe('sandbox: accounts', () => {
  it(
    'take a version to released together, each doing only their part',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const MNPVersionId = await createVersion(sandbox, sampleProgramId, '1.5.0');
      const submit = { MNPVersionId, ApplyAction: 'submit' };
      assert.equal(await codeBy(sandbox, 'reviewer', 'CreateMNPApproval', submit), 'UnauthorizedOperation');
      assert.equal(await codeBy(sandbox, 'administrator', 'CreateMNPApproval', submit), 'UnauthorizedOperation');
      const { ApprovalNo } = await by(sandbox, 'developer', 'CreateMNPApproval', submit);
      const approve = verdict(sandbox, ApprovalNo ?? '');
      assert.equal(await codeBy(sandbox, 'developer', 'ProcessMNPApproval', approve), 'UnauthorizedOperation');
      assert.equal(await codeBy(sandbox, 'administrator', 'ProcessMNPApproval', approve), 'UnauthorizedOperation');
      await by(sandbox, 'reviewer', 'ProcessMNPApproval', approve);
      assert.equal(await codeBy(sandbox, 'reviewer', 'ReleaseMNPVersion', { MNPVersionId }), 'UnauthorizedOperation');
      await by(sandbox, 'developer', 'ReleaseMNPVersion', { MNPVersionId });
      assert.equal((await stages(sandbox, sampleProgramId))[1], '1.5.0 Online/3');

      const rows = await by(sandbox, 'reviewer', 'DescribeMNPApprovalList', { ...page, Keyword: sampleProgramId });
      const row = rows.DataList?.find((one) => one.ApprovalNo === ApprovalNo);
      assert.deepEqual([row?.ApplyUser, row?.ApprovalUser], ['shop_developer', 'reviewer']);
    }),
  );
  it(
    'the reviewer sees the programs of the bound teams, and decides requests for permission',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const all = await call(sandbox, 'DescribeMNPList', page);
      const seen = await by(sandbox, 'reviewer', 'DescribeMNPList', page);
      assert.deepEqual([all.TotalCount, seen.TotalCount], [11, 10]);
      const waiting = { ...page, ApprovalStatusList: [1] };
      const [first] =
        (await by(sandbox, 'reviewer', 'DescribeMNPSensitiveAPIPermissionApprovalList', waiting)).DataList ?? [];
      const decision = { ApprovalNo: first?.ApprovalNo ?? '', ApprovalStatus: 30, ApprovalNote: 'Fine' };
      const action = 'ProcessMNPSensitiveAPIPermissionApproval';
      assert.equal(await codeBy(sandbox, 'developer', action, decision), 'UnauthorizedOperation');
      await by(sandbox, 'reviewer', action, decision);
      assert.equal(sandbox.state.permissions.get(decision.ApprovalNo)?.user, 'reviewer');
    }),
  );
  it(
    'a role that is changed counts from the next call on, and a user who is deleted has no key any more',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const team = [...sandbox.state.teams.values()].find(({ name }) => name === 'Coffee Shop Studio');
      const developer = [...sandbox.state.users.values()].find(({ account }) => account === 'shop_developer');
      const tester = sandbox.state.roles.find(({ name }) => name === 'Mini Program Tester');
      const change = { MNPId: sampleProgramId, Domain: [{ DomainType: 2 }] };
      await by(sandbox, 'developer', 'ModifyMNPDomain', change);
      const place = { TeamId: team?.id ?? '', UserId: developer?.id ?? '', RoleId: tester?.id ?? 0 };
      await by(sandbox, 'administrator', 'ModifyTeamMember', place);
      assert.equal(await codeBy(sandbox, 'developer', 'ModifyMNPDomain', change), 'UnauthorizedOperation');
      await by(sandbox, 'administrator', 'DeleteUser', { UserId: developer?.id ?? '' });
      assert.equal(await codeBy(sandbox, 'developer', 'DescribeMNPList', page), 'AuthFailure.SecretIdNotFound');
    }),
  );
  it(
    'a developer creates mini programs in a team of their own when none is named',
    withSandbox({}, async (sandbox) => {
      const texts = { MNPName: 'Mine', MNPType: 'Tools->62_Weather', MNPIcon: 'https://a.example/a.png' };
      const made = await by(sandbox, 'developer', 'CreateMNP', { ...texts, MNPIntro: 'a', MNPDesc: 'a' });
      const program = sandbox.state.programs.get(made.ResourceId ?? '');
      assert.equal(program?.createUser, 'shop_developer');
      assert.equal(sandbox.state.teams.get(program.teamId)?.name, 'Coffee Shop Studio');
    }),
  );
  it('keep their keys over a restart with the same key of the owner, and change them with another', () =>
    withFolder(async (folder) => {
      const options = { seed: 'empty', stateFile: join(folder, 'state.json'), secretKey: 'the-owner' } as const;
      const before = await startSandbox(options);
      await before.close();
      const after = await startSandbox(options);
      assert.deepEqual(after.accounts, before.accounts);
      assert.equal(await codeBy(after, 'developer', 'DescribeMNPList', page), 'ok');
      await after.close();
      const other = await startSandbox({ ...options, secretKey: 'another' });
      assert.notEqual(other.accounts[0]?.secretKey, before.accounts[0]?.secretKey);
      assert.equal(await codeOf(other, 'DescribeUserList', page), 'ok', 'the owner may do everything');
      await other.close();
    }));
});
