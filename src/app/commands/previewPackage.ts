import * as l10n from '@vscode/l10n';
import { isCancelled } from '../../base/errors';
import type { CheckJob } from '../../pack/packTypes';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import type { ProgramRef } from '../model/refs';
import { packRules } from '../packing/packRules';
import { lastPublished } from '../packing/published';
import { filesText } from '../packagePreview/amounts';
import type { PackagePreview } from '../packagePreview/preview';
import { previewTarget } from '../packagePreview/target';
import { cannotRead } from '../words/pack/files';
import type { PackageModel } from '../panels';
import type { Project } from '../project';
import type { CommandContext, HandlersOf } from './context';
import { requireTrust } from './publishPlan';

/** Checks a folder without packing it, and shows what would ship, what not and why, and what changed. */
export function previewPackageCommands(context: CommandContext): HandlersOf<'miniProgram.previewPackage'> {
  return {
    'miniProgram.previewPackage': async (target) => {
      requireTrust(context);
      const project = await previewTarget(context, l10n.t('Preview Package'), target);
      const program = target && 'kind' in target ? target : undefined;
      const name = program?.name ?? project.info.name ?? project.folder.name;
      const preview = await context.ui.withProgress(l10n.t('Checking {0}', name), (handle) =>
        check(context, project, program, {
          signal: handle.signal,
          onProgress: ({ files }) => handle.report({ message: filesText(files) }),
        }),
      );
      context.ui.showPackage(modelOf(context, project, program, preview));
    },
  };
}
type Watched = Pick<CheckJob, 'signal' | 'onProgress'>;

async function check(
  context: CommandContext,
  { folder, info: { root } }: Project,
  program: ProgramRef | undefined,
  watched: Watched,
): Promise<PackagePreview> {
  const { sessions, setting, store, workspace, files, clock } = context;
  const startedAt = clock.now();
  const settings = {
    layout: setting('miniProgram.package.layout', root),
    limits: setting('miniProgram.package.limits', root),
  };
  const request = { root, ...watched, ...(program ? { expectedAppId: program.mnpId } : {}) };
  const { rules, report } = await readable(root, async () => ({
    rules: await packRules(root, settings),
    report: await context.packing.check(request),
  }));
  context.problems.show(root, report.problems);
  const linkedId = workspace.linkedId(folder);
  const mnpId = report.project.appId?.value ?? linkedId ?? program?.mnpId;
  const platformId = sessions.active?.platformId;
  const published =
    platformId === undefined || mnpId === undefined ? undefined : await lastPublished(context, { platformId, mnpId });
  const known = store.list.state.programs.find(({ ref }) => ref.mnpId === mnpId)?.ref.name;
  const { createPreview } = await import('../packagePreview/createPreview');
  return createPreview({
    report,
    rules,
    published,
    startedAt,
    name: known ?? program?.name ?? report.project.name ?? folder.name,
    linkedId,
    join: (...parts) => files.join(...parts),
  });
}
function modelOf(
  context: CommandContext,
  project: Project,
  program: ProgramRef | undefined,
  preview: PackagePreview,
): PackageModel {
  return {
    key: project.info.root,
    preview,
    check: (signal, onProgress) => inWords(() => check(context, project, program, { signal, onProgress })),
    open: ({ path, range }) => context.ui.openFile(path, range),
    publish: () => context.run('miniProgram.publish', ...(program ? [program] : [])),
    save: () => context.run('miniProgram.package'),
    showProblems: () => context.problems.focus(),
  };
}
/** The folder itself may be gone, or closed to us. */
async function readable<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
    throw new UserError(cannotRead(root, code), [], 'other', { cause: error });
  }
}
/** The panel shows what is thrown. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const shown = present(error);
    if (isCancelled(error) || !shown) throw error;
    throw new UserError(shown.message, shown.actions, 'other', { cause: error });
  }
}
