import * as l10n from '@vscode/l10n';
import { addressProblem } from '../../upload/httpAddress';
import type { TargetDraft } from './draft';
import { choiceStep, filled, secretStep, type TargetStep, type TargetSteps, textStep } from './stepKit';

/** Address, login, public address. */
export function httpSteps(kit: TargetSteps, draft: TargetDraft): readonly TargetStep[] {
  return [
    textStep(kit, 'uploadUrl', {
      prompt: l10n.t(
        'Address to PUT the package to, with {0} and the like in braces',
        '{appId} {version} {id} {suffix}',
      ),
      placeholder: 'https://files.example.com/{appId}/{version}-{id}{suffix}',
      problem: uploadUrlProblem,
    }),
    choiceStep(kit, 'login', l10n.t('How does the server know us?'), () => [
      { label: l10n.t('User and password'), description: 'Basic', value: 'basic' },
      { label: l10n.t('Token'), description: 'Bearer', value: 'bearer' },
      { label: l10n.t('A header of its own'), description: 'X-JFrog-Art-Api', value: 'header' },
      { label: l10n.t('Not at all'), detail: l10n.t('Anybody in its network may upload'), value: 'none' },
    ]),
    ...loginSteps(kit, draft),
    choiceStep(kit, 'publicKind', l10n.t('Where does the platform download it?'), () => [
      { label: l10n.t('At the address it was put to'), value: 'same' },
      {
        label: l10n.t('At another address…'),
        detail: l10n.t('A CDN, or another path of the server'),
        value: 'template',
      },
      {
        label: l10n.t("Where the server's answer says…"),
        detail: l10n.t('A member of the JSON it answers, such as downloadUri of Artifactory'),
        value: 'pointer',
      },
      { label: l10n.t("In the Location header of the server's answer"), value: 'location' },
    ]),
    ...publicSteps(kit, draft),
  ];
}
function loginSteps(kit: TargetSteps, { login, uploadUrl }: TargetDraft): readonly TargetStep[] {
  if (login === 'none') return [];
  const isPlain = /^http:/i.test(uploadUrl) && !/^http:\/\/(127\.|localhost[:/]|\[::1\])/i.test(uploadUrl);
  const named = (name: string): string => (isPlain ? l10n.t('{0}, NOT ENCRYPTED (http://),', name) : name);
  const user = textStep(kit, 'user', {
    prompt: l10n.t('User name'),
    problem: (text) =>
      text.includes(':') ? l10n.t('A user name for the upload cannot contain a colon.') : filled(text),
  });
  const header = textStep(kit, 'header', {
    prompt: l10n.t('Name of the header'),
    placeholder: 'X-JFrog-Art-Api',
    problem: (text) =>
      /^[A-Za-z0-9-]+$/.test(text) ? undefined : l10n.t('A header has a name of letters, digits and dashes.'),
  });
  if (login === 'basic') return [user, secretStep(kit, { name: named(l10n.t('Password')) })];
  if (login === 'header') return [header, secretStep(kit, { name: named(l10n.t('Value of the header')) })];
  return [secretStep(kit, { name: named(l10n.t('Token')) })];
}
function publicSteps(kit: TargetSteps, { publicKind }: TargetDraft): readonly TargetStep[] {
  if (publicKind === 'template')
    return [
      textStep(kit, 'publicUrl', {
        prompt: l10n.t('Address that the platform downloads, with the same words in braces'),
        placeholder: 'https://cdn.example.com/{appId}/{version}-{id}{suffix}',
        problem: addressProblem,
      }),
    ];
  if (publicKind !== 'pointer') return [];
  return [
    textStep(kit, 'pointer', {
      prompt: l10n.t('Where in the JSON the address stands'),
      placeholder: '/downloadUri',
      problem: (text) =>
        /^(\/[^/]+)+$/.test(text) ? undefined : l10n.t('Write it with slashes: /downloadUri or /data/0/url.'),
    }),
  ];
}
/** A name that is the same for every upload would overwrite the package that the platform is just reading. */
function uploadUrlProblem(text: string): string | undefined {
  const problem = addressProblem(text);
  if (problem !== undefined) return problem;
  return /\{(id|timestamp|version|sha256)\}/.test(text)
    ? undefined
    : l10n.t('Every upload would overwrite the one before. Put {0} or {1} into the address.', '{version}', '{id}');
}
