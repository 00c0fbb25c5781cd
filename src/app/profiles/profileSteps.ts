import * as l10n from '@vscode/l10n';
import type { Dialect } from '../../contract/shape';
import { environmentIcon, environmentWord } from '../model/words';
import { BACK, type Back, type Ui } from '../ports';
import type { Environment } from '../profile';
import { environmentsOf, parseEndpoint, publicSites } from './sites';
import type { Step } from './wizard';

/** What is typed into "Add Profile"; kept while going back and forth. */
export interface ProfileDraft {
  readonly name: string;
  readonly isCustom: boolean;
  readonly endpoint: string;
  readonly dialect: Dialect;
  /** What was answered; `environmentOf` is what counts. */
  readonly environment: Environment;
  readonly region: string;
  readonly platformId: string;
  readonly secretId: string;
  readonly secretKey: string;
}
export const emptyDraft: ProfileDraft = {
  name: '',
  isCustom: false,
  endpoint: '',
  dialect: 'tcsas',
  environment: 'staging',
  region: 'ap-singapore',
  platformId: '',
  secretId: '',
  secretKey: '',
};
/** Longest text that any field takes. */
const maxText = 128;
const title = (): string => l10n.t('Add Profile');

/** An address on this machine stands for an emulator; of any other the user says what it is. */
export function environmentOf({ endpoint, environment }: ProfileDraft): Environment {
  const possible = environmentsOf(endpoint);
  return possible.includes(environment) ? environment : possible[0];
}

/** The steps before the key, in order; an address of one's own takes two more. */
export function profileSteps(
  ui: Ui,
  takenNames: readonly string[],
): (draft: ProfileDraft) => readonly Step<ProfileDraft>[] {
  return (draft) => [
    nameStep(ui, takenNames),
    siteStep(ui),
    ...(draft.isCustom ? [endpointStep(ui), dialectStep(ui)] : []),
    ...(environmentsOf(draft.endpoint).length > 1 ? [environmentStep(ui)] : []),
    regionStep(ui),
    platformStep(ui),
    secretIdStep(ui, title()),
  ];
}
export function nameProblem(name: string, takenNames: readonly string[]): string | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return l10n.t('Enter a name.');
  if (trimmed.length > 50) return l10n.t('Use at most {0} characters.', 50);
  return takenNames.includes(trimmed) ? l10n.t('Another profile has this name.') : undefined;
}
const nameStep =
  (ui: Ui, takenNames: readonly string[]): Step<ProfileDraft> =>
  async (draft, steps, keep) =>
    withText(
      draft,
      'name',
      await ui.input({
        title: title(),
        steps,
        prompt: l10n.t('A name for this profile, as you will see it in lists'),
        placeholder: l10n.t('Shop team'),
        value: draft.name,
        ...keepText(draft, 'name', keep),
        validate: (text) => nameProblem(text, takenNames),
      }),
    );
const siteStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps) => {
    const site = await ui.pick<Partial<ProfileDraft>>({
      title: title(),
      steps,
      placeholder: l10n.t('Which platform?'),
      items: [
        ...publicSites().map(({ label, dialect, endpoint }) => ({
          label,
          description: endpoint,
          picked: !draft.isCustom && draft.endpoint === endpoint,
          value: { dialect, endpoint, isCustom: false },
        })),
        {
          label: l10n.t('Another address…'),
          detail: l10n.t('A private installation, a gateway, or an emulator on this machine'),
          picked: draft.isCustom,
          value: { isCustom: true, endpoint: draft.isCustom ? draft.endpoint : '' },
        },
      ],
    });
    return site === undefined || site === BACK ? site : withEndpoint({ ...draft, ...site }, draft);
  };
const endpointStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps, keep) => {
    const text = await ui.input({
      title: title(),
      steps,
      prompt: l10n.t('Address of the API'),
      placeholder: 'https://tcsas.example.com',
      value: draft.endpoint,
      onBack: (typed) => keep(withEndpoint({ ...draft, endpoint: typed.trim() }, draft)),
      validate: (value) => {
        const parsed = parseEndpoint(value);
        return 'problem' in parsed ? parsed.problem : undefined;
      },
    });
    if (text === undefined || text === BACK) return text;
    const parsed = parseEndpoint(text);
    return 'origin' in parsed ? withEndpoint({ ...draft, endpoint: parsed.origin }, draft) : undefined;
  };
