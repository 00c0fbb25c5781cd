import { buildSync } from 'esbuild';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cached, fetchPackage, npm } from './fetch';
import {
  fingerprint,
  hostFolder,
  hostName,
  pins,
  platformName,
  type HostName,
  type HostPin,
  type NodePin,
  type Overlay,
} from './pins';

/** A VS Code server that is ready to be started. */
export interface Host {
  readonly name: HostName;
  readonly pin: HostPin;
  /** The Node program to run it with. */
  readonly node: string;
  /** The script to run. */
  readonly server: string;
}

/** Native modules that are replaced by stand-ins, so that set-up needs no compiler. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'standins/spdlog.ts': ['@vscode/spdlog'],
  'standins/watchdog.ts': ['native-watchdog', '@vscode/native-watchdog'],
};
// Raise it when setup.ts lays a host out in another way: it is part of the cache entry's name.
const LAYOUT = 1;

/**
 * Gives the host of that name, fetching and laying it out the first time (about 10 s; nothing but the npm registry or,
 * offline, npm's cache is asked).
 * @throws when a package cannot be had or is not the pinned one, or when this platform has no Node package.
 */
export function ensureHost(asked?: string): Host {
  const name = hostName(asked);
  const pin = pins.hosts[name];
  const standIns = Object.keys(STAND_INS).map((file) => readFileSync(path.join(hostFolder, file), 'utf8'));
  const entry = `host-${pin.vscode}-${fingerprint(LAYOUT, pin, standIns, platformName)}`;
  const folder = cached(entry, (work, step) => layOut(pin, work, step));
  return { name, pin, node: ensureNode(pin.node), server: path.join(folder, 'lib/vscode/out/server-main.js') };
}

function layOut(pin: HostPin, work: string, step: (what: string) => void): void {
  const vscode = path.join(work, 'lib', 'vscode');
  step(`npm pack ${pin.server.package}@${pin.server.release}`);
  fetchPackage(pin.server, work, ['package/lib/vscode']);
  removeSourceMaps(path.join(vscode, 'out'));
  step('npm ci, from the shrinkwraps in the package');
  completeLock(path.join(vscode, 'npm-shrinkwrap.json'), pin.lockAdditions);
  // The folder of built-in extensions holds TypeScript, without which a toast complains as soon as a script is opened.
  for (const folder of [vscode, path.join(vscode, 'extensions')]) {
    npm(['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], folder);
  }
  for (const [source, modules] of Object.entries(STAND_INS))
    putStandIn(source, modules, path.join(vscode, 'node_modules'));
  for (const overlay of pin.overlays) {
    step(`${overlay.to} from ${overlay.package}@${overlay.release}`);
    layOver(overlay, vscode, work);
  }
  for (const unused of pin.remove) rmSync(path.join(vscode, unused), { recursive: true, force: true });
  for (const folder of pin.keepOwnPlatform) keepOwnPlatform(path.join(vscode, folder));
}

function removeSourceMaps(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.map')) rmSync(path.join(folder, file));
  }
}

function completeLock(file: string, additions: Readonly<Record<string, unknown>>): void {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
  lock.packages = { ...additions, ...lock.packages };
  writeFileSync(file, JSON.stringify(lock));
}

function putStandIn(source: string, modules: readonly string[], nodeModules: string): void {
  for (const name of modules) {
    const folder = path.join(nodeModules, name);
    if (!existsSync(folder)) continue;
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { main?: string };
    const outfile = path.join(folder, manifest.main ?? 'index.js');
    buildSync({
      entryPoints: [path.join(hostFolder, source)],
      outfile,
      platform: 'node',
      format: 'cjs',
      allowOverwrite: true,
    });
  }
}

function layOver(overlay: Overlay, vscode: string, work: string): void {
  const unpacked = path.join(work, '.overlay');
  const to = path.join(vscode, overlay.to);
  fetchPackage(overlay, unpacked);
  if (overlay.file) {
    const file = overlay.file.replace('{platform}', process.platform).replace('{arch}', process.arch);
    mkdirSync(path.dirname(to), { recursive: true });
    copyFileSync(path.join(unpacked, file), to);
    chmodSync(to, 0o755);
  } else {
    rmSync(to, { recursive: true, force: true });
    renameSync(unpacked, to);
  }
  rmSync(unpacked, { recursive: true, force: true });
}

function keepOwnPlatform(folder: string): void {
  const own = `${process.platform}-${process.arch}`;
  for (const entry of readdirSync(folder)) {
    if (entry !== own && statSync(path.join(folder, entry)).isDirectory())
      rmSync(path.join(folder, entry), { recursive: true });
  }
}

/** The pinned Node; on a platform without a package of it, the running one if it is of the same major version. */
function ensureNode(pin: NodePin): string {
  const name = `node-${platformName}`;
  const integrity = pin.integrity[name];
  if (!integrity) {
    const major = (version: string): string => version.split('.')[0] ?? '';
    if (major(process.versions.node) === major(pin.release)) return process.execPath;
    throw new Error(
      `The npm registry has no ${name}@${pin.release}. Run this with Node ${major(pin.release)}, or point VSCODE_PATH at a desktop VS Code.`,
    );
  }
  const folder = cached(`${name}-${pin.release}`, (work, step) => {
    step('npm pack');
    fetchPackage({ package: name, release: pin.release, integrity }, work, [
      'package/bin/node',
      'package/package.json',
    ]);
  });
  return path.join(folder, 'bin', 'node');
}
