import * as l10n from '@vscode/l10n';

/** What can go wrong; one entry of the "what" list of the panel. */
export const faultKinds = [
  'code',
  'noAnswer',
  'drop',
  'delay',
  'rate',
  'http',
  'body',
  'skew',
  'refused',
  'buildFails',
  'buildSlow',
  'reject',
  'approve',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Where it goes wrong. `action` stands for the action whose name is given beside it; the others are names on the wire. */
export const faultPlaces = [
  '*',
  'action',
  'cos:PUT',
  'cos',
  'smh:PUT',
  'smh',
  'fileUrl',
  'build',
  'review',
  'wechat',
] as const;
export type FaultPlace = (typeof faultPlaces)[number];

const ofRequests = ['code', 'noAnswer', 'drop', 'delay', 'rate', 'http', 'body', 'skew'] as const;
const ofStores = ['drop', 'code', 'noAnswer', 'delay', 'http', 'body', 'skew'] as const;
/** What can go wrong where; the first is proposed. */
export const kindsOf: Readonly<Record<FaultPlace, readonly FaultKind[]>> = {
  '*': ofRequests,
  action: ofRequests,
  'cos:PUT': ofStores,
  cos: ofStores,
  'smh:PUT': ofStores,
  smh: ofStores,
  fileUrl: ['refused'],
  build: ['buildFails', 'buildSlow'],
  review: ['reject', 'approve'],
  wechat: ['code', 'drop', 'delay', 'http', 'body'],
};

export type FieldName = 'action' | 'code' | 'message' | 'number' | 'body' | 'times';
export interface FaultField {
  readonly name: FieldName;
  readonly label: string;
  readonly input: 'text' | 'number';
  readonly initial: string;
  /** Numbers only, inclusive. */
  readonly least?: number;
  readonly most?: number;
  readonly isOptional?: true;
  /** Which list of proposals goes with it. */
  readonly proposals?: 'actions' | 'codes';
}
const number = (label: string, initial: number, [least, most]: readonly [number, number]): FaultField => ({
  name: 'number',
  label,
  input: 'number',
  initial: String(initial),
  least,
  most,
});
const words = (label: string, initial: string): FaultField => ({
  name: 'message',
  label,
  input: 'text',
  initial,
  isOptional: true,
});
const hour = 3_600;

export const actionField = (): FaultField => ({
  name: 'action',
  label: l10n.t('Name of the action'),
  input: 'text',
  initial: 'CreateMNPVersion',
  proposals: 'actions',
});
export const timesField = (): FaultField => ({
  name: 'times',
  label: l10n.t('How many times'),
  input: 'number',
  initial: '1',
  least: 1,
  most: 10_000,
});
/** What else must be said of this kind. */
export function fieldsOf(kind: FaultKind): readonly FaultField[] {
  switch (kind) {
    case 'code':
      return [
        { name: 'code', label: l10n.t('Error code'), input: 'text', initial: 'InternalError', proposals: 'codes' },
        words(l10n.t('Message'), ''),
      ];
    case 'noAnswer':
      return [];
    case 'drop':
      return [number(l10n.t('After bytes of the answer (0 = none, and nothing is done)'), 0, [0, 1_000_000_000])];
    case 'delay':
    case 'buildSlow':
      return [number(l10n.t('Seconds'), 10, [0.1, hour])];
    case 'rate':
      return [number(l10n.t('Requests allowed in a second'), 1, [1, 1_000])];
    case 'http':
      return [number(l10n.t('HTTP status'), 503, [200, 599])];
    case 'refused':
      return [number(l10n.t('HTTP status'), 403, [200, 599])];
    case 'body':
      return [
        {
          name: 'body',
          label: l10n.t('Body'),
          input: 'text',
          initial: '<html>Please sign in</html>',
          isOptional: true,
        },
      ];
    case 'skew':
      return [number(l10n.t('Minutes ahead (below 0: behind)'), 10, [-1_440, 1_440])];
    case 'buildFails':
      return [words(l10n.t('What the platform says'), '')];
    case 'reject':
    case 'approve':
      return [words(l10n.t("The reviewer's words"), ''), number(l10n.t('Seconds until the verdict'), 10, [0, hour])];
  }
}
