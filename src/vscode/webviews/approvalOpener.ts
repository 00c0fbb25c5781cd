import type { ApprovalModel } from '../../app/panels';
import type { DisposableList } from '../../base/disposable';
import type { ApprovalPanelPorts, ApprovalPanels } from './approvalPanel';

/** Shows requests for approval; the code of the panel is loaded with the first of them. */
export function approvalOpener(
  owned: DisposableList,
  ports: ApprovalPanelPorts & { readonly say: (kind: 'error', message: string) => void },
): (model: ApprovalModel) => void {
  let panels: Promise<ApprovalPanels> | undefined;
  return (model) => {
    panels ??= import('./approvalPanel').then((code) => owned.add(new code.ApprovalPanels(ports)));
    panels.then(
      (open) => open.show(model),
      (error: unknown) => {
        panels = undefined;
        ports.say('error', String(error));
      },
    );
  };
}
