import { type Disposable, DisposableList } from '../../base/disposable';
import type { Observable } from '../../base/event';
import { hookCommands } from '../packing/hooks';
import { Publishes } from '../publish/publishes';
import type { CommandHandlers } from '../services';
import type { StatusFacts } from '../status/facts';
import type { CommandContext } from './context';
import { lazily } from './lazily';
import { platformHandlers } from './platformHandlers';
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
    ...lazily(
      [
        'miniProgram.trySandbox',
        'miniProgram.resetSandbox',
        'miniProgram.addProfile',
        'miniProgram.switchProfile',
        'miniProgram.rekeyProfile',
        'miniProgram.renameProfile',
        'miniProgram.removeProfile',
      ],
      async () => (await import('./profiles')).profileCommands(context, publishes),
    ),
    ...lazily(['miniProgram.uploadTarget', 'miniProgram.testUpload'], async () =>
      (await import('./uploadTarget')).uploadTargetCommands(context),
    ),
    ...lazily(['miniProgram.linkFolder', 'miniProgram.unlinkFolder', 'miniProgram.openSample'], async () =>
      (await import('./link')).linkCommands(context),
    ),
    ...viewCommands(context),
    ...lazily(['miniProgram.copyId', 'miniProgram.copyName', 'miniProgram.copyJson'], async () =>
      (await import('./copy')).copyCommands(context),
    ),
    ...lazily(['miniProgram.create', 'miniProgram.edit', 'miniProgram.delete', 'miniProgram.takeDown'], async () =>
      (await import('./programs')).programCommands(context),
    ),
    ...lazily(['miniProgram.changeIcon', 'miniProgram.copyPackageUrl'], async () =>
      (await import('./programFiles')).programFileCommands(context),
    ),
    ...lazily(['miniProgram.addDomains', 'miniProgram.editDomain', 'miniProgram.removeDomain'], async () =>
      (await import('./domains')).domainCommands(context),
    ),
    ...lazily(['miniProgram.requestPermission', 'miniProgram.showPermission'], async () =>
      (await import('./permissions')).permissionCommands(context),
    ),
    ...lazily(['miniProgram.wechatKey'], async () => (await import('./wechat')).wechatCommands(context)),
    ...lazily(['miniProgram.mediaLibrarySecret'], async () =>
      (await import('./mediaLibrary')).mediaLibraryCommands(context),
    ),
    ...lazily(['miniProgram.switchDialect'], async () => (await import('./dialect')).dialectCommands(context)),
    ...lazily(['miniProgram.release', 'miniProgram.rollBack'], async () =>
      (await import('./release')).releaseCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.publish',
        'miniProgram.resumePublish',
        'miniProgram.discardPublish',
        'miniProgram.package',
        'miniProgram.uploadVersion',
      ],
      async () => (await import('./publish')).publishCommands(context, publishes),
    ),
    ...lazily(['miniProgram.check', 'miniProgram.showProblems'], async () =>
      (await import('./check')).checkCommands(context),
    ),
    ...hookCommands(context),
    ...lazily(['miniProgram.previewQr', 'miniProgram.setPreview', 'miniProgram.clearPreview'], async () =>
      (await import('./preview')).previewCommands(context),
    ),
    ...lazily(['miniProgram.previewPackage'], async () =>
      (await import('./previewPackage')).previewPackageCommands(context),
    ),
    ...lazily(['miniProgram.submitApproval', 'miniProgram.withdrawApproval'], async () =>
      (await import('./approval')).approvalCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.refreshApprovals',
        'miniProgram.filterApprovals',
        'miniProgram.clearApprovalFilter',
        'miniProgram.loadMoreApprovals',
        'miniProgram.showApproval',
      ],
      async () => (await import('./approvals')).approvalsCommands(context),
    ),
    ...lazily(['miniProgram.switchSandboxRole'], async () =>
      (await import('./sandboxRole')).sandboxRoleCommands(context),
    ),
    ...lazily(['miniProgram.approve', 'miniProgram.reject'], async () =>
      (await import('./review')).reviewCommands(context),
    ),
    ...lazily(['miniProgram.showVersionDetails'], async () => (await import('./details')).detailCommands(context)),
    ...lazily(['miniProgram.rehearseFault'], async () => (await import('./faults')).faultCommands(context)),
    ...lazily(['miniProgram.doctor'], async () => (await import('./doctor')).doctorCommands(context)),
    ...platformHandlers(context),
    ...lazily(['miniProgram.watchApproval', 'miniProgram.stopWatching'], async () =>
      (await import('./watch')).watchCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.retryActivity',
        'miniProgram.resumeActivity',
        'miniProgram.discardActivity',
        'miniProgram.copyActivityReport',
        'miniProgram.revealActivity',
        'miniProgram.clearFinishedActivities',
      ],
      async () => (await import('./activity')).activityCommands(context),
    ),
    ...lazily(['miniProgram.showStatusMenu'], async () =>
      (await import('./statusMenu')).statusMenuCommands(context, facts, () => resumable.value),
    ),
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
