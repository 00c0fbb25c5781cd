import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One registry package, named exactly. `integrity` is the sha512 of its tarball, as the registry writes it. */
export interface PackagePin {
  readonly package: string;
  readonly release: string;
  readonly integrity: string;
}

/** A package laid over a part of the server that its own set-up would have to compile or download. */
export interface Overlay extends PackagePin {
  /** Where it goes, below the server's folder. */
  readonly to: string;
  /** Only this file of the package, with `{platform}` and `{arch}`; the whole package when absent. */
  readonly file?: string;
}

/** The Node that runs the server; each platform has a package of its own. */
export interface NodePin {
  readonly release: string;
  readonly integrity: Readonly<Record<string, string>>;
}

/** The colour themes every host has, under whatever name that version gives them. */
export type ThemeKind = 'dark' | 'light' | 'contrast' | 'contrastLight';

/** One VS Code version and all it takes to run it. */
export interface HostPin {
  /** The VS Code version that the server is. */
  readonly vscode: string;
  readonly server: PackagePin;
  readonly node: NodePin;
  /** A development or tests path is only honoured with --enable-smoke-test-driver. */
  readonly testsNeedDriver: boolean;
  readonly themes: Readonly<Record<ThemeKind, string>>;
  /** Entries the shipped shrinkwrap lacks; without them `npm ci` refuses it. */
  readonly lockAdditions: Readonly<Record<string, unknown>>;
  readonly overlays: readonly Overlay[];
  /** Folders no test needs, below the server's folder. */
  readonly remove: readonly string[];
  /** Folders with one entry per platform, of which only this machine's is kept. */
  readonly keepOwnPlatform: readonly string[];
}

/** The browser that the registry has, for one platform only. */
export interface BrowserPin extends PackagePin {
  readonly platform: string;
  /** Its own font has no Chinese characters: they would be blank. */
  readonly fonts: PackagePin & { readonly files: readonly string[] };
}

export interface Pins {
  readonly hosts: Readonly<Record<HostName, HostPin>>;
  readonly browser: BrowserPin;
}

/** The versions tests run on: the oldest the extension promises, and the newest known. */
export type HostName = 'oldest' | 'newest';
export const hostNames: readonly HostName[] = ['oldest', 'newest'];

/** This file's folder; everything else is found from here. */
export const hostFolder = __dirname;
export const repositoryFolder = path.resolve(hostFolder, '..', '..');

/** `linux-x64` and the like, as registry packages name it. */
export const platformName = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export const pins = JSON.parse(readFileSync(path.join(hostFolder, 'hosts.json'), 'utf8')) as Pins;

/** The host to use: what the caller names, else CODE_HOST, else the oldest. Throws on a name that hosts.json does not have. */
export function hostName(asked?: string): HostName {
  const name = asked ?? (process.env['CODE_HOST'] || 'oldest');
  const known = hostNames.find((candidate) => candidate === name);
  if (!known) throw new Error(`No VS Code host "${name}"; there are ${hostNames.join(' and ')}.`);
  return known;
}

/** Where fetched things live: VSCODE_HOST_CACHE, else `.vscode-test` in the repository. */
export function cacheFolder(): string {
  return path.resolve(process.env['VSCODE_HOST_CACHE'] || path.join(repositoryFolder, '.vscode-test'));
}

/** A short name for the exact ingredients of a cache entry: it changes when any of them does. */
export function fingerprint(...ingredients: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(ingredients)).digest('hex').slice(0, 10);
}
