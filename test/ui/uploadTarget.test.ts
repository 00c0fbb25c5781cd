import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { basic, type PutServer, startPutServer } from '../support/putServer';
import type { CodeWindow } from '../host/ui';
import { nextVersion, publishToPreview, trySandbox } from './support/journey';
import { pageStorage, screenTexts, watchScreen } from './support/leftovers';
import { filesBelow, openProduct, removeFolder, sampleProject } from './support/product';
import { asked, choose, enterKey, giveUp, goBack, boxValue, type } from './support/profileWizard';
import { type NamedSecret, secretsIn } from './support/secretForms';

describe('the upload target, as a person sets it up', function () {
  this.timeout(180_000);
  const password = `Right+/=&"${randomBytes(9).toString('base64url')}`;
  const wrong = `Wrong+/=&"${randomBytes(9).toString('base64url')}`;
  const secrets: readonly NamedSecret[] = [
    { name: 'the password', value: password },
    { name: 'the wrong password', value: wrong },
    { name: 'the login', value: basic('ci', password).slice('Basic '.length) },
  ];
  let window: CodeWindow;
  let web: PutServer;
  let folder: string;
  let userData: string;
  before(async () => {
    userData = mkdtempSync(path.join(tmpdir(), 'mini-program-target-'));
    folder = sampleProject();
    web = await startPutServer(basic('ci', password));
    window = await openProduct({ target: folder, userDataDir: userData });
    await watchScreen(window);
    await trySandbox({ window, picture: () => Promise.resolve() });
  });
  after(async () => {
    await window.close();
    await web.close();
    removeFolder(folder);
    rmSync(userData, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('upload-target-failed').catch(() => undefined);
  });

  const address = (): string => `${web.url}/packages/{appId}/{version}-{id}{suffix}`;
  async function answerUpToPassword(): Promise<void> {
    await choose(window, 'Where do packages go', 'A web server of yours');
    await type(window, 'Address to PUT the package to', address());
    await choose(window, 'How does the server know us?', 'User and password');
    await type(window, 'User name', 'ci');
    await asked(window, 'Password for');
  }

  it('goes back with everything kept, and says what is wrong while it is typed', async () => {
    await window.runCommand('Mini Program: Upload Target…');
    await choose(window, 'Where do packages go', 'A web server of yours');
    await type(window, 'Address to PUT the package to', `${web.url}/latest.zip`);
    await asked(window, 'Every upload would overwrite the one before');
    await window.quickInput.fill(address());
    await window.quickInput.accept();
    await window.quickInput.locator().getByPlaceholder('How does the server know us?').waitFor();
    await goBack(window);
    await asked(window, 'Address to PUT the package to');
    assert.equal(await boxValue(window), address());
    await giveUp(window);
  });
  it('says which step of the test failed, takes the right password, and saves', async () => {
    await window.runCommand('Mini Program: Upload Target…');
    await answerUpToPassword();
    await enterKey(window, wrong);
    await choose(window, 'Where does the platform download it?', 'At the address it was put to');
    await window.quickInput.rows().filter({ hasText: 'Change the Settings' }).first().waitFor();
    await window.screenshot(`upload-target-${window.host.name}-failed-test`);
    await window.quickInput.rows().filter({ hasText: 'Change the Settings' }).first().click();
    await answerUpToPassword();
    await enterKey(window, password);
    await choose(window, 'Where does the platform download it?', 'At the address it was put to');
    await window.notifications.find('The test upload works').waitFor();
    await window.screenshot(`upload-target-${window.host.name}-saved`);
    await window.notifications.clear();
  });
  it('publishes through it, and says so before', async () => {
    await publishToPreview({ window, picture: () => Promise.resolve() });
    const stored = [...web.files.keys()].filter((name) => name.includes(nextVersion));
    assert.equal(stored.length, 1, stored.join());
  });
  it('leaves no secret on the screen, in the storage of the page, or in any file', async () => {
    const texts = [await screenTexts(window), await pageStorage(window), window.serverLog()];
    assert.ok(texts.join().includes('The test upload works'), 'the texts of the screen were kept');
    assert.deepEqual(
      texts.flatMap((text) => secretsIn(Buffer.from(text), secrets)),
      [],
    );
    await window.close();
    const found = [userData, folder].flatMap((at) =>
      filesBelow(at).flatMap((file) => secretsIn(readFileSync(file), secrets).map((line) => `${file}: ${line}`)),
    );
    assert.deepEqual(found, []);
  });
});
