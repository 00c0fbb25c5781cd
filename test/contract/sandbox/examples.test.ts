import assert from 'node:assert/strict';
import { type ActionName, actions, specOf } from '../../../src/contract/actions';
import { obj } from '../../../src/contract/shape';
import { checkRequest } from '../../../src/contract/wire';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { send } from '../../unit/sandbox/support/cloud';
import { adjustedExample, platformFor, publishedData } from './adjusted';

const names = Object.keys(actions) as ActionName[];

/** Members of the sample (of the first row, for lists) that an answer lacks. */
function lacking(sample: unknown, answer: unknown, path = ''): string[] {
  if (Array.isArray(sample)) return Array.isArray(answer) ? lacking(sample[0], answer[0], `${path}[0]`) : [path];
  if (typeof sample !== 'object' || sample === null) return [];
  if (typeof answer !== 'object' || answer === null) return [path];
  return Object.entries(sample).flatMap(([name, member]) =>
    name in answer
      ? lacking(member, (answer as Record<string, unknown>)[name], `${path}.${name}`)
      : [`${path}.${name}`],
  );
}

for (const dialect of ['tcsas', 'tcmpp'] as const)
  describe(`the sandbox and every published example, ${dialect}`, () => {
    let sandbox: Sandbox;
    beforeEach(async () => {
      sandbox = await startSandbox({ seed: 'demo', buildMs: 0, rateLimit: 'off' });
    });
    afterEach(() => sandbox.close());

    for (const action of names)
      it(`${action}: accepted, and answered in the documented shape`, async () => {
        const request = await adjustedExample(sandbox, action);
        const { reply } = specOf(action);
        const answer = await send(sandbox, action, request, { dialect, ...platformFor(action, dialect) });
        assert.equal(answer.Error, undefined, JSON.stringify(answer.Error));
        if (reply.type === 'none') {
          assert.ok(!('Data' in answer), 'no Data');
          return;
        }
        // Strictly: nothing missing, nothing unknown, nothing of another type, null nowhere.
        assert.deepEqual(checkRequest(obj({ Data: reply }).fields, { Data: answer.Data }, dialect), []);
        if (dialect === 'tcmpp') assert.deepEqual(lacking(publishedData(action), answer.Data), []);
        else assert.ok(!/"(ApplicationID|CustomerID)"/.test(JSON.stringify(answer.Data)));
        if ('DataList' in Object(answer.Data)) assert.ok(answer.Data.DataList.length > 0, 'a row to look at');
      });
  });
