import { assertNever } from '../../base/errors';
import type { Decrypted } from '../presetKeys';
import { Problem } from '../problem';
import { lengthOf } from './handler';

/** The platform has a policy and publishes none; this is ours. */
const [shortest, longest] = [8, 32];
const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
const kindsNeeded = 3;

/** Throws when a password could not be read or is too easy to guess. It is neither kept nor repeated in the message. */
export function checkPassword(password: Decrypted, login: string): void {
  switch (password.kind) {
    case 'unknownKey':
      throw new Problem(
        'FailedOperation.GetOperateResourceFailed',
        'The key of parameter `KeyId` does not exist or has expired. Call CreatePresetKey for another.',
      );
    case 'unreadable':
      throw new Problem(
        'InvalidParameterValue',
        'The password could not be decrypted: it must be encrypted by RSA (PKCS#1 v1.5) with the key of `KeyId`, in Base64.',
      );
    case 'text':
      checkPolicy(password.text, login);
      return;
    default:
      assertNever(password);
  }
}
function checkPolicy(text: string, login: string): void {
  const length = lengthOf(text);
  const isGood =
    length >= shortest &&
    length <= longest &&
    !/\s/u.test(text) &&
    kinds.filter((kind) => kind.test(text)).length >= kindsNeeded &&
    (login.length < 4 || !text.toLowerCase().includes(login.toLowerCase()));
  if (isGood) return;
  throw new Problem(
    'InvalidParameterValue',
    `The password is too simple: it must have ${shortest} to ${longest} characters without spaces, at least ${kindsNeeded} of lower-case letters, upper-case letters, digits and signs, and must not contain the login.`,
  );
}
