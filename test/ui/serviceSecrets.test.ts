import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../../src/base/clock';
import { describeLibrarySecret } from '../../src/client/mediaLibraries';
import type { CodeWindow } from '../host/ui';
import { filesBelow } from './support/product';
import { choose, type } from './support/profileWizard';
import { openSandbox, type SandboxWindow } from './support/sandboxWindow';

interface Running {
  readonly url: string;
  readonly pid: number;
  readonly secretId: string;
}

/** Secrets of other services: shown masked, copied on request, and the same that the service tells whoever asks it directly. */
describe('secrets of other services', () => {
  let opened: SandboxWindow;
  let window: CodeWindow;
  let sandbox: Running;
  before(async () => {
    opened = await openSandbox(800);
    window = opened.window;
    const file = filesBelow(window.folders.userData).find((name) =>
      name.endsWith(path.join('sandbox', 'running.json')),
    );
    assert.ok(file, 'no sandbox is running');
    sandbox = JSON.parse(readFileSync(file, 'utf8')) as Running;
  });
  after(() => opened.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('service-secrets-failed');
    await window.notifications.clear();
  });
  const picture = (name: string): Promise<string> => window.screenshot(`secret-${name}-${window.host.name}`);
  const masked = /(\S{3})•{8}(\S{3}) \((\d+) characters\)/;

  /** Presses Copy and answers the whole secret; what the toast shows of it is its ends. */
  async function copied(toast: string): Promise<string> {
    const shown = (await window.notifications.find(toast).textContent()) ?? '';
    await window.notifications.press(toast, 'Copy');
    await window.notifications.find('The clipboard is cleared in a minute').waitFor();
    const secret = await window.ext((api) => api.env.clipboard.readText());
    const [, start = '', end = '', length] = masked.exec(shown) ?? [];
    assert.ok(start !== '' && secret.startsWith(start) && secret.endsWith(end), shown);
    assert.equal(Number(length), secret.length);
    assert.ok(!shown.includes(secret));
    return secret;
  }
  async function askWechat(token: string): Promise<void> {
    await window.runCommand('Mini Program: Get WeChat Code Protection Key…');
    await choose(window, 'Where does the authorizer_access_token come from?', 'Enter a token…');
    await type(window, 'authorizer_access_token of the mini program', token);
  }

  it('code protection key of WeChat: a refusal is explained', async () => {
    await askWechat('errcode61004');
    await window.notifications.find('Add the IP to the allowlist').waitFor({ timeout: 30_000 });
    await picture('wechat-refused');
  });
  it('code protection key of WeChat: the one that getCodeSecret answers', async () => {
    const issued = (await (await fetch(`${sandbox.url}/sandbox/wechat/token?appid=wxshop`)).json()) as {
      readonly authorizer_access_token: string;
    };
    const token = issued.authorizer_access_token;
    await askWechat(token);
    await window.notifications.find('Code protection key:').waitFor({ timeout: 30_000 });
    for (const theme of ['light', 'contrast', 'dark'] as const) {
      await window.setTheme(theme);
      await picture(`wechat-key-${theme}`);
    }
    const direct = await fetch(`${sandbox.url}/tcb/getcodesecret?access_token=${token}`, { method: 'POST' });
    assert.equal(await copied('Code protection key:'), ((await direct.json()) as { codesecret: string }).codesecret);
  });
  it('media library: the one that DescribeLibrarySecret answers', async () => {
    await window.runCommand('Mini Program: Get Media Library Secret…');
    await window.quickInput.locator().getByPlaceholder('Choose a media library').waitFor({ timeout: 30_000 });
    await window.quickInput.rows().first().click();
    await window.notifications.find('Secret of media library').waitFor({ timeout: 30_000 });
    await picture('media');
    const library = /Secret of media library (\S+):/.exec(
      (await window.notifications.find('Secret of media library').textContent()) ?? '',
    )?.[1];
    const secret = await copied('Secret of media library');
    const { url: endpoint, secretId, pid } = sandbox;
    const secretKey = keyOf(pid);
    const credentials = (): Promise<{ secretId: string; secretKey: string }> =>
      Promise.resolve({ secretId, secretKey });
    assert.equal(secret, await describeLibrarySecret({ endpoint, credentials, clock: systemClock }, library ?? ''));
  });
});

/** The key of the sandbox's process, from its environment: it is written nowhere (Linux). */
function keyOf(pid: number): string {
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  const name = 'MINI_PROGRAM_SANDBOX_SECRET_KEY=';
  return lines.find((line) => line.startsWith(name))?.slice(name.length) ?? '';
}
