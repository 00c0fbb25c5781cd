import * as l10n from '@vscode/l10n';
import { assertNever, throwIfAborted } from '../../base/errors';
import { loadProject } from '../../pack/project';
import { type ErrorAction, UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import type { CommandHandlers, Ports } from '../services';

export type HookPorts = Pick<Ports, 'tasks' | 'workspace' | 'setting' | 'log'>;
export interface HookProgress {
  readonly signal: AbortSignal;
  /** What is being done, already worded. */
  readonly report: (text: string) => void;
}
const maxNames = 12;

/**
 * Runs the task that the settings of the folder name before it is packed; without one does nothing. Throws `UserError`
 * when the task fails or is not there, `Cancelled` when the signal fires: then the task is ended, too.
 * What an untrusted workspace says is never run.
 */
export async function runPrePackageTask(
  { tasks, workspace, setting, log }: HookPorts,
  root: string,
  { signal, report }: HookProgress,
): Promise<void> {
  // Before the setting is read: whatever the host makes of settings in such a window, they have no say here.
  if (!workspace.isTrusted) return;
  const value: unknown = setting('miniProgram.package.prePackageTask', root);
  const name = typeof value === 'string' ? value.trim() : '';
  if (name === '') {
    const script = await uploadScript(root);
    if (script !== undefined)
      log.info(uploadScriptHint(script, l10n.t('the setting miniProgram.package.prePackageTask')));
    return;
  }
  throwIfAborted(signal);
  report(l10n.t('running the task {0}', name));
  log.info(`pre-package task of ${root}: ${name}`);
  const end = await tasks.run(name, root, signal);
  throwIfAborted(signal);
  switch (end.kind) {
    case 'ended':
      log.info(`pre-package task ${name} ended with ${end.exitCode ?? 'no exit code'}`);
      if (end.exitCode === 0 || end.exitCode === undefined) return;
      throw failed(name, end.exitCode);
    case 'notFound':
      throw notFound(name, end.names);
    case 'background':
      throw new UserError(
        l10n.t(
          'The task {0} runs in the background and never ends, so nothing can be packaged after it. Name a task that ends in the setting {1}.',
          name,
          'miniProgram.package.prePackageTask',
        ),
      );
    default:
      assertNever(end);
  }
}
function failed(name: string, exitCode: number): UserError {
  const show: ErrorAction = { label: l10n.t('Show Terminal'), command: 'miniProgram.showTaskTerminal' };
  return new UserError(
    l10n.t('The task {0} failed with exit code {1}, so nothing was packaged. Its terminal tells why.', name, exitCode),
    [show],
  );
}
function notFound(name: string, names: readonly string[]): UserError {
  const known = listOf([...names.slice(0, maxNames), ...(names.length > maxNames ? ['…'] : [])]);
  const there =
    names.length === 0 ? l10n.t('This folder has no tasks.') : l10n.t('This folder has the tasks: {0}.', known);
  return new UserError(
    l10n.t(
      'There is no task {0}, so nothing was packaged. {1} Correct the setting {2}.',
      name,
      there,
      'miniProgram.package.prePackageTask',
    ),
  );
}

/** What a failed task offers. */
export const hookCommands = ({
  tasks,
}: Pick<Ports, 'tasks'>): Pick<CommandHandlers, 'miniProgram.showTaskTerminal'> => ({
  'miniProgram.showTaskTerminal': () => {
    tasks.showTerminal();
    return Promise.resolve();
  },
});

/** The command that the project wants run before an upload. Developer tools of other makers run it; we only tell of it. */
export async function uploadScript(root: string): Promise<string | undefined> {
  const { config } = await loadProject(root);
  const scripts = config['scripts'];
  if (typeof scripts !== 'object' || scripts === null) return undefined;
  const { beforeUpload } = scripts as { readonly beforeUpload?: unknown };
  return typeof beforeUpload === 'string' && beforeUpload.trim() !== '' ? beforeUpload.trim() : undefined;
}
/** `where` names what to use instead. */
export const uploadScriptHint = (script: string, where: string): string =>
  l10n.t(
    'project.config.json names a command to run before an upload ({0}). It is not run by itself; to have it run, use {1}.',
    script,
    where,
  );
