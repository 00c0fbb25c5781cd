import * as l10n from '@vscode/l10n';
import { Cancelled } from '../base/errors';
import type { ProgramRef } from './model/refs';
import { BACK, type PickItem, type Ui } from './ports';
import type { Session } from './services';
import { maxKeyword, readProgramPage } from './stores/reads';

const shownAtOnce = 50;

/**
 * Asks for a mini program, searching on the server as the user types. Those with an id in `first` come first.
 * Throws `Cancelled`.
 */
export async function pickProgram(
  { ui }: { readonly ui: Ui },
  session: Session,
  title: string,
  placeholder: string,
  first: readonly string[] = [],
): Promise<ProgramRef> {
  const rank = (id: string): number => (first.includes(id) ? first.indexOf(id) : first.length);
  const items = async (query: string, signal: AbortSignal): Promise<readonly PickItem<ProgramRef | undefined>[]> => {
    const keyword = query.trim().slice(0, maxKeyword);
    const page = await readProgramPage(session, { offset: 0, limit: shownAtOnce, keyword }, { signal });
    const sorted = page.programs.toSorted((a, b) => rank(a.ref.mnpId) - rank(b.ref.mnpId));
    const found: readonly PickItem<ProgramRef>[] = sorted.map(({ ref, onlineVersion, isRemoved }) => ({
      label: ref.name,
      description: ref.mnpId,
      detail: isRemoved
        ? l10n.t('taken down')
        : onlineVersion === undefined
          ? l10n.t('nothing online yet')
          : l10n.t('{0} online', onlineVersion),
      icon: isRemoved ? 'circle-slash' : 'package',
      value: ref,
    }));
    const rest = page.total - page.rows;
    return rest > 0
      ? [...found, { label: l10n.t('{0} more: type to search', rest), separator: true, value: undefined }]
      : found;
  };
  const answer = await ui.pick({ title, placeholder, items });
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
