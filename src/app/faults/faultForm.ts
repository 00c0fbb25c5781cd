import * as l10n from '@vscode/l10n';
import { isActionName } from '../../contract/actions';
import type { Fault } from './fault';
import {
  actionField,
  type FaultField,
  type FaultKind,
  type FaultPlace,
  faultPlaces,
  type FieldName,
  fieldsOf,
  kindsOf,
  timesField,
} from './faultKinds';

/** What stands in the form of the panel; texts as they were typed. */
export interface FaultEntries {
  readonly place: string;
  readonly kind: string;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
}
export type ReadEntries =
  { readonly fault: Fault } | { readonly field: FieldName | 'place' | 'kind'; readonly problem: string };
/** The longest text that the sandbox takes. */
const longest = 500;

/** The fault that the form asks for, or what is wrong at which field. */
export function faultOfEntries({ place: wantedPlace, kind: wantedKind, values }: FaultEntries): ReadEntries {
  const place = faultPlaces.find((known) => known === wantedPlace);
  if (!place) return { field: 'place', problem: l10n.t('Choose where.') };
  const kind = kindsOf[place].find((known) => known === wantedKind);
  if (!kind) return { field: 'kind', problem: l10n.t('Choose what goes wrong.') };
  const fields = [...(place === 'action' ? [actionField()] : []), ...fieldsOf(kind), timesField()];
  const typed = (name: FieldName): string => (values[name] ?? '').trim();
  for (const field of fields) {
    const problem = problemOf(field, typed(field.name));
    if (problem !== undefined) return { field: field.name, problem };
  }
  const action = place === 'action' ? typed('action') : place;
  const message = typed('message');
  const times = Number(typed('times'));
  return {
    fault: {
      action,
      ...effectOf(kind, Number(typed('number')), typed),
      ...(message === '' || !fields.some(({ name }) => name === 'message') ? {} : { message }),
      ...(times === 1 ? {} : { times }),
    },
  };
}
function problemOf({ name, input, least = 0, most = 0, isOptional }: FaultField, text: string): string | undefined {
  if (text === '') return isOptional ? undefined : l10n.t('Fill this in.');
  if (input === 'number') {
    const value = Number(text);
    const isWhole = Number.isInteger(value) || least === 0.1;
    return isWhole && value >= least && value <= most
      ? undefined
      : l10n.t('Enter a number from {0} to {1}.', least, most);
  }
  if (name === 'action' && !isActionName(text)) return l10n.t('The platform has no action {0}.', text);
  if (name === 'code' && !/^[\w.-]{1,100}$/.test(text))
    return l10n.t('An error code has letters, digits, dots and hyphens only.');
  return text.length > longest ? l10n.t('Use at most {0} characters.', longest) : undefined;
}
/** The members of the fault that make it what it is. */
function effectOf(kind: FaultKind, number: number, typed: (name: FieldName) => string): Omit<Fault, 'action'> {
  switch (kind) {
    case 'code':
      return { code: typed('code') };
    case 'noAnswer':
      return { afterHandling: true };
    case 'drop':
      return { dropAfterBytes: number };
    case 'delay':
    case 'buildSlow':
      return { delayMs: Math.round(number * 1000) };
    case 'rate':
      return { perSecond: number };
    case 'http':
    case 'refused':
      return { httpStatus: number };
    case 'body':
      return { body: typed('body') };
    case 'skew':
      return { skewMs: number * 60_000 };
    case 'buildFails':
      return {};
    case 'reject':
    case 'approve':
      return { decision: kind, delayMs: Math.round(number * 1000) };
  }
}
/** The place that a name on the wire belongs to. */
export const placeOf = (action: string): FaultPlace => faultPlaces.find((place) => place === action) ?? 'action';
