import * as l10n from '@vscode/l10n';
import { TransportError } from '../../client/errors';
import { assertNever } from '../../base/errors';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import { ago } from '../model/times';
import { environmentWord, whereWord } from '../model/words';
import type { Profile } from '../profile';
import { describeTarget } from '../uploadTargets/targetWords';
import type { PublishActivity } from '../services';
import type { StatusFacts, WaitingState } from './facts';

/** What the status bar item shows. */
export interface StatusView {
  /** With codicons as `$(name)`. */
  readonly text: string;
  /** Plain text. */
  readonly tooltip: string;
  readonly accessibleLabel: string;
  readonly background: 'error' | 'warning' | undefined;
  readonly command: 'miniProgram.showStatusMenu';
}
export interface StatusInputs {
  readonly mnpId: string;
  readonly profile: Profile;
  readonly facts: StatusFacts | undefined;
  /** Why the last reading failed. */
  readonly error: unknown;
  readonly activity: PublishActivity | undefined;
  /** Versions whose verdict somebody waits for. */
  readonly watched?: readonly string[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One short line for the linked mini program; colour only for a failure, and when production is about to change. */
export function statusView(inputs: StatusInputs): StatusView {
  const { profile, activity } = inputs;
  const { icon, words, background } = activity ? running(activity, profile) : resting(inputs);
  const isProduction = profile.environment === 'production';
  const line = isProduction ? `${words} · ${environmentWord(profile.environment)}` : words;
  return {
    text: `$(${icon}) ${line}`,
    tooltip: tooltip(inputs, words),
    accessibleLabel: l10n.t('Mini program {0}: {1}', inputs.facts?.name ?? inputs.mnpId, line),
    background,
    command: 'miniProgram.showStatusMenu',
  };
}
const stepWords = ({ step, version }: PublishActivity): string =>
  step.includes(version) ? step : l10n.t('{0}: {1}', version, step);
type Line = { readonly icon: string; readonly words: string; readonly background: StatusView['background'] };

function running(activity: PublishActivity, profile: Profile): Line {
  return {
    icon: 'sync~spin',
    words: stepWords(activity),
    background: profile.environment === 'production' ? 'warning' : undefined,
  };
}
function resting({ error, facts, profile, mnpId, now }: StatusInputs): Line {
  if (error instanceof UserError && error.reason === 'keyMissing')
    return { icon: 'key', words: l10n.t('key missing'), background: undefined };
  const words = facts ? agedWords(facts, now) : mnpId;
  if (error !== undefined) {
    const isOffline = error instanceof TransportError;
    return { icon: isOffline ? 'debug-disconnect' : 'warning', words, background: undefined };
  }
  const waiting = facts?.waiting?.state;
  if (waiting === 'rejected') return { icon: 'error', words, background: 'error' };
  const isArmed = waiting === 'approved' && profile.environment === 'production';
  return { icon: 'package', words, background: isArmed ? 'warning' : undefined };
}
/** Milliseconds after which what is said must say how old it is. */
const oldMs = 3_600_000;
/** What was read long ago, in an earlier window perhaps, is not passed off as the present: "… · 3 h ago". */
function agedWords(facts: StatusFacts, now: number): string {
  const words = factWords(facts);
  return now - facts.readAt < oldMs ? words : `${words} · ${ago(facts.readAt, now)}`;
}
/** "1.4.1 online · 1.4.2 in review". */
export function factWords(facts: StatusFacts): string {
  const online = facts.online === undefined ? l10n.t('nothing online') : l10n.t('{0} online', facts.online);
  return facts.waiting ? `${online} · ${waitingWords(facts.waiting.version, facts.waiting.state)}` : online;
}
export function waitingWords(version: string, state: WaitingState): string {
  switch (state) {
    case 'inReview':
      return l10n.t('{0} in review', version);
    case 'approved':
      return l10n.t('{0} ready to release', version);
    case 'rejected':
      return l10n.t('{0} rejected', version);
    default:
      return assertNever(state);
  }
}
function tooltip({ facts, mnpId, profile, error, activity, watched, now }: StatusInputs, words: string): string {
  const reason = error === undefined ? undefined : present(error)?.message;
  return [
    facts ? `${facts.name} (${mnpId})` : mnpId,
    activity || !facts ? undefined : words,
    activity ? stepWords(activity) : undefined,
    reason,
    watched?.length ? l10n.t('You will be told when {0} is approved or rejected', listOf(watched)) : undefined,
    l10n.t('Profile: {0}', whereWord(profile)),
    profile.uploadTarget.kind === 'platform'
      ? undefined
      : l10n.t('Packages go to: {0}', describeTarget(profile.uploadTarget)),
    facts ? l10n.t('Read {0}', ago(facts.readAt, now)) : l10n.t('Not read yet'),
    l10n.t('Select for the next steps'),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
