import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { cached, fetchPackage, untar } from './fetch';
import { fingerprint, pins, platformName } from './pins';

/** A Chromium-family browser and what its environment must hold besides. */
export interface Browser {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Chooses the browser: the registry's build when CODE_HOST_BROWSER=npm (the same everywhere), else CHROME_PATH, else an
 * installed one, else one that Playwright fetched before, else the registry's build.
 * @throws when CHROME_PATH names no file (never a silent other choice), and when there is nothing at all.
 */
export function findBrowser(): Browser {
  if (process.env['CODE_HOST_BROWSER'] === 'npm') return registryBrowser();
  return findInstalledBrowser() ?? fetchedByPlaywright() ?? registryBrowser();
}

/** CHROME_PATH or an installed Chrome, Chromium or Edge: one that can show a window to a person. */
export function findInstalledBrowser(): Browser | undefined {
  const named = process.env['CHROME_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH=${named} does not exist`);
  const executablePath = named || [...onPath(), ...appFolders()].find(isProgram);
  return executablePath ? { executablePath, env: {} } : undefined;
}

function fetchedByPlaywright(): Browser | undefined {
  try {
    const executablePath = chromium.executablePath();
    return existsSync(executablePath) ? { executablePath, env: {} } : undefined;
  } catch {
    return undefined; // No build of it for this platform.
  }
}

function onPath(): string[] {
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) =>
    folders.map((folder) => path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)),
  );
}

function appFolders(): string[] {
  const { HOME = '', LOCALAPPDATA, PROGRAMFILES } = process.env;
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['', HOME].flatMap((root) => apps.map((app) => `${root}/Applications/${app}.app/Contents/MacOS/${app}`));
  }
  if (process.platform === 'win32') {
    const roots = [LOCALAPPDATA, PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter((root) => root !== undefined);
    const apps = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ];
    return roots.flatMap((root) => apps.map((app) => path.join(root, app)));
  }
  return [];
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A headless Chromium out of a registry package, with its shared libraries and fonts: the machine needs none of these. */
function registryBrowser(): Browser {
  if (platformName !== pins.browser.platform) {
    throw new Error(
      `No Chrome, Edge or Chromium found, and the npm registry's build is for ${pins.browser.platform} only. Install one or set CHROME_PATH.`,
    );
  }
  const { fonts, ...browser } = pins.browser;
  const folder = cached(`chromium-${browser.release}-${fingerprint(browser)}`, unpackBrowser);
  const fontFolder = cached(`fonts-${fonts.release}-${fingerprint(fonts)}`, (work, step) => {
    step(`npm pack ${fonts.package}@${fonts.release}`);
    fetchPackage(
      fonts,
      work,
      fonts.files.map((file) => `package/${file}`),
    );
  });
  writeFontList(folder, fontFolder);
  return {
    executablePath: path.join(folder, 'headless-shell'),
    env: { LD_LIBRARY_PATH: path.join(folder, 'libs', 'lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

// The package can unpack itself, but litters the common temporary folder when it does.
function unpackBrowser(work: string, step: (what: string) => void): void {
  step(`npm pack ${pins.browser.package}@${pins.browser.release}`);
  const packed = path.join(work, 'package');
  fetchPackage(pins.browser, packed, ['package/bin']);
  step('unpacking');
  const unpacked = (name: string): Buffer => brotliDecompressSync(readFileSync(path.join(packed, 'bin', name)));
  writeFileSync(path.join(work, 'headless-shell'), unpacked('chromium.br'), { mode: 0o755 });
  for (const [archive, name] of [
    ['al2023.tar.br', 'libs'],
    ['fonts.tar.br', 'fonts'],
  ] as const) {
    mkdirSync(path.join(work, name));
    untar(['xf', '-', '-C', path.join(work, name), '--no-same-owner'], unpacked(archive));
  }
  rmSync(packed, { recursive: true });
}

// With no font at all text is blank and the browser crashes: name the package's own, and Chinese ones, beside the machine's.
// Written on every machine anew, as it holds whole paths, and a cache may be moved.
function writeFontList(folder: string, fontFolder: string): void {
  const file = path.join(folder, 'fonts.conf');
  const dirs = ['/usr/share/fonts', path.join(folder, 'fonts'), fontFolder].map((dir) => `<dir>${dir}</dir>`).join('');
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${dirs}<cachedir>${path.join(folder, 'font-cache')}</cachedir></fontconfig>
`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}
