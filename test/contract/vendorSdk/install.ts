import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const folder = path.join(process.cwd(), 'test', 'contract', 'vendorSdk');
let installing: Promise<void> | undefined;

/** Installs the vendor's own SDKs into this folder unless they are there. Give the hook that calls it minutes. */
export function installVendorSdk(): Promise<void> {
  return (installing ??= install());
}

async function install(): Promise<void> {
  // npm writes this file last, so it tells a complete installation from one that was cut off.
  if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await promisify(execFile)(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    // npm.cmd is a script; it runs through the shell only.
    shell: process.platform === 'win32',
    maxBuffer: 16 * 1024 * 1024,
  });
}

/** Loads a module of the installed packages. */
export function vendorModule(name: string): any {
  return createRequire(path.join(folder, 'package.json'))(name);
}
