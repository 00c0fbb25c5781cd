import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheFolder, type PackagePin } from './pins';

const READY = '.ready';

/** Runs npm to its end. Throws with npm's own words when it fails. */
export function npm(args: readonly string[], cwd: string): void {
  const own = process.env['npm_execpath'];
  const viaNode = own?.endsWith('npm-cli.js') === true;
  const [command, first] = viaNode && own ? [process.execPath, [own]] : ['npm', []];
  const result = spawnSync(command, [...first, ...args], {
    cwd,
    env: withoutParentNpm(process.env),
    encoding: 'utf8',
    shell: process.platform === 'win32' && !viaNode,
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0)
    throw new Error(
      `npm ${args.slice(0, 2).join(' ')} failed (${result.status})\n${result.stderr || String(result.error)}`,
    );
}

// Started from an npm script, a second npm would take the first one's package and prefix for its own.
function withoutParentNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config_(local_)?prefix|lifecycle|package)/.test(name)),
  );
}

/**
 * Fetches one pinned package, checks its sha512 and unpacks it into `folder`.
 * @param members folders or files of the package to unpack (`package/...`); all when empty.
 * @throws when the registry (or, offline, npm's cache) does not have it, or when it is not the pinned one.
 */
export function fetchPackage(pin: PackagePin, folder: string, members: readonly string[] = []): void {
  mkdirSync(folder, { recursive: true });
  const packed = mkdtempSync(path.join(path.dirname(folder), '.pack-'));
  try {
    npm(
      ['pack', `${pin.package}@${pin.release}`, '--pack-destination', packed, '--prefer-offline', '--silent'],
      packed,
    );
    const name = readdirSync(packed).find((entry) => entry.endsWith('.tgz'));
    if (!name) throw new Error(`npm pack ${pin.package} left no file`);
    const file = path.join(packed, name);
    const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
    if (integrity !== pin.integrity)
      throw new Error(`${pin.package}@${pin.release}: got ${integrity}, pinned ${pin.integrity}`);
    untar(['xzf', file, '-C', folder, '--strip-components=1', '--no-same-owner', ...members]);
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}

/** Runs tar. Throws with its own words when it fails. */
export function untar(args: readonly string[], input?: Uint8Array): void {
  const result = spawnSync('tar', args, { encoding: 'utf8', maxBuffer: 1 << 28, ...(input ? { input } : {}) });
  if (result.status !== 0) throw new Error(`tar ${args[0] ?? ''} failed: ${result.stderr || String(result.error)}`);
}

/**
 * Gives the cache folder `name`, made by `make` the first time. It is made beside and renamed when complete, so that an
 * interrupted set-up leaves nothing half done; of two processes that make the same one, the later takes the earlier's.
 * @param name must say all it depends on (a release, a fingerprint): what is there is never looked into again.
 */
export function cached(name: string, make: (folder: string, step: (what: string) => void) => void): string {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(path.join(folder, READY))) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(path.join(cacheFolder(), `.making-${name}-`));
  const started = Date.now();
  const step = (what: string): void =>
    void process.stderr.write(`[${name}] ${((Date.now() - started) / 1000).toFixed(1)} s ${what}\n`);
  try {
    make(work, step);
    writeFileSync(path.join(work, READY), new Date().toISOString());
    // mkdtemp makes 0700 folders; a cache may be shared with other users.
    chmodSync(work, 0o755);
    moveInto(work, folder);
    step('ready');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

function moveInto(work: string, folder: string): void {
  try {
    renameSync(work, folder);
  } catch (error) {
    if (existsSync(path.join(folder, READY))) return;
    // There is a folder, but no finished one: someone deleted half of it.
    if (!existsSync(folder)) throw error;
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  }
}
