import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { folderArguments, serverEnvironment, type ServerFolders } from './server';
import type { Host } from './setup';

/** Installs packed extensions the way a user would have them (about 1 s). Throws with the server's words when one is refused. */
export function installVsix(host: Host, files: readonly string[], folders: ServerFolders): void {
  if (files.length === 0) return;
  const args = [host.server, ...folderArguments(folders), '--accept-server-license-terms', '--force'];
  for (const file of files) args.push('--install-extension', path.resolve(file));
  const result = spawnSync(host.node, args, { encoding: 'utf8', env: serverEnvironment({ folders }) });
  if (result.status !== 0) throw new Error(`Could not install ${files.join(', ')}\n${result.stdout}${result.stderr}`);
}

/** The least .vsix that VS Code installs, from files by their path in the extension. For the tests' own extensions only. */
export async function packVsix(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, contents] of files) zip.addBuffer(Buffer.from(contents), `extension/${name}`);
  zip.end();
  return buffer(zip.outputStream);
}

/** The same from all files of a folder. */
export function packFolder(folder: string): Promise<Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return packVsix(
    new Map(files.map((file) => [path.relative(folder, file).replaceAll('\\', '/'), readFileSync(file)])),
  );
}
