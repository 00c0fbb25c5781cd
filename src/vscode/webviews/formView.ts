import * as l10n from '@vscode/l10n';
import type { FormModel } from '../../app/forms/form';
import type { FormView } from '../../webview/formProtocol';

/** What the page is drawn from; without secrets. Values are the user's own and stay as they are. */
export function formView(model: FormModel, isRestored: boolean, redact: (text: string) => string): FormView {
  const { title, where, environment, fields, repeats, submit, busy } = model;
  return {
    title: redact(title),
    where: redact(where),
    environment,
    fields: fields.map((field) => ({
      ...field,
      ...(field.choices && {
        choices: field.choices.map((choice) => ({ ...choice, label: redact(choice.label) })),
      }),
    })),
    ...(repeats && { repeats }),
    isRestored,
    words: {
      submit,
      busy,
      restored: fields.some(({ kind }) => kind === 'password')
        ? l10n.t('What you typed before is back, but for passwords.')
        : l10n.t('What you typed before is back.'),
      startOver: l10n.t('Start Over'),
      cancel: l10n.t('Cancel'),
      optional: l10n.t('optional'),
      left: l10n.t('{0} of {1} characters', '{0}', '{1}'),
      show: l10n.t('Show password'),
      hide: l10n.t('Hide password'),
      choose: l10n.t('Choose File…'),
      mistakes: l10n.t('Correct the marked fields: {0}', '{0}'),
    },
  };
}
