import * as l10n from '@vscode/l10n';
import { applicationType } from '../../contract/enums';
import { limits } from '../../contract/limits';
import { checkFields, type ValueCheck } from './checkFields';
import type { FormChoice, FormError, FormField, FormRow } from './form';
import { pictureProblem } from './picture';
import type { RefusalMap } from './refusals';

/** The platform publishes no limits for these; ours keep a slip of the mouse out. */
const longestName = 60;
const longestKey = 255;
const androidForm = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;
const iosForm = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** What a super app is registered with. Team and kind are chosen once: `teams` undefined = it is there already. */
export function superAppFields(teams: readonly FormChoice[] | undefined): readonly FormField[] {
  const once: readonly FormField[] =
    teams === undefined
      ? []
      : [
          field('team', l10n.t('Team'), 'choice', l10n.t('Whose super app it is. It cannot be changed later.'), {
            choices: teams,
          }),
          field('type', l10n.t('Kind'), 'choice', '', {
            choices: [
              { value: String(applicationType.formal), label: l10n.t('For users') },
              { value: String(applicationType.test), label: l10n.t('For tests') },
            ],
          }),
        ];
  return [
    field('name', l10n.t('Name'), 'text', l10n.t('Reviewers and developers of mini programs see it.'), {
      maxLength: longestName,
    }),
    ...once,
    field('intro', l10n.t('Introduction'), 'lines', '', { maxLength: limits.applicationIntro }),
    field(
      'logo',
      l10n.t('Icon'),
      'picture',
      l10n.t(
        'A PNG or JPEG picture: the address of one that the platform can open, https://…, or a file of this machine, which is uploaded first.',
      ),
    ),
    optional(
      'androidKey',
      l10n.t('Android package name'),
      l10n.t('Such as com.example.app. TCMPP needs one of the two.'),
    ),
    optional('iosKey', l10n.t('iOS bundle ID'), l10n.t('Such as com.example.app')),
    optional('scheme', l10n.t('URL scheme'), l10n.t('Opens the app from links, such as myapp://. TCSAS only.')),
    {
      ...field('remark', l10n.t('Remark'), 'lines', l10n.t('For administrators.'), {
        maxLength: limits.applicationRemark,
      }),
      isRequired: false,
    },
  ];
}
const field = (
  name: string,
  label: string,
  kind: FormField['kind'],
  hint: string,
  more: Partial<FormField> = {},
): FormField => ({ name, label, kind, hint, isRequired: true, ...more });
const optional = (name: string, label: string, hint: string): FormField => ({
  ...field(name, label, 'text', hint, { maxLength: longestKey }),
  isRequired: false,
});

export const checkSuperApp = (fields: readonly FormField[], rows: readonly FormRow[]): readonly FormError[] =>
  checkFields(fields, rows, {
    logo: pictureProblem,
    androidKey: formCheck(androidForm, () => l10n.t('This is not a package name. Enter one such as com.example.app.')),
    iosKey: formCheck(iosForm, () => l10n.t('This is not a bundle ID. Enter one such as com.example.app.')),
    scheme: formCheck(/^[A-Za-z][A-Za-z0-9+.-]*(:\/\/.*)?$/, () =>
      l10n.t('This is not a URL scheme. Enter one such as myapp://.'),
    ),
  });
const formCheck =
  (form: RegExp, words: () => string): ValueCheck =>
  (value) =>
    form.test(value) ? undefined : words();

export const superAppRefusals: RefusalMap = {
  codes: {
    'FailedOperation.ApplicationNameAlreadyExisted': 'name',
    'InvalidParameterValue.InvalidApplicationName': 'name',
    'InvalidParameterValue.InvalidMNPName': 'name',
    'InvalidParameterValue.InvalidApplicationIntro': 'intro',
    'InvalidParameterValue.InvalidApplicationRemark': 'remark',
    'InvalidParameterValue.AppPackageNameNotConfig': 'androidKey',
    'InvalidParameterValue.InvalidAppPackageNameLayout': 'androidKey',
    'InvalidParameter.InvalidExistSameAppKey': 'androidKey',
    'InvalidParameterValue.AppKeyLengthExceedLimit': 'androidKey',
    'InvalidParameterValue.InvalidAppType': 'type',
    'InvalidParameterValue.InvalidTeamId': 'team',
    'FailedOperation.OperationsTeamNoApplicationPermission': 'team',
  },
  words: [
    [/`?\bIosAppKey\b/, 'iosKey'],
    [/`?\bAndroidAppKey\b/, 'androidKey'],
    [/`?\bLogo\b/, 'logo'],
    [/`?\bScheme\b/, 'scheme'],
    [/`?\bApplicationType\b/, 'type'],
    [/`?\bTeamId\b/, 'team'],
  ],
};
/** As CreateApplication and ModifyApplication take the texts; what is empty on a change is sent, so that it empties. */
export const superAppTexts = (row: FormRow) => ({
  ApplicationName: text(row, 'name'),
  Intro: text(row, 'intro'),
  Logo: text(row, 'logo'),
  AndroidAppKey: text(row, 'androidKey'),
  IosAppKey: text(row, 'iosKey'),
  Scheme: text(row, 'scheme'),
  Remark: text(row, 'remark'),
});
const text = (row: FormRow, name: string): string => (row[name] ?? '').trim();
