import assert from 'node:assert/strict';
import { type ActionName, specOf } from '../../../src/contract/actions';
import { rules } from '../../../src/sandbox/access';
import type { AccountRole } from '../../../src/sandbox/accounts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { send } from '../../unit/sandbox/support/cloud';
import { adjustedExample } from './adjusted';

const names = Object.keys(rules) as ActionName[];
const refusals = ['UnauthorizedOperation', 'FailedOperation.NoAccessPermission'];

/** What each account may do with the demo's objects, as a person would list it. */
const may: Readonly<Record<AccountRole, (action: ActionName) => boolean>> = {
  administrator: (action) => !rules[action].startsWith('program:') || rules[action] === 'program:see',
  developer: (action) =>
    rules[action] === 'everybody' || rules[action].startsWith('program:') || /:see$/.test(rules[action]),
  reviewer: (action) => rules[action] === 'everybody' || /:(see|review)$/.test(rules[action]),
};

async function codeFor(sandbox: Sandbox, action: ActionName, role: AccountRole): Promise<string> {
  const account = sandbox.accounts.find((one) => one.role === role);
  assert.ok(account);
  const { secretId, secretKey } = account;
  const request = await adjustedExample(sandbox, action);
  return (await send(sandbox, action, request, { secretId, secretKey })).Error?.Code ?? 'ok';
}

describe('the sandbox: who may do what', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ seed: 'demo', buildMs: 0, rateLimit: 'off' });
  });
  afterEach(() => sandbox.close());

  for (const role of ['administrator', 'developer', 'reviewer'] as const)
    for (const action of names) {
      const isAllowed = may[role](action) && !(role === 'administrator' && rules[action] === 'application:review');
      it(`${role}: ${action} is ${isAllowed ? 'allowed' : 'refused'}`, async () => {
        const code = await codeFor(sandbox, action, role);
        if (isAllowed) assert.equal(code, 'ok');
        else assert.ok(refusals.includes(code), code);
        if (code.includes('.')) assert.ok(specOf(action).errors.includes(code as never), 'a documented code');
      });
    }

  it('a user without a team sees empty lists, and is refused everything that needs one', async () => {
    for (const team of sandbox.state.teams.values()) team.members = [];
    for (const action of names.filter((name) => !/Create(MNPVersion|User)|DescribeMNPVersion$/.test(name))) {
      const code = await codeFor(sandbox, action, 'developer');
      if (rules[action] === 'everybody') assert.equal(code, 'ok', action);
      else assert.ok(refusals.includes(code), `${action}: ${code}`);
    }
    const { secretId, secretKey } = sandbox.accounts.find(({ role }) => role === 'developer')!;
    for (const action of ['MNPList', 'ApplicationList', 'TeamList', 'TeamMemberList', 'MNPApprovalList']) {
      const page = { Offset: 0, Limit: 20 };
      const answer = await send(sandbox, `Describe${action}`, page, { secretId, secretKey });
      assert.equal(answer.Data.TotalCount, 0, action);
    }
  });
});
