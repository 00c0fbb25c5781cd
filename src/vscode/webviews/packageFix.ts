import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SettingTypes } from '../../app/manifest';
import type { Place } from '../../app/packagePreview/preview';
import type { Ports } from '../../app/services';
import { assertNever } from '../../base/errors';
import type { PackProblem } from '../../pack/packTypes';
import { editOf } from '../problems/quickFixes';

const taskSetting = 'miniProgram.package.prePackageTask' satisfies keyof SettingTypes;

/**
 * Does about a finding what its button says. `folder` is the project's root (absolute). True when the folder is to be looked
 * at again; rejects with a sentence for the user.
 */
export async function applyFix(
  problem: PackProblem | undefined,
  place: Place | undefined,
  folder: string,
  setting: Ports['setting'],
): Promise<boolean> {
  const fix = problem?.fix;
  switch (fix) {
    case undefined:
      return false;
    case 'stripBom':
      return place !== undefined && stripBom(place);
    case 'buildNpm':
      await buildNpm(setting(taskSetting, folder).trim());
      return false;
    default:
      return assertNever(fix);
  }
}
async function stripBom({ path }: Place): Promise<true> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const edit = await editOf(document, { kind: 'stripBom', title: '' });
  if (!edit || !(await vscode.workspace.applyEdit(edit)))
    throw new Error(
      l10n.t('{0} has changed, or has changes that are not saved. Save it, check again, then try again.', path),
    );
  return true;
}
/** What builds npm packages differs from project to project: the task that does it is run, or is to be named. */
async function buildNpm(task: string): Promise<void> {
  if (task === '') await vscode.commands.executeCommand('workbench.action.openSettings', taskSetting);
  else await vscode.commands.executeCommand('workbench.action.tasks.runTask', task);
}
