import * as l10n from '@vscode/l10n';
import { checkFields } from '../forms/checkFields';
import { pictureProblem } from '../forms/picture';
import type { FormError, FormField, FormRow } from '../forms/form';
import type { RefusalMap } from '../forms/refusals';
import { type Categories, emptyProgram, fieldWord, limits, type ProgramDraft, promptOf, wordOf } from './programFields';

/** What a mini program is registered with; the categories are the platform's own. */
export function programFields(categories: Categories): readonly FormField[] {
  const text = (name: 'name' | 'intro' | 'description' | 'iconUrl', kind: FormField['kind']): FormField => ({
    name,
    label: fieldWord(name),
    kind,
    hint: promptOf(name),
    isRequired: true,
    maxLength: limits[name],
  });
  const choices = categories.flatMap(({ TypeName: type, TypeValue: values }) =>
    type && values ? values.map((value) => ({ value: `${type}->${value}`, label: wordOf(value), group: type })) : [],
  );
  const category: FormField = {
    name: 'type',
    label: fieldWord('type'),
    kind: 'choice',
    hint: '',
    isRequired: true,
    choices,
  };
  const icon: FormField = {
    ...text('iconUrl', 'picture'),
    label: l10n.t('Icon'),
    hint: l10n.t(
      'A PNG or JPEG picture: the address of one that the platform can open, https://…, or a file of this machine, which is uploaded first.',
    ),
  };
  return [text('name', 'text'), text('intro', 'text'), text('description', 'lines'), category, icon];
}
export const checkProgram = (fields: readonly FormField[], rows: readonly FormRow[]): readonly FormError[] =>
  checkFields(fields, rows, { iconUrl: pictureProblem });

export const programRefusals: RefusalMap = {
  codes: {
    'InvalidParameterValue.InvalidMNPName': 'name',
    'InvalidParameterValue.MiniProgramNameAlreadyExist': 'name',
    'InvalidParameterValue.InvalidMNPIntro': 'intro',
    'InvalidParameterValue.InvalidMNPType': 'type',
    'InvalidParameterValue.MNPTypeNumberExceedLimit': 'type',
    'InvalidParameterValue.InvalidMNPIcon': 'iconUrl',
    'FailedOperation.MiniProgramIconAnalysisFailed': 'iconUrl',
  },
  words: [
    [/`MNPName`/, 'name'],
    [/`MNPIntro`/, 'intro'],
    [/`MNPDesc`|\bdescription\b/i, 'description'],
    [/`MNPType`/, 'type'],
    [/`MNPIcon`/, 'iconUrl'],
  ],
};
export const draftOf = (row: FormRow): ProgramDraft => ({
  name: (row['name'] ?? '').trim(),
  intro: (row['intro'] ?? '').trim(),
  description: (row['description'] ?? '').trim(),
  type: row['type'] ?? '',
  iconUrl: (row['iconUrl'] ?? '').trim(),
});
/** The first category stands in the list, as a browser would show it anyway. */
export const freshProgram = (fields: readonly FormField[]): FormRow => ({
  ...emptyProgram,
  type: fields.find(({ name }) => name === 'type')?.choices?.[0]?.value ?? '',
});
