import * as l10n from '@vscode/l10n';
import { accountType } from '../../contract/enums';
import { passwordProblem } from '../platform/passwords';
import { accountTypeWord } from '../platform/words';
import { checkFields } from './checkFields';
import type { FormError, FormField, FormRow } from './form';
import type { RefusalMap } from './refusals';

/** The platform publishes no limits; these keep a slip of the mouse out. */
const longestLogin = 64;
const longestName = 60;

export const newUser: FormRow = { account: '', name: '', type: String(accountType.member), password: '' };

export function userFields(): readonly FormField[] {
  return [
    {
      name: 'account',
      label: l10n.t('Login'),
      kind: 'text',
      hint: l10n.t('What the user signs in with. It cannot be changed later.'),
      isRequired: true,
      maxLength: longestLogin,
    },
    { name: 'name', label: l10n.t('Name'), kind: 'text', hint: '', isRequired: true, maxLength: longestName },
    {
      name: 'type',
      label: l10n.t('Kind'),
      kind: 'choice',
      hint: l10n.t('A platform administrator may change everything in this view.'),
      isRequired: true,
      choices: [accountType.member, accountType.platformAdmin].map((type) => ({
        value: String(type),
        label: accountTypeWord(type),
      })),
    },
    {
      name: 'password',
      label: l10n.t('Password'),
      kind: 'password',
      hint: l10n.t('For the first sign-in. It is encrypted here, sent once, and kept nowhere.'),
      isRequired: true,
    },
  ];
}
export function checkUsers(fields: readonly FormField[], rows: readonly FormRow[]): readonly FormError[] {
  const found = checkFields(fields, rows, {
    account: (value) => (/\s/u.test(value) ? l10n.t('A login has no blanks.') : undefined),
    password: passwordProblem,
  });
  const logins = rows.map((row) => (row['account'] ?? '').trim().toLowerCase());
  const repeated = logins.flatMap((login, row): FormError[] =>
    login !== '' && logins.indexOf(login) < row
      ? [{ row, field: 'account', message: l10n.t('This login is in the form already.') }]
      : [],
  );
  return [...found, ...repeated];
}
export const userRefusals: RefusalMap = {
  codes: {
    'InvalidParameterValue.ExistUserAccount': 'account',
    'InvalidParameterValue.InvalidUserName': 'name',
    'InvalidParameterValue.InvalidAccountType': 'type',
    'FailedOperation.GetOperateResourceFailed': 'password',
  },
  words: [
    [/password/i, 'password'],
    [/\blogin\b|`UserAccount`/i, 'account'],
    [/`UserName`/, 'name'],
    [/`AccountType`/, 'type'],
  ],
};
