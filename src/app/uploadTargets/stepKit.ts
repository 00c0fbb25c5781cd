import * as l10n from '@vscode/l10n';
import { BACK, type PickItem, type Ui } from '../ports';
import type { TargetSecret } from '../profile';
import type { Step } from '../profiles/wizard';
import { type TargetDraft, targetOf } from './draft';
import { secretOrigin } from './targetOrigin';

/** What the steps of "Upload Target" are asked with. */
export interface TargetSteps {
  readonly ui: Ui;
  readonly title: string;
  /** The secret that is set, when it belongs to the address that is being entered. */
  readonly kept: (draft: TargetDraft) => TargetSecret | undefined;
}
export type TargetStep = Step<TargetDraft>;
type TextField = { [K in keyof TargetDraft]: string extends TargetDraft[K] ? K : never }[keyof TargetDraft];

interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  /** Gets the trimmed text. */
  readonly problem: (text: string) => string | undefined;
  /** Makes of the trimmed text what is kept. */
  readonly clean?: (text: string) => string;
}
/** One line of text; what was typed is kept on the way back. */
export const textStep =
  ({ ui, title }: TargetSteps, field: TextField, question: TextQuestion): TargetStep =>
  async (draft, steps, keep) => {
    const { prompt, placeholder, problem, clean = (text: string) => text } = question;
    const answer = await ui.input({
      title,
      steps,
      prompt,
      ...(placeholder !== undefined && { placeholder }),
      value: draft[field],
      validate: (text) => problem(text.trim()),
      onBack: (text) => keep(moved(draft, { ...draft, [field]: text.trim() })),
    });
    return typeof answer === 'string' ? moved(draft, { ...draft, [field]: clean(answer.trim()) }) : answer;
  };

interface SecretQuestion {
  /** What it is: "SecretKey". */
  readonly name: string;
  /** Proves it on Enter; answers what is wrong. Gets the one that is set when nothing was typed. */
  readonly check?: (secret: string, draft: TargetDraft, signal: AbortSignal) => Promise<string | undefined>;
}
/** A password box; left empty it keeps the secret that is set for this address. */
export const secretStep =
  (kit: TargetSteps, { name, check }: SecretQuestion): TargetStep =>
  async (draft, steps, keep) => {
    const origin = secretOrigin(targetOf(draft)) ?? '';
    const set = kit.kept(draft)?.secret;
    const prove = check;
    const answer = await kit.ui.input({
      title: kit.title,
      steps,
      prompt:
        set === undefined
          ? l10n.t('{0} for {1}. It is kept in the key store of this system only, and sent nowhere else.', name, origin)
          : l10n.t('{0} for {1}. It is set; leave this empty to keep it.', name, origin),
      password: true,
      value: draft.secret,
      onBack: (text) => keep({ ...draft, secret: text.trim() }),
      validate: (text) => secretProblem(text.trim(), set !== undefined),
      ...(prove && {
        busyText: l10n.t('Checking…'),
        check: (text: string, signal: AbortSignal) => prove(text.trim() || (set ?? ''), draft, signal),
      }),
    });
    return typeof answer === 'string' ? { ...draft, secret: answer.trim() } : answer;
  };
function secretProblem(text: string, isSet: boolean): string | undefined {
  if (text === '') return isSet ? undefined : l10n.t('Enter it.');

  return /[\u0000-\u001f\u007f]/.test(text) ? l10n.t('It holds a character that cannot be sent.') : undefined;
}

/** One of a few; the one that is set comes first under the cursor. */
export const choiceStep =
  <K extends keyof TargetDraft>(
    { ui, title }: TargetSteps,
    field: K,
    placeholder: string,
    items: (draft: TargetDraft) => readonly PickItem<TargetDraft[K]>[],
  ): TargetStep =>
  async (draft, steps) => {
    const answer = await ui.pick<TargetDraft[K]>({
      title,
      steps,
      placeholder,
      items: items(draft).map((item) => ({ ...item, picked: item.value === draft[field] })),
    });
    return answer === undefined || answer === BACK ? answer : moved(draft, { ...draft, [field]: answer });
  };

/** A secret that was typed for one address is not offered to another. */
function moved(before: TargetDraft, after: TargetDraft): TargetDraft {
  const isSame = secretOrigin(targetOf(before)) === secretOrigin(targetOf(after));
  return isSame ? after : { ...after, secret: '', sessionToken: '' };
}
export const filled = (text: string): string | undefined => (text === '' ? l10n.t('Enter something.') : undefined);
export const withoutSlash = (text: string): string => text.replace(/\/+$/, '');
