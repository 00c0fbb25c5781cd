import { type Disposable, DisposableList } from '../../base/disposable';
import type { Observable } from '../../base/event';
import { hookCommands } from '../packing/hooks';
import { Publishes } from '../publish/publishes';
import type { CommandHandlers } from '../services';
import type { StatusFacts } from '../status/facts';
import { approvalCommands } from './approval';
import { checkCommands } from './check';
import type { CommandContext } from './context';
import { copyCommands } from './copy';
import { detailCommands } from './details';
import { doctorCommands } from './doctor';
import { linkCommands } from './link';
import { previewCommands } from './preview';
import { previewPackageCommands } from './previewPackage';
import { profileCommands } from './profiles';
import { programCommands } from './programs';
import { publishCommands } from './publish';
import { releaseCommands } from './release';
import { reviewCommands } from './review';
import { statusMenuCommands } from './statusMenu';
import { viewCommands } from './view';

export interface AllCommands extends Disposable {
  readonly handlers: CommandHandlers;
  /** Whether a publish waits to be taken up again. */
  readonly resumable: Observable<boolean>;
  /** Reads what was left on the disk. */
  readonly start: () => Promise<void>;
}
/** Every command of the manifest; one that is missing does not compile. */
export function allCommands(context: CommandContext, facts: () => StatusFacts | undefined): AllCommands {
  const disposables = new DisposableList();
  const publishes = disposables.add(new Publishes(context));
  const { resumable } = publishes;
  const handlers: CommandHandlers = {
    ...profileCommands(context, publishes),
    ...linkCommands(context),
    ...viewCommands(context),
    ...copyCommands(context),
    ...programCommands(context),
    ...releaseCommands(context),
    ...publishCommands(context, publishes),
    ...checkCommands(context),
    ...hookCommands(context),
    ...previewCommands(context),
    ...previewPackageCommands(context),
    ...approvalCommands(context),
    ...reviewCommands(context),
    ...detailCommands(context),
    ...doctorCommands(context),
    ...statusMenuCommands(context, facts, () => resumable.value),
  };
  return {
    handlers,
    resumable,
    start: async () => {
      await publishes.refresh();
    },
    dispose: () => disposables.dispose(),
  };
}
