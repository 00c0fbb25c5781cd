/**
 * `npm run demo`: the sample project in a VS Code window, with the packed extension and the sandbox.
 * `npm run demo -- --check` does it unattended: publishes the sample through the UI to "released", saves pictures under
 * out/screenshots/, and exits 0 only if the sandbox agrees. The README's pictures come from test/ui/readmePictures.ts.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openForHuman } from './host/open';
import { ensureHost } from './host/setup';
import { assertOnce, assertOnline, nextVersion, publishToPreview, toReleased, trySandbox } from './ui/support/journey';
import { extensionLog, openProduct, removeFolder, sampleProject, vsixFile } from './ui/support/product';

const root = path.resolve(__dirname, '..');
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

function buildPackage(): void {
  say('Building and packing the extension …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['run', '--silent', 'package'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error('npm run package failed; its output is above.');
}

async function check(host: string): Promise<void> {
  const folder = sampleProject();
  const started = Date.now();
  const window = await openProduct({ host, target: folder });
  const pictures: string[] = [];
  const journey = {
    window,
    picture: async (name: string): Promise<void> => {
      pictures.push(path.relative(root, await window.screenshot(`demo-${name}`)));
    },
  };
  try {
    await trySandbox(journey);
    const content = await publishToPreview(journey);
    await toReleased(journey);
    await assertOnline(journey, nextVersion);
    await assertOnce(journey, nextVersion);
    say(`Released ${nextVersion} in ${((Date.now() - started) / 1000).toFixed(1)} s; the QR code said ${content}`);
    say(`Pictures:\n${pictures.map((file) => `  ${file}`).join('\n')}`);
  } catch (error) {
    say(`The picture of where it failed: ${path.relative(root, await window.screenshot('demo-failed'))}`);
    say(`The end of the extension's log:\n${extensionLog(window).split('\n').slice(-25).join('\n')}`);
    throw error;
  } finally {
    await window.close();
    removeFolder(folder);
  }
}

async function show(host: string): Promise<void> {
  const folder = path.join(root, 'out', 'demo', 'corner-coffee');
  rmSync(path.dirname(folder), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'media', 'sample'), folder, { recursive: true });
  say(
    [
      '',
      'In the window: press the Mini Programs icon at the left, then "Try the Sandbox".',
      'Then "Mini Program: Publish…" from the command palette (F1), or the cloud in the title of the view.',
      'The status bar at the bottom left tells where the release is. Ctrl-C here ends everything.',
      '',
    ].join('\n'),
  );
  await openForHuman({ host, vsix: [vsixFile], target: folder, userDataDir: path.join(root, 'out', 'demo', 'user') });
}

async function main(): Promise<void> {
  const host = process.env['CODE_HOST'] ?? 'newest';
  buildPackage();
  ensureHost(host);
  await (process.argv.includes('--check') ? check(host) : show(host));
}
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
