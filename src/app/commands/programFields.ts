import * as l10n from '@vscode/l10n';
import type { DataOf } from '../../contract/actions';
import { BACK, type Back, type PickItem, type Ui } from '../ports';
import type { Step } from '../profiles/wizard';
import type { Session } from '../services';

/** What a mini program is registered with. */
export interface ProgramDraft {
  readonly name: string;
  readonly intro: string;
  readonly description: string;
  /** `Type->value`, comma-separated, as the platform writes it. */
  readonly type: string;
  /** Address of the picture. */
  readonly iconUrl: string;
}
export const emptyProgram: ProgramDraft = { name: '', intro: '', description: '', type: '', iconUrl: '' };
export type TextField = 'name' | 'intro' | 'description' | 'iconUrl';
export type Categories = NonNullable<DataOf<'DescribeMNPCategory'>>;

/** The limits of the platform are not published; these keep a slip of the mouse out. */
export const limits: Readonly<Record<TextField, number>> = { name: 60, intro: 200, description: 1_000, iconUrl: 1_000 };

export function fieldWord(field: TextField | 'type'): string {
  return {
    name: l10n.t('Name'),
    intro: l10n.t('Introduction'),
    description: l10n.t('Description'),
    type: l10n.t('Category'),
    iconUrl: l10n.t('Icon address'),
  }[field];
}
export function promptOf(field: TextField): string {
  return {
    name: l10n.t('The name that users see'),
    intro: l10n.t('One sentence for users'),
    description: l10n.t('What it does, for reviewers'),
    iconUrl: l10n.t('Address of a PNG or JPEG picture that the platform can open, https://…'),
  }[field];
}
function fieldProblem(field: TextField, text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return l10n.t('{0} must not be empty.', fieldWord(field));
  if (trimmed.length > limits[field]) return l10n.t('Use at most {0} characters.', limits[field]);
  if (field === 'iconUrl' && !(URL.canParse(trimmed) && /^https?:$/.test(new URL(trimmed).protocol)))
    return l10n.t('Enter an address that begins with https://.');
  return undefined;
}
/** As `CreateMNP` and `ModifyMNP` take it. */
export const wireOf = (draft: ProgramDraft) => ({
  MNPType: draft.type,
  MNPName: draft.name,
  MNPIcon: draft.iconUrl,
  MNPIntro: draft.intro,
  MNPDesc: draft.description,
});
export const readCategories = async (ui: Ui, { client }: Session): Promise<Categories> =>
  (
    await ui.withProgress(l10n.t('Reading the categories'), ({ signal }) =>
      client.call('DescribeMNPCategory', {}, { signal }),
    )
  ).data ?? [];

export const textStep =
  (ui: Ui, title: string, field: TextField): Step<ProgramDraft> =>
  async (draft, steps, keep) => {
    const text = await ui.input({
      title,
      ...(steps.of > 1 ? { steps, onBack: (typed: string) => keep({ ...draft, [field]: typed.trim() }) } : {}),
      prompt: promptOf(field),
      value: draft[field],
      validate: (value) => fieldProblem(field, value),
    });
    return typeof text === 'string' ? { ...draft, [field]: text.trim() } : text;
  };
export const categoryStep =
  (ui: Ui, title: string, categories: Categories): Step<ProgramDraft> =>
  async (draft, steps) => {
    const items = categoryItems(categories, draft.type);
    const placeholder = l10n.t('Category');
    const type: string | Back | undefined = await ui.pick<string>({
      title,
      ...(steps.of > 1 ? { steps } : {}),
      placeholder,
      items,
    });
    return type === undefined || type === BACK ? type : { ...draft, type };
  };
/** Every value below a heading with its type; what the program has now comes first, with all of its categories. */
function categoryItems(categories: Categories, current: string): readonly PickItem<string>[] {
  const kept: readonly PickItem<string>[] =
    current === '' ? [] : [{ label: current, description: l10n.t('as it is'), icon: 'check', value: current }];
  const all = categories.flatMap(({ TypeName: type, TypeValue: values }) => {
    if (!type || !values || values.length === 0) return [];
    const heading: PickItem<string> = { label: type, separator: true, value: '' };
    return [
      heading,
      ...values.map((value) => ({ label: wordOf(value), description: type, value: `${type}->${value}` })),
    ];
  });
  return [...kept, ...all];
}
/** Values are written `4_Driving School Training`; the number is for the platform. */
export const wordOf = (value: string): string => value.replace(/^\d+_/, '');
