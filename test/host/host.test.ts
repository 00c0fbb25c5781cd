/// <reference types="mocha" />
import { buildSync } from 'esbuild';
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseCodeArguments } from './codeHostArguments';
import { temporaryFolder } from './folders';
import type { TestCounts } from './mochaEntry';
import { hostFolder, hostNames, pins, repositoryFolder, type HostName } from './pins';
import { EditorRunFailed, runEditorTests } from './run';
import { openWindow, type CodeWindow } from './ui';
import { packFolder } from './vsix';

const extension = path.join(hostFolder, 'fixtures', 'extension');
const workspace = path.join(hostFolder, 'fixtures', 'workspace');
// Below the repository, where it finds mocha.
const entry = path.join(repositoryFolder, 'out', 'test-host', 'entry.js');
const scratch = temporaryFolder('host-test-');
const vsix = path.join(scratch, 'sample.vsix');

interface Ending {
  readonly code: number;
  readonly counts?: TestCounts;
  readonly output: string;
}

/** Runs one of fixtures/suites.ts; what it prints is kept back, as most of these are meant to fail. */
async function run(host: HostName, suite: string, limitSeconds = 60): Promise<Ending> {
  const [restore, output] = holdOutput();
  try {
    const counts = await runEditorTests({
      ...{ host, workspace, limitSeconds },
      extensionDevelopmentPath: extension,
      extensionTestsPath: entry,
      settings: { 'editor.tabSize': 7 },
      env: { SUITE: suite, EXPECTED_VSCODE: pins.hosts[host].vscode, PHASE_FILE: path.join(scratch, `${host}-phase`) },
    });
    return { code: 0, counts, output: output() };
  } catch (error) {
    if (!(error instanceof EditorRunFailed)) throw error;
    return { code: error.exitCode, output: `${output()}\n${error.message}` };
  } finally {
    restore();
  }
}

function holdOutput(): [restore: () => void, output: () => string] {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  let held = '';
  for (const stream of streams) {
    stream.write = (chunk: string | Uint8Array): boolean => {
      held += Buffer.from(chunk).toString();
      return true;
    };
  }
  const restore = (): void => streams.forEach((stream, i) => (stream.write = writes[i] as typeof stream.write));
  return [restore, () => held];
}

function expectEnding(ending: Ending, code: number, output?: RegExp): void {
  assert.equal(ending.code, code, ending.output);
  if (output) assert.match(ending.output, output);
}

before(async () => {
  buildSync({
    entryPoints: [path.join(hostFolder, 'fixtures/entry.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
  writeFileSync(vsix, await packFolder(extension));
});

describe('arguments of code', () => {
  it('reads values after = and after a blank, file URIs, and ignores what it does not know', () => {
    const args = parseCodeArguments([
      '--no-sandbox',
      '--extensionTestsPath=/t',
      '--user-data-dir',
      '/u',
      '--folder-uri',
      'file:///w%20x',
      '--log=trace',
    ]);
    assert.equal(args.extensionTestsPath, '/t');
    assert.equal(args.userData, '/u');
    assert.equal(args.target, '/w x');
    assert.deepEqual(args.payload, [['logLevel', 'trace']]);
  });
});

for (const host of hostNames) {
  describe(`runEditorTests, ${host} (VS Code ${pins.hosts[host].vscode})`, () => {
    it('counts tests that pass', async () => {
      const ending = await run(host, 'pass');
      expectEnding(ending, 0);
      assert.deepEqual(ending.counts, { tests: 2, passes: 2, failures: 0, pending: 0 });
    });
    it('fails with a failing test', async () => expectEnding(await run(host, 'fail'), 1, /1 of 1 tests failed/));
    it('fails when no test ran', async () => expectEnding(await run(host, 'empty'), 1, /No test ran/));
    it('fails when the extension host is killed', async () => expectEnding(await run(host, 'crash'), 73));
    it('fails when a test exits with 0', async () => expectEnding(await run(host, 'exit0'), 73));
    it('ends a busy loop at its limit', async () =>
      expectEnding(await run(host, 'hang', 10), 124, /unresponsive|within 10 s/));
    it('goes on after a window reload', async () => expectEnding(await run(host, 'reload'), 0));
  });

  describe(`openWindow, ${host}`, () => {
    it('shows the packed extension as a user has it', async () => {
      const window = await openWindow({ host, vsix: [vsix], target: workspace });
      await closing(window, async () => {
        assert.equal(await window.ext((api) => api.version), pins.hosts[host].vscode);
        await useSample(window);
        await window.reload();
        await window.statusBarItem('Ready, sample').waitFor();
      });
    });
    it('shows Chinese, and keeps secrets and state over a restart', async () => {
      const options = { host, vsix: [vsix], target: workspace, locale: 'zh-cn', userDataDir: path.join(scratch, host) };
      const first = await openWindow(options);
      await closing(first, async () => {
        await first.statusBarItem('就绪，sample').waitFor();
        await first.runCommand('Sample: 你好');
        await first.notifications.find('Hello there').waitFor();
        await first.ext(async (api) => {
          const { context } = await api.extensions.getExtension('acme.host-sample')!.activate();
          await context.secrets.store('s', 'secret');
          await context.globalState.update('g', 5);
        });
        await first.page.waitForTimeout(1000); // Storage is written behind.
      });
      const second = await openWindow(options);
      await closing(second, async () => {
        const kept = await second.ext(async (api) => {
          const { context } = await api.extensions.getExtension('acme.host-sample')!.activate();
          return [await context.secrets.get('s'), context.globalState.get('g')];
        });
        assert.deepEqual(kept, ['secret', 5]);
      });
    });
  });
}

async function closing(window: CodeWindow, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch (error) {
    process.stderr.write(`See ${await window.screenshot(`host-test-${window.host.name}`)}\n`);
    throw error;
  } finally {
    await window.close();
  }
  assert.equal(existsSync(window.folders.runtime), false);
}

async function useSample(window: CodeWindow): Promise<void> {
  await window.openView('Sample Box');
  await window.tree.expand('Thing 1');
  await window.tree.contextMenu('Thing 1 child', 'Item Action');
  await window.tree.inlineAction('Thing 2', 'Star');
  await window.runCommand('Sample: Hello');
  await window.notifications.press('Hello there', 'Yes');
  await window.runCommand('Sample: Open Webview');
  await (await window.webviewFrame('#b')).locator('#b').click();
  const modal = window.ext((api) => api.window.showWarningMessage('Sure?', { modal: true }, 'Do it'));
  await window.dialog.press('Do it');
  const pick = window.ext((api) => api.window.showQuickPick(['alpha', 'beta', 'beta two']));
  await window.quickInput.pick('beta');
  assert.deepEqual([await modal, await pick], ['Do it', 'beta']);
  await window.setSideBarWidth(420);
  await window.setTheme('contrast');
  const width = (await window.page.locator('.part.sidebar').boundingBox())?.width ?? 0;
  assert.ok(Math.abs(width - 420) < 5, `${width}`);
  const done = await window.ext((api) => api.extensions.getExtension('acme.host-sample')?.exports.done as unknown[]);
  assert.deepEqual(done, ['item Thing 1 child', 'star Thing 2', 'Yes', 'pressed']);
}
