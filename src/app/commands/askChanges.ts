import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { listOf } from '../model/lists';
import type { Widened } from '../packing/changes';
import type { PickItem, Ui } from '../ports';

/** How many permissions or domains the question names; the log has all. */
const maxNamed = 3;

/** Whether to make a version that is the same as one that the platform has. */
export const askIdentical = (ui: Ui, title: string, version: string): Promise<boolean> =>
  ask(ui, {
    title,
    placeholder: l10n.t('The package is identical to {0}: not a byte differs.', version),
    detail: l10n.t('The platform gets a second version with the same code'),
    stops: true,
  });
/** Whether to make a version that asks for more than the one before: both are looked at by reviewers. */
export const askWidened = (
  ui: Ui,
  title: string,
  { permissions, domains }: Widened,
  version: string,
): Promise<boolean> =>
  ask(ui, {
    title,
    placeholder: l10n.t('New since {0}: {1}.', version, widenedText(permissions, domains)),
    detail:
      domains.length === 0
        ? l10n.t('Users are asked for new permissions, and reviewers look at them')
        : l10n.t('A domain must be on the allowlist of the platform, or requests to it fail on the device'),
    stops: false,
  });
function widenedText(permissions: readonly string[], domains: readonly string[]): string {
  const parts = [
    permissions.length === 0 ? '' : l10n.t('permissions {0}', named(permissions)),
    domains.length === 0 ? '' : l10n.t('domains {0}', named(domains)),
  ];
  return parts.filter((part) => part !== '').join('; ');
}
function named(names: readonly string[]): string {
  const shown = listOf(names.slice(0, maxNamed));
  const rest = names.length - maxNamed;
  return rest > 0 ? l10n.t('{0} and {1} more', shown, rest) : shown;
}
interface Question {
  readonly title: string;
  readonly placeholder: string;
  readonly detail: string;
  /** What Enter does. */
  readonly stops: boolean;
}
async function ask(ui: Ui, { title, placeholder, detail, stops }: Question): Promise<boolean> {
  const items: PickItem<boolean>[] = [
    { label: l10n.t('Publish All the Same'), detail, icon: 'cloud-upload', value: true },
    {
      label: l10n.t('Stop'),
      detail: l10n.t('Nothing has been uploaded; no version is created'),
      icon: 'circle-slash',
      value: false,
      picked: stops,
    },
  ];
  const answer = await ui.pick({ title, placeholder, items });
  if (typeof answer === 'boolean') return answer;
  // The question comes by itself and goes when the user turns to something else: that must not pass for a publish.
  ui.say('info', l10n.t('Not published; nothing was uploaded.'));
  throw new Cancelled();
}
