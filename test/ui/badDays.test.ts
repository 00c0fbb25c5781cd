import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock';
import type { Fault } from '../../src/sandbox/faults';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { closedPort, refusingProxy } from './support/badNetwork';
import { pageStorage } from './support/leftovers';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { answerUpToKey, asked, enterKey, giveUp, type ProfileAnswers } from './support/profileWizard';

const page = '<html><head><title>Please sign in</title></head><body>Hotel network</body></html>';

describe('a bad day for a new profile: the box stays, says why, and saves nothing', () => {
  let window: CodeWindow;
  let folder: string;
  let platform: Sandbox;
  before(async () => {
    folder = sampleProject();
    platform = await startSandbox();
    window = await openProduct({ target: folder });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Add Profile…' }).waitFor();
  });
  after(async () => {
    await window.close();
    await platform.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('bad-days-failed');
  });
  const answers = (at: Pick<Sandbox, 'url' | 'platformId' | 'secretId'>): ProfileAnswers => ({
    name: 'Shop',
    endpoint: at.url,
    dialect: 'TCSAS',
    environment: 'sandbox',
    platformId: at.platformId,
    secretId: at.secretId,
  });

  it('a wrong key', async () => {
    await answerUpToKey(window, answers(platform));
    await enterKey(window, 'this-is-the-wrong-key');
    await asked(window, /The SecretKey does not belong.*\(AuthFailure\.SignatureFailure, RequestId [\w-]{36}\)/);
  });

  const days: readonly (readonly [title: string, fault: Omit<Fault, 'action'>, sentence: RegExp])[] = [
    [
      'a plan that has expired',
      { code: 'FailedOperation.PackageAlreadyExpired' },
      /plan of this platform has expired\. Nothing was changed\. Renew.*\(FailedOperation\.PackageAlreadyExpired, RequestId/,
    ],
    ['a web page instead of the platform', { body: page }, /something that is not the platform.*web page \(HTTP 200\)/],
    ['a gateway that is down', { httpStatus: 502, body: page, times: 9 }, /not the platform.*\(HTTP 502\)/],
    [
      'a connection that is cut',
      { dropAfterBytes: 0, times: 9 },
      /The connection to 127\.0\.0\.1.* was cut\. Try again/,
    ],
    ['a key without rights', { code: 'UnauthorizedOperation' }, /no right to DescribeMNPList\. Ask an administrator/],
    ['a code that nobody knows', { code: 'FailedOperation.Surprise' }, /\(FailedOperation\.Surprise, RequestId/],
    [
      'a platform that is busy for long',
      { code: 'InternalError', times: 9 },
      /The platform has a problem of its own\. Try again in a moment.*InternalError/,
    ],
  ];
  for (const [title, fault, sentence] of days) {
    it(title, async () => {
      platform.faults.next({ action: 'DescribeMNPList', ...fault });
      await enterKey(window, platform.secretKey);
      await asked(window, sentence);
      platform.faults.clear();
    });
  }
  it('nothing of all this is kept when the user gives up', async () => {
    await window.screenshot(`bad-days-${window.host.name}-box`);
    await giveUp(window);
    await window.reload();
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Try the Sandbox' }).waitFor();
    assert.equal((await pageStorage(window)).includes(platform.secretId), false);
  });

  it('no server at the address', async () => {
    await answerUpToKey(window, answers({ ...platform, url: await closedPort() }));
    await enterKey(window, platform.secretKey);
    await asked(window, /127\.0\.0\.1:\d+ refuses connections\. Check that the address of the profile is right/);
    await giveUp(window);
  });

  it('an address that speaks the other kind of API', async () => {
    const older = await startSandbox({ onlyDialect: 'tcmpp' });
    await answerUpToKey(window, answers(older));
    await enterKey(window, older.secretKey);
    await asked(window, /does not know DescribeMNPList.*wrong one of the two APIs.*RequestId/);
    await giveUp(window);
    await older.close();
  });

  it('a proxy that refuses', async () => {
    const proxy = await refusingProxy();
    const set = (value: string | undefined): Promise<unknown> =>
      window.ext(
        (api, url) => api.workspace.getConfiguration('http').update('proxy', url, api.ConfigurationTarget.Global),
        value,
      );
    await set(proxy.url);
    const shop = answers({ ...platform, url: 'https://tcsas.example.invalid' });
    await answerUpToKey(window, { ...shop, environment: 'staging' });
    await enterKey(window, platform.secretKey);
    await asked(
      window,
      /The proxy does not let us through to tcsas\.example\.invalid\. Check the setting "http\.proxy"/,
    );
    assert.deepEqual(proxy.asked.slice(0, 1), ['tcsas.example.invalid:443']);
    await giveUp(window);
    await set(undefined);
    proxy.close();
  });

  it('a clock ten minutes off is nobody’s business: it works at once', async () => {
    const ahead = await startSandbox({ clock: { ...systemClock, now: () => systemClock.now() + 600_000 } });
    await answerUpToKey(window, answers(ahead));
    await enterKey(window, ahead.secretKey);
    await window.quickInput.locator().waitFor({ state: 'hidden' });
    await window.tree.row('Corner Coffee').waitFor();
    assert.equal(await window.page.locator('.notification-toast').count(), 0);
    await ahead.close();
  });
});
