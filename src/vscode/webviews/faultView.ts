import * as l10n from '@vscode/l10n';
import type { FaultList } from '../../app/faults/fault';
import { actionField, faultPlaces, fieldsOf, kindsOf, timesField } from '../../app/faults/faultKinds';
import { effectWords, kindWords, placeWords, timesWords, whereOf } from '../../app/faults/faultWords';
import { faultPresets } from '../../app/faults/presets';
import { moment } from '../../app/model/times';
import { environmentWord } from '../../app/model/words';
import { actions } from '../../contract/actions';
import { errorCodes } from '../../contract/errorCodes';
import type { FaultPageView, FaultPageWords, FaultRows } from '../../webview/faultProtocol';

type Redact = (text: string) => string;

/** What the page is drawn from, once. */
export const faultPageView = (profileName: string, redact: Redact): FaultPageView => ({
  profileName: redact(profileName),
  presets: faultPresets().map(({ id, title, detail }) => ({ id, title, detail })),
  places: faultPlaces.map((place) => ({
    id: place,
    label: placeWords(place),
    fields: place === 'action' ? [actionField()] : [],
    kinds: kindsOf[place].map((kind) => ({ id: kind, label: kindWords(kind), fields: fieldsOf(kind) })),
  })),
  times: timesField(),
  proposals: { actions: Object.keys(actions).sort(), codes: Object.keys(errorCodes) },
  words: pageWords(),
});
const pageWords = (): FaultPageWords => ({
  title: l10n.t('Rehearse a fault'),
  intro: l10n.t(
    'Choose what goes wrong in the sandbox, then do what you would do: publish, refresh, release. The fault waits until a request fits it.',
  ),
  environment: environmentWord('sandbox'),
  waiting: l10n.t('Waiting'),
  nothingWaits: l10n.t('No fault is waiting: the sandbox does all it is asked.'),
  clear: l10n.t('Clear All'),
  struck: l10n.t('Has struck'),
  nothingStruck: l10n.t('Nothing yet.'),
  presets: l10n.t('Rehearsals'),
  own: l10n.t('A fault of your own'),
  where: l10n.t('Where'),
  what: l10n.t('What goes wrong'),
  add: l10n.t('Add Fault'),
  optional: l10n.t('optional'),
});
/** What waits and what struck, in words; without secrets. */
export const faultRows = ({ waiting, struck }: FaultList, redact: Redact): FaultRows => ({
  waiting: waiting.map(({ id, fault, left, struck: already }) => {
    const [where, effect] = [redact(whereOf(fault)), redact(effectWords(fault))];
    const often = already === 0 ? timesWords(left) : l10n.t('{0} of {1} left', left, left + already);
    return { id, where, effect, note: often, remove: l10n.t('Remove: {0}, {1}', where, effect) };
  }),
  struck: struck.map(({ id, fault, request, at }) => ({
    id,
    where: redact(whereOf({ action: request })),
    effect: redact(effectWords(fault)),
    note: `${moment(at)}:${String(new Date(at).getSeconds()).padStart(2, '0')}`,
  })),
});
