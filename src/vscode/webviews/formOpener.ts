import type { FormModel } from '../../app/forms/form';
import type { DisposableList } from '../../base/disposable';
import type { FormPanelPorts, FormPanels } from './formPanel';

/** Shows forms; the code of the panel is loaded with the first of them. */
export function formOpener(owned: DisposableList, ports: FormPanelPorts): (model: FormModel) => void {
  let panels: Promise<FormPanels> | undefined;
  return (model) => {
    panels ??= import('./formPanel').then((code) => owned.add(new code.FormPanels(ports)));
    panels.then(
      (open) => open.show(model),
      (error: unknown) => {
        panels = undefined;
        ports.say('error', String(error));
      },
    );
  };
}
