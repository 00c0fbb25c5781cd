import type { FaultsModel } from '../../app/panels';
import type { DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import type { FaultPanelPorts, FaultPanels } from './faultPanel';

/** Shows the panels of faults; their code is loaded with the first of them. */
export function faultOpener(
  owned: DisposableList,
  { say, ...ports }: FaultPanelPorts & { readonly say: (kind: 'error', message: string) => void },
): (model: FaultsModel) => void {
  let panels: Promise<FaultPanels> | undefined;
  return (model) => {
    panels ??= import('./faultPanel').then((code) => owned.add(new code.FaultPanels(ports)));
    panels.then(
      (open) => open.show(model),
      (error: unknown) => {
        // An update may be replacing the files just now: the next try finds them.
        panels = undefined;
        say('error', messageOf(error));
      },
    );
  };
}
