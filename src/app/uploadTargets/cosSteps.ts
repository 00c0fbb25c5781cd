import * as l10n from '@vscode/l10n';
import { bucketProblem } from '../../upload/cosTarget';
import { addressProblem } from '../../upload/httpAddress';
import { defaultPlace, templateProblem } from '../../upload/place';
import { secretIdProblem } from '../profiles/profileSteps';
import type { TargetDraft } from './draft';
import { choiceStep, secretStep, type TargetStep, type TargetSteps, textStep, withoutSlash } from './stepKit';

/** Bucket, region, address, key, how it is read, path. */
export function cosSteps(kit: TargetSteps, draft: TargetDraft): readonly TargetStep[] {
  return [
    textStep(kit, 'bucket', {
      prompt: l10n.t('Name of the bucket, with the number of the account at its end'),
      placeholder: 'packages-1250000000',
      problem: (bucket) => bucketProblem({ bucket, region: 'ap-singapore' }),
    }),
    textStep(kit, 'region', {
      prompt: l10n.t('Region of the bucket'),
      placeholder: 'ap-singapore',
      problem: (region) => bucketProblem({ bucket: 'packages-1250000000', region }),
    }),
    textStep(kit, 'bucketAddress', {
      prompt: l10n.t('Address of the bucket, if it is not that of COS. Usually empty.'),
      placeholder: 'https://packages-1250000000.cos.ap-singapore.myqcloud.com',
      problem: (text) => (text === '' ? undefined : addressProblem(text)),
      clean: withoutSlash,
    }),
    textStep(kit, 'secretId', {
      prompt: l10n.t('SecretId of a key that may only put and get objects of this bucket'),
      placeholder: 'AKID…',
      problem: secretIdProblem,
    }),
    secretStep(kit, { name: 'SecretKey' }),
    sessionTokenStep(kit),
    choiceStep(kit, 'reading', l10n.t('How does the platform read the package?'), () => [
      {
        label: l10n.t('Signed address'),
        detail: l10n.t('The bucket stays private; the address ends after 24 hours'),
        value: 'signed',
      },
      {
        label: l10n.t('Public bucket'),
        detail: l10n.t('Anybody may read what is in the bucket'),
        value: 'public',
      },
      {
        label: l10n.t('Public, at another address…'),
        detail: l10n.t('A CDN or a domain of your own in front of the bucket'),
        value: 'publicElsewhere',
      },
    ]),
    ...(draft.reading === 'publicElsewhere'
      ? [
          textStep(kit, 'publicBase', {
            prompt: l10n.t('Public address of the bucket'),
            placeholder: 'https://cdn.example.com',
            problem: addressProblem,
            clean: withoutSlash,
          }),
        ]
      : []),
    pathStep(kit),
  ];
}
export const pathStep = (kit: TargetSteps): TargetStep =>
  textStep(kit, 'path', {
    prompt: l10n.t('Where the package is put. Empty for a name that is never used twice.'),
    placeholder: defaultPlace,
    problem: templateProblem,
  });
/** Only for temporary keys; what is set is never shown. */
const sessionTokenStep =
  ({ ui, title, kept }: TargetSteps): TargetStep =>
  async (draft, steps, keep) => {
    const isSet = draft.secret === '' && kept(draft)?.token !== undefined;
    const answer = await ui.input({
      title,
      steps,
      prompt: isSet
        ? l10n.t('Session token of a temporary key. It is set; leave this empty to keep it.')
        : l10n.t('Session token, for a temporary key only. Usually empty.'),
      password: true,
      value: draft.sessionToken,
      onBack: (text) => keep({ ...draft, sessionToken: text.trim() }),
      validate: (text) => (/\s/.test(text.trim()) ? l10n.t('A session token holds no blanks.') : undefined),
    });
    return typeof answer === 'string' ? { ...draft, sessionToken: answer.trim() } : answer;
  };
