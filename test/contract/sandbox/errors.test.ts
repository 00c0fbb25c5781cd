import assert from 'node:assert/strict';
import { type ActionName, actions, specOf } from '../../../src/contract/actions';
import type { ErrorCode } from '../../../src/contract/errorCodes';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { send } from '../../unit/sandbox/support/cloud';
import { adjustedExample, platformFor } from './adjusted';
import { generalProvocation, type Provocation, provocations } from './provocations';

/** Codes that no state of a sandbox leads to: they are asked for by a fault. */
const onlyByFault: readonly ErrorCode[] = [
  'AuthFailure',
  'FailedOperation',
  'FailedOperation.LoginAuthFailed',
  'FailedOperation.PackageAlreadyExpired',
  'FailedOperation.RequestParamAnalysisFailed',
  'FailedOperation.SystemError',
  'InternalError',
  'InvalidParameterValue',
  'MissingParameter.LoginInfoNotFound',
  'ResourceNotFound.NotFoundPurchasedPackage',
];
/** Codes that are listed for an action whose parameters do not explain them, or beside a more fitting one. */
const alsoByFault: Readonly<Partial<Record<ActionName, readonly ErrorCode[]>>> = {
  RemoveMNP: ['InvalidParameterValue.InvalidMNPId'],
  ModifyApplication: ['InvalidParameterValue.InvalidMNPName'],
  DescribeMNPDomainACL: ['InvalidParameterValue.InvalidTeamId'],
  CreateMNPDomainACL: ['InvalidParameterValue.InvalidTeamId'],
  ModifyMNPDomain: ['FailedOperation.GetOperateResourceFailed'],
  CreateGlobalDomainACL: ['FailedOperation.GetOperateResourceFailed'],
  ModifyGlobalDomain: ['FailedOperation.GetOperateResourceFailed'],
  CreateApplicationSensitiveAPI: ['FailedOperation.GetOperateResourceFailed'],
  DescribeTempSecret4UploadFile2Cos: ['InvalidParameterValue.InvalidTeamId'],
};

const start = (provocation?: Provocation): Promise<Sandbox> =>
  startSandbox({ seed: 'demo', buildMs: 0, rateLimit: 'off', ...provocation?.options });

/** Asks for it and answers the codes that came: in the newer dialect, and in the older where only that one cares. */
async function provoke(action: ActionName, code: ErrorCode, provocation: Provocation): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const dialect of ['tcsas', 'tcmpp'] as const) {
    const sandbox = await start(provocation);
    try {
      const example = await adjustedExample(sandbox, action);
      const request = { ...example, ...(await provocation.change(sandbox)) };
      const account = sandbox.accounts.find(({ role }) => role === provocation.as);
      const key = account && { secretId: account.secretId, secretKey: account.secretKey };
      const { Error: error } = await send(sandbox, action, request, {
        dialect,
        ...key,
        ...platformFor(action, dialect),
      });
      codes.push(error?.Code ?? 'ok');
      if (error?.Code === code) break;
    } finally {
      await sandbox.close();
    }
  }
  return codes;
}

describe('the sandbox: every documented error of every action', function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox.close());

  for (const action of Object.keys(actions) as ActionName[])
    describe(action, () => {
      for (const code of specOf(action).errors)
        it(code, async () => {
          const example = await adjustedExample(sandbox, action);
          const found = provocations[action]?.[code] ?? generalProvocation(action, code, example);
          const mayBeFault = onlyByFault.includes(code) || alsoByFault[action]?.includes(code) === true;
          const isByName = provocations[action]?.[code] !== undefined || !alsoByFault[action]?.includes(code);
          if (found && isByName) {
            const codes = await provoke(action, code, found);
            assert.ok(codes.includes(code), codes.join(' '));
            return;
          }
          assert.ok(mayBeFault, 'there is a way that needs no fault');
          sandbox.faults.next({ action, code });
          const { Error: error, RequestId } = await send(sandbox, action, example);
          assert.equal(error?.Code, code);
          assert.match(RequestId, /^[0-9a-f-]{36}$/);
        });
    });
});