/** A key that was typed for one address is not offered to another. */
const withEndpoint = (draft: ProfileDraft, before: ProfileDraft): ProfileDraft =>
  draft.endpoint === before.endpoint ? draft : { ...draft, secretKey: '' };
const dialectStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps) => {
    const dialect = await ui.pick<Dialect>({
      title: title(),
      steps,
      placeholder: l10n.t('Which API does it speak?'),
      items: [
        { label: 'TCSAS', description: l10n.t('since January 2025, version 2025-01-06'), value: 'tcsas' as const },
        { label: 'TCMPP', description: l10n.t('before, version 2024-08-01'), value: 'tcmpp' as const },
      ].map((item) => ({ ...item, picked: item.value === draft.dialect })),
    });
    return dialect === undefined || dialect === BACK ? dialect : { ...draft, dialect };
  };
const environmentStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps) => {
    const current = environmentOf(draft);
    const details: Readonly<Record<Environment, string>> = {
      production: l10n.t('Real users. Marked everywhere; dangerous steps ask for the name.'),
      staging: l10n.t('For trying things out before real users see them'),
      sandbox: l10n.t('An emulator'),
    };
    const environment = await ui.pick<Environment>({
      title: title(),
      steps,
      placeholder: l10n.t('What is it for?'),
      items: environmentsOf(draft.endpoint).map((value) => ({
        label: environmentWord(value),
        detail: details[value],
        icon: environmentIcon(value),
        picked: value === current,
        value,
      })),
    });
    return environment === undefined || environment === BACK ? environment : { ...draft, environment };
  };
const regionStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps, keep) =>
    withText(
      draft,
      'region',
      await ui.input({
        title: title(),
        steps,
        prompt: l10n.t('Region that is sent with each request, such as ap-singapore or ap-guangzhou'),
        value: draft.region,
        ...keepText(draft, 'region', keep),
        validate: (text) =>
          /^[a-z]{2}(-[a-z0-9]+)+$/.test(text.trim()) ? undefined : l10n.t('Enter a region such as ap-singapore.'),
      }),
    );
const platformStep =
  (ui: Ui): Step<ProfileDraft> =>
  async (draft, steps, keep) =>
    withText(
      draft,
      'platformId',
      await ui.input({
        title: title(),
        steps,
        prompt: l10n.t('Platform ID from the console; it begins with T'),
        placeholder: 'T00000XX0000000XXXX',
        value: draft.platformId,
        ...keepText(draft, 'platformId', keep),
        validate: (text) =>
          /^T[0-9A-Za-z]{4,63}$/.test(text.trim())
            ? undefined
            : l10n.t('A platform ID begins with T, followed by letters and digits.'),
      }),
    );
/** Also the first step of "Replace Key". */
export const secretIdStep =
  <D extends Pick<ProfileDraft, 'secretId'>>(ui: Ui, stepTitle: string): Step<D> =>
  async (draft, steps, keep) =>
    withText(
      draft,
      'secretId',
      await ui.input({
        title: stepTitle,
        steps,
        prompt: l10n.t('SecretId of the API key'),
        placeholder: 'AKID…',
        value: draft.secretId,
        ...keepText(draft, 'secretId', keep),
        validate: secretIdProblem,
      }),
    );
export function secretIdProblem(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return l10n.t('Enter the SecretId.');
  if (/\s/.test(trimmed)) return l10n.t('A SecretId holds no blanks.');
  return trimmed.length > maxText ? l10n.t('Use at most {0} characters.', maxText) : undefined;
}
export function secretKeyProblem(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return l10n.t('Enter the SecretKey.');
  return /\s/.test(trimmed) ? l10n.t('A SecretKey holds no blanks.') : undefined;
}
/** The draft with the trimmed answer. */
function withText<D>(draft: D, field: keyof D, answer: string | Back | undefined): D | Back | undefined {
  return typeof answer === 'string' ? { ...draft, [field]: answer.trim() } : answer;
}
/** Keeps what is typed when the user goes back. */
const keepText = <D>(
  draft: D,
  field: keyof D,
  keep: (draft: D) => void,
): { readonly onBack: (text: string) => void } => ({
  onBack: (text) => keep({ ...draft, [field]: text.trim() }),
});
