import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { nextVersion, programName, publishToPreview, trySandbox } from './support/journey';
import { commandLines, environmentOf, newIn, pageStorage, screenTexts, watchScreen } from './support/leftovers';
import { filesBelow, openProduct, removeFolder, sampleProject } from './support/product';
import { type Recorder, record } from './support/recorder';
import { type NamedSecret, secretsIn } from './support/secretForms';
import { answerUpToKey, asked, enterKey, pickRow, type } from './support/profileWizard';

// Characters that look different when percent-encoded, in JSON, and in the two kinds of Base64.
const odd = (name: string): string => `${name}+/=&"\\${randomBytes(9).toString('base64url')}`;

describe('what a full run leaves behind', function () {
  this.timeout(240_000);
  const began = Date.now() - 1_000;
  const profileName = 'Standalone shop';
  const rightKey = odd('Right');
  const wrongKey = odd('Wrong');
  let window: CodeWindow;
  let folder: string;
  let userData: string;
  let platform: Sandbox;
  let recorder: Recorder;
  const screens: string[] = [];
  const commands = new Map<number, Buffer>();

  before(async () => {
    userData = mkdtempSync(path.join(tmpdir(), 'mini-program-secrets-'));
    folder = sampleProject();
    platform = await startSandbox({ secretKey: rightKey, buildMs: 500 });
    recorder = await record(platform.url);
    window = await openProduct({ target: folder, userDataDir: userData });
    await watchScreen(window);
  });
  after(async () => {
    await window.close();
    await recorder.close();
    await platform.close();
    removeFolder(folder);
    rmSync(userData, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('secrets-failed').catch(() => undefined);
    for (const { pid, line } of commandLines()) commands.set(pid, line);
  });
  const quiet = (): Promise<void> => Promise.resolve();
  /** The box is gone, and the view that is drawn anew after it has taken the focus. */
  async function noBox(): Promise<void> {
    await window.quickInput.locator().waitFor({ state: 'hidden' });
    await window.page.waitForTimeout(1_000);
  }

  const secrets: NamedSecret[] = [
    { name: 'the right key', value: rightKey },
    { name: 'the wrong key', value: wrongKey },
  ];

  it('publishes to the sandbox', async () => {
    await trySandbox({ window, picture: quiet });
    await publishToPreview({ window, picture: quiet });
    for (const { pid, line } of commandLines()) commands.set(pid, line);
    const own = environmentOf('sandbox', 'MINI_PROGRAM_SANDBOX_SECRET_KEY');
    if (process.platform === 'linux') assert.ok(own, 'the sandbox process and its key');
    if (own) secrets.push({ name: 'the key of the sandbox', value: own });
  });

  it('adds a profile after a wrong key, publishes with it, and writes to the log at its loudest', async () => {
    await window.notifications.clear();
    await logEverything();
    await addProfileWithTwoKeys();
    await publishToPreview({ window, picture: quiet });
    const stores = recorder.answers.filter((body) => body.includes('TempSecretKey'));
    assert.ok(stores.length > 0, 'temporary keys went by');
    for (const body of stores) {
      secrets.push({ name: 'a temporary key', value: /"TempSecretKey":"([^"]+)"/.exec(body)?.[1] ?? '' });
      secrets.push({ name: 'a temporary token', value: /"(?:Token|SessionToken)":"([^"]+)"/.exec(body)?.[1] ?? '' });
    }
    for (const lines of recorder.requests) {
      const signature = /^authorization:.*signature=([0-9a-f]+)/im.exec(lines)?.[1];
      if (signature) secrets.push({ name: 'a signature', value: signature });
    }
    assert.ok(secrets.every(({ value }) => value.length >= 16));
  });
  async function logEverything(): Promise<void> {
    await window.runCommand('Developer: Set Log Level...');
    await pickRow(window, 'Mini Program Publisher');
    await pickRow(window, 'Trace');
  }
  async function addProfileWithTwoKeys(): Promise<void> {
    const { url: endpoint } = recorder;
    const { platformId, secretId } = platform;
    await answerUpToKey(window, {
      name: profileName,
      endpoint,
      dialect: 'TCSAS',
      environment: 'sandbox',
      platformId,
      secretId,
    });
    await enterKey(window, wrongKey);
    await asked(window, 'The SecretKey does not belong to this SecretId');
    await enterKey(window, rightKey);
    await noBox();
    await window.tree.row(programName).waitFor();
  }

  it('replaces the key, the wrong one first', async () => {
    await window.runCommand('Mini Program: Replace Key…');
    await type(window, 'SecretId of the API key', undefined);
    await asked(window, 'SecretKey for');
    await enterKey(window, wrongKey);
    await asked(window, 'The SecretKey does not belong to this SecretId');
    await enterKey(window, rightKey);
    await noBox();
  });

  it('removes the profile', async () => {
    screens.push(await pageStorage(window));
    await window.runCommand('Mini Program: Remove Profile…');
    await window.quickInput.rows().filter({ hasText: profileName }).first().click();
    await window.dialog.press('Remove Profile');
    await window.dialog.locator().waitFor({ state: 'hidden' });
    await window.tree.row(programName).waitFor();
  });

  it('holds no secret on the screen, in the storage of the page or in any command line', async () => {
    screens.push(await screenTexts(window), await pageStorage(window), window.serverLog());
    for (const { pid, line } of commandLines()) commands.set(pid, line);
    assert.ok(screens.join().includes(nextVersion), 'the texts of the screen were kept');
    const found = screens.flatMap((text, at) => secretsIn(Buffer.from(text), secrets).map((line) => `${at}: ${line}`));
    assert.deepEqual(found, []);
    const shown = [...commands].flatMap(([pid, line]) => secretsIn(line, secrets).map((text) => `${pid}: ${text}`));
    assert.deepEqual(shown, []);
  });

  it('holds no secret in any file', async () => {
    await window.close();
    const temporary = newIn(tmpdir(), began)
      .map((name) => path.join(tmpdir(), name))
      .filter((name) => /mini-program|code-run|vscode|code-user/.test(name));
    const files = [userData, folder, ...temporary].flatMap((at) => filesOf(at));
    assert.ok(files.some((file) => /Mini Program Publisher\.log$/.test(file)));
    assert.ok(files.some((file) => file.includes('globalStorage')));
    assert.ok(files.some((file) => file.includes('IndexedDB')));
    const isFound = files.some((file) => secretsIn(bytesOf(file), [{ name: '', value: profileName }]).length > 0);
    assert.ok(isFound, 'what is no secret is found in the files');
    const found = files.flatMap((file) =>
      secretsIn(bytesOf(file), secrets).map((line) => `${path.relative(userData, file)}: ${line}`),
    );
    assert.deepEqual([...new Set(found)], []);
  });
});

function filesOf(at: string): string[] {
  const stat = statSync(at, { throwIfNoEntry: false });
  if (stat?.isFile()) return [at];
  return stat?.isDirectory() ? filesBelow(at) : [];
}
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0); // Gone meanwhile.
  }
}
