import * as vscode from 'vscode';
import type { App } from '../../app/app';
import { views } from '../../app/manifest';
import type { TreeNode } from '../../app/tree/node';
import type { Disposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';

/** Brings what commands ask for to the front in the Mini Programs view: the version, else its mini program, else the view. */
export function revealIn(view: vscode.TreeView<TreeNode>, { onReveal, tree, context }: App): Disposable {
  return onReveal((ref) => {
    const reveal = async (): Promise<void> => {
      // A view that is closed has no height yet: a row that is revealed then is out of sight.
      await vscode.commands.executeCommand(`${views.programs}.focus`);
      const node = await tree.find(ref);
      if (node) await view.reveal(node, { select: true, focus: true, expand: node.kind === 'program' });
    };
    reveal().catch((error: unknown) => context.log.warn(`reveal ${ref.mnpId}: ${messageOf(error)}`));
  });
}
