import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Place } from '../../app/packagePreview/preview';
import type { Ports } from '../../app/services';
import { assertNever } from '../../base/errors';
import type { PackProblem } from '../../pack/packTypes';
import { npmBuild } from '../problems/npmBuild';
import { editOf } from '../problems/quickFixes';

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
    case 'buildNpm': {
      const { command, arguments: args = [] } = npmBuild(setting, folder);
      await vscode.commands.executeCommand(command, ...(args as readonly unknown[]));
      return false;
    }
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
