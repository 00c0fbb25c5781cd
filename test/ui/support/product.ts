import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWindow, type CodeWindow, type WindowOptions } from '../../host/ui';

const root = path.resolve(__dirname, '..', '..', '..');
export const vsixFile = path.join(root, 'out', 'mini-program-publisher.vsix');
export const sampleId = 'mpsandboxcoffee1';

/** A copy of the sample project as a user would have it: a git repository with one commit. Remove it with `removeFolder`. */
export function sampleProject(commit = 'Add hot cocoa to the menu'): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'mini-program-')), 'corner-coffee');
  mkdirSync(folder);
  cpSync(path.join(root, 'media', 'sample'), folder, { recursive: true });
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=sample', '-c', 'user.email=sample@example.invalid', ...args], {
      cwd: folder,
    });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', commit);
  return folder;
}
export function removeFolder(folder: string): void {
  rmSync(path.dirname(folder), { recursive: true, force: true, maxRetries: 3 });
}

/** A window with the packed extension installed, as a user has it. */
export async function openProduct(options: WindowOptions = {}): Promise<CodeWindow> {
  if (!existsSync(vsixFile)) throw new Error(`${vsixFile} is missing: run "npm run package" first.`);
  const { settings, ...rest } = options;
  return openWindow({
    vsix: [vsixFile],
    viewport: { width: 1280, height: 800 },
    ...rest,
    // The activity log of git and the timeline say nothing about our product.
    settings: { 'git.autorefresh': false, 'explorer.autoReveal': false, 'window.commandCenter': false, ...settings },
  });
}

/** What the sandbox says of one mini program, from the file its own process wrote: a route around the extension. */
export interface ProgramOnRecord {
  readonly online: string | undefined;
  /** Numbers of all its versions, oldest first. */
  readonly versions: readonly string[];
}
export function programOnRecord(window: CodeWindow, mnpId: string): ProgramOnRecord | undefined {
  const file = filesBelow(window.folders.userData).find((name) => name.endsWith(path.join('sandbox', 'state.json')));
  if (!file) return undefined;
  const state = JSON.parse(readFileSync(file, 'utf8')) as {
    programs: [string, { onlineVersionId?: number; versionIds: number[] }][];
    versions: [number, { number: string }][];
  };
  const numbers = new Map(state.versions.map(([id, version]) => [id, version.number]));
  const program = new Map(state.programs).get(mnpId);
  return program
    ? {
        online: program.onlineVersionId === undefined ? undefined : numbers.get(program.onlineVersionId),
        versions: program.versionIds.map((id) => numbers.get(id) ?? ''),
      }
    : undefined;
}
/** Every file below a folder; what cannot be read is left out. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(at);
    return entry.isFile() && statSync(at, { throwIfNoEntry: false }) ? [at] : [];
  });
}

/** What the extension wrote into its output channel. */
export const extensionLog = (window: CodeWindow): string =>
  logFiles(window)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
export const logFiles = (window: CodeWindow): readonly string[] =>
  filesBelow(window.folders.userData).filter((name) => /Mini Program Publisher[^/\\]*\.log$/.test(name));
