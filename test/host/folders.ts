import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerFolders } from './server';

/** Everything one window keeps on disk. */
export interface WindowFolders extends ServerFolders {
  readonly userData: string;
  readonly settingsFile: string;
  /** The browser's profile: holds globalState, workspaceState and the encrypted secrets. */
  readonly profile: string;
  /** The key of the persisted secrets. */
  readonly secretKey: string;
  /** Removes what was made for this window alone. */
  remove(): void;
}

/** Settings of a window in which nothing happens by itself and nothing is caught half faded on a picture. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off', // The server's own flag leaves isTelemetryEnabled true.
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
};

/** A new folder below the system's temporary one, removed at the latest when this process ends. Its path is short and real. */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), prefix));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Lays a window's folders out. User data is at `<userData>/User` as on the desktop, linked to where the server wants it.
 * @param userData kept when given, else a temporary folder.
 * @param settings laid over the quiet ones. A settings file that is there already stays as it is when none are given.
 */
export function windowFolders(
  userData?: string,
  settings?: Readonly<Record<string, unknown>>,
  extensions?: string,
): WindowFolders {
  const root = userData ? path.resolve(userData) : temporaryFolder('code-user-');
  const runtime = temporaryFolder('code-run-');
  const serverData = path.join(root, 'server');
  const user = path.join(root, 'User');
  const link = path.join(serverData, 'data', 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(path.dirname(link), { recursive: true });
  if (!existsSync(link)) symlinkSync(user, link, 'junction');
  const settingsFile = path.join(user, 'settings.json');
  if (settings || !existsSync(settingsFile))
    writeFileSync(settingsFile, `${JSON.stringify({ ...quietSettings, ...settings }, null, 2)}\n`);
  return {
    userData: root,
    serverData,
    extensions: path.resolve(extensions ?? path.join(root, 'extensions')),
    runtime,
    settingsFile,
    profile: path.join(root, 'browser'),
    secretKey: path.join(root, 'secret.key'),
    remove() {
      rmSync(runtime, { recursive: true, force: true });
      if (!userData) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
