import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SettingTypes } from '../../app/manifest';
import type { Ports } from '../../app/services';

const taskSetting = 'miniProgram.package.prePackageTask' satisfies keyof SettingTypes;

/**
 * What builds npm packages differs from project to project: the task that does it is run, or is to be named. `place` is a
 * path in the project (absolute). What an untrusted workspace says is never run.
 */
export function npmBuild(setting: Ports['setting'], place: string): vscode.Command {
  const value: unknown = vscode.workspace.isTrusted ? setting(taskSetting, place) : '';
  const task = typeof value === 'string' ? value.trim() : '';
  return task === ''
    ? {
        title: l10n.t('Set a task that builds npm before packaging…'),
        command: 'workbench.action.openSettings',
        arguments: [taskSetting],
      }
    : { title: l10n.t('Run the task {0}', task), command: 'workbench.action.tasks.runTask', arguments: [task] };
}
