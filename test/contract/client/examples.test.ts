import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/errors';
import { type ActionName, actions, families, specOf } from '../../../src/contract/actions';
import { errorCodes } from '../../../src/contract/errorCodes';
import type { Dialect } from '../../../src/contract/shape';
import published from '../../support/publishedExamples.json';
import { against, type Against } from './against';

const examples: Readonly<Partial<Record<string, { readonly request: Readonly<Record<string, unknown>> }>>> = published;
/** Families the sandbox has to work in, not only to know. */
const emulated: readonly string[] = [
  ...Object.keys(families.miniProgram),
  ...Object.keys(families.version),
  ...Object.keys(families.approval),
  ...Object.keys(families.upload),
  'DescribeTeamList',
  'DescribeApplicationList',
];
/** Codes any action may answer: those without a detail, and what is wrong with the caller. */
const isCommon = (code: string): boolean =>
  Object.hasOwn(errorCodes, code) && (!code.includes('.') || code.startsWith('AuthFailure.'));

for (const dialect of ['tcsas', 'tcmpp'] as const satisfies readonly Dialect[])
  describe(`every published example, ${dialect}`, () => {
    let run: Against;
    before(async () => {
      run = await against(dialect, { seed: 'demo', onlyDialect: dialect });
    });
    after(() => run.sandbox.close());

    for (const action of Object.keys(actions) as ActionName[])
      it(`${action} answers the documented shape or a documented error`, async () => {
        const example = examples[action];
        assert.ok(example, 'an example is published');
        const { PlatformId: _theirs, ...request } = example.request;
        run.log.lines.length = 0;
        try {
          await run.client.call(action, request);
          // The client reads leniently; what it found odd is in its log.
          assert.deepEqual(
            run.log.lines.filter((line) => line.includes('is not of type')),
            [],
          );
        } catch (error) {
          assert.ok(error instanceof ApiError, String(error));
          const documented: readonly string[] = specOf(action).errors;
          assert.ok(documented.includes(error.code) || isCommon(error.code), `${error.code}: ${error.serverMessage}`);
          assert.notEqual(error.code, 'InternalError', error.serverMessage);
          assert.ok(error.requestId, 'a RequestId');
          if (emulated.includes(action)) assert.notEqual(error.code, 'UnsupportedOperation');
        }
      });
  });
