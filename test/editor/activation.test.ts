import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import * as vscode from 'vscode';

const id = 'mini-program-publisher.mini-program-publisher';

/** Counts what leaves through Node's own sockets and clients until `stop`. */
function watchNetwork(): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const kept = [http.request, https.request, net.Socket.prototype.connect] as const;
  http.request = (...args: unknown[]) => {
    seen.push('http.request');
    return (kept[0] as (...a: unknown[]) => http.ClientRequest)(...args);
  };
  https.request = (...args: unknown[]) => {
    seen.push('https.request');
    return (kept[1] as (...a: unknown[]) => http.ClientRequest)(...args);
  };
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    seen.push('socket.connect');
    return (kept[2] as (...a: unknown[]) => net.Socket).apply(this, args);
  };
  return {
    seen,
    stop() {
      [http.request, https.request, net.Socket.prototype.connect] = kept;
    },
  };
}

describe('activation', () => {
  it('activates without any network', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, 'the extension is not installed');
    assert.equal(extension.isActive, false, 'it was active before anyone needed it');
    const network = watchNetwork();
    try {
      await extension.activate();
      // What activation starts without awaiting it must not reach out either.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } finally {
      network.stop();
    }
    assert.equal(extension.isActive, true);
    assert.deepEqual(network.seen, []);
  });

  it('registers every command that package.json declares, and no other of that prefix', async () => {
    const manifest = vscode.extensions.getExtension(id)?.packageJSON as {
      contributes: { commands: { command: string }[]; views: Record<string, { id: string }[]> };
    };
    const declared = manifest.contributes.commands.map((entry) => entry.command).sort();
    // VS Code adds commands of its own for each view: open, focus, resetViewLocation, removeView.
    const views = Object.values(manifest.contributes.views).flatMap((list) => list.map((view) => view.id));
    const registered = (await vscode.commands.getCommands(true))
      .filter((command) => command.startsWith('miniProgram.'))
      .filter((command) => !views.some((view) => command.startsWith(`${view}.`)))
      .sort();
    assert.deepEqual(registered, declared);
  });

  it('writes nothing into the settings by being there', () => {
    const settings = vscode.workspace.getConfiguration('miniProgram');
    for (const key of ['mnpId', 'pageSize', 'autoRefresh']) {
      const inspected = settings.inspect(key);
      assert.equal(inspected?.globalValue, undefined, key);
      assert.equal(inspected?.workspaceValue, undefined, key);
      assert.equal(inspected?.workspaceFolderValue, undefined, key);
    }
  });
});
