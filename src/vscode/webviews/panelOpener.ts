import type { DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';

/** The open panels of one kind. */
interface Panels<Model> {
  show(model: Model): void;
  dispose(): void;
}
/** Shows panels whose code is loaded with the first of them; `load` makes them, `owned` ends them. */
export function panelOpener<Model>(
  owned: DisposableList,
  say: (kind: 'error', message: string) => void,
  load: () => Promise<Panels<Model>>,
): (model: Model) => void {
  let loading: Promise<Panels<Model>> | undefined;
  const open = async (model: Model): Promise<void> => {
    // An update may be replacing the files just now: the next try finds them.
    loading ??= load().then(
      (panels) => owned.add(panels),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    (await loading).show(model);
  };
  return (model) => void open(model).catch((error: unknown) => say('error', messageOf(error)));
}
