import assert from 'node:assert/strict';
import { checkFields } from '../../../../src/app/forms/checkFields';
import { type FormField, withoutPasswords } from '../../../../src/app/forms/form';
import { outcomeOf } from '../../../../src/app/forms/refusals';
import { superAppRefusals } from '../../../../src/app/forms/superAppForm';
import { silentLog } from '../../../../src/base/log';
import { Cancelled } from '../../../../src/base/errors';
import { ApiError, TransportError } from '../../../../src/client/errors';

const refused = async (error: Error) => {
  const outcome = await outcomeOf(silentLog, superAppRefusals, () => Promise.reject(error));
  assert.ok(outcome.kind === 'refused');
  return outcome;
};
const field: FormField = { name: 'note', label: 'Note', kind: 'text', hint: '', isRequired: true, maxLength: 3 };

describe('What a form is told', () => {
  it('is at the field that the code, or the parameter in the text, names', async () => {
    const cases = [
      ['FailedOperation.ApplicationNameAlreadyExisted', 'taken', 'name'],
      ['InvalidParameterValue.InvalidAppPackageNameLayout', 'The value of parameter `IosAppKey` is bad.', 'iosKey'],
      ['InvalidParameterValue.InvalidAppPackageNameLayout', 'bad', 'androidKey'],
      ['InvalidParameterValue', 'The value of parameter `Logo` must be the URL of a picture.', 'logo'],
      ['FailedOperation.OperationsTeamNoApplicationPermission', 'no', 'team'],
    ] as const;
    for (const [code, text, wanted] of cases) {
      const { errors, message } = await refused(new ApiError('CreateApplication', code, text, 'r-1'));
      assert.deepEqual([errors[0]?.field, errors.length], [wanted, 1], code);
      assert.match(errors[0]?.message ?? '', new RegExp(`${code}, RequestId r-1`));
      assert.match(message, /marked field/);
    }
  });
  it('is above the form when no field is to blame', async () => {
    const right = await refused(new ApiError('CreateApplication', 'UnauthorizedOperation', '`TeamId`', 'r-1'));
    assert.deepEqual(right.errors, []);
    assert.match(right.message, /has no right to CreateApplication/);
    const offline = await refused(new TransportError('CreateApplication', 'offline', 'example.com', 'no network'));
    assert.deepEqual(offline.errors, []);
    assert.notEqual(offline.message, '');
    assert.match((await refused(new Cancelled())).message, /Nothing you typed is lost/);
  });
  it('counts characters as a reader does', () => {
    const wrong = (note: string): string | undefined => checkFields([field], [{ note }])[0]?.message;
    assert.equal(wrong('茶茶茶'), undefined);
    assert.equal(wrong('🍵🍵🍵'), undefined);
    assert.match(wrong('🍵🍵🍵🍵') ?? '', /at most 3 characters; these are 4/);
    assert.match(wrong('  ') ?? '', /Note must not be empty/);
  });
  it('never keeps a password', () => {
    const secret: FormField = { ...field, name: 'password', kind: 'password' };
    assert.deepEqual(withoutPasswords([field, secret], [{ note: 'a', password: 'b' }]), [{ note: 'a' }]);
  });
});
