import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeWindow } from '../host/ui';
import { assertOnce, nextVersion, programName, trySandbox } from './support/journey';
import { filesBelow, openProduct, removeFolder, sampleProject } from './support/product';
import { choose } from './support/profileWizard';

interface JournalOnDisk {
  readonly state: string;
  readonly steps: Readonly<Record<string, { readonly state: string } | undefined>>;
}
let journalFile: string | undefined;
function journal(window: CodeWindow): JournalOnDisk | undefined {
  journalFile ??= filesBelow(path.join(window.folders.userData, 'User')).find((name) =>
    /publishes[\\/][^\\/]+\.json$/.test(name.replaceAll(path.sep, '/')),
  );
  return journalFile === undefined ? undefined : (JSON.parse(readFileSync(journalFile, 'utf8')) as JournalOnDisk);
}

/** Looks at the journal without a pause and ends the extension host the moment `isTime` holds. */
async function killWhen(window: CodeWindow, isTime: (seen: JournalOnDisk) => boolean): Promise<void> {
  const pid = await window.ext(() => process.pid);
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 3))) {
    const seen = journal(window);
    if (!seen || !isTime(seen)) continue;
    process.kill(pid, 'SIGKILL');
    return;
  }
  assert.fail(`the publish did not come that far: ${JSON.stringify(journal(window)?.steps)}`);
}

describe('a publish whose extension host is killed between its steps', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder });
    await trySandbox({ window, picture: () => Promise.resolve() });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('killed-failed');
  });

  async function start(): Promise<void> {
    await window.runCommand('Mini Program: Publish…');
    await window.quickInput.rows().filter({ hasText: nextVersion }).waitFor();
    await window.quickInput.accept();
    await window.quickInput.locator().getByText(`What is new in ${nextVersion}?`).waitFor();
    await window.quickInput.accept();
    await choose(window, `Which page does the preview of ${nextVersion} open?`, 'Home page');
  }
  async function resume(): Promise<void> {
    await window.reload();
    await window.openView('Mini Programs');
    await window.tree.row(programName).waitFor({ timeout: 30_000 });
    await window.runCommand('Mini Program: Resume Publish…');
    await window.quickInput.rows().filter({ hasText: nextVersion }).first().click();
  }

  /** A kill right before the create was sent leaves it open whether it was: the user is asked, and knows that it was not. */
  async function createAgain(step: string): Promise<void> {
    const end = Date.now() + 40_000;
    while (Date.now() < end) {
      await window.page.waitForTimeout(200);
      const seen = journal(window);
      if (seen?.steps[step]?.state === 'done') return;
      if (seen?.state !== 'stopped') continue;
      await window.runCommand('Mini Program: Resume Publish…');
      await window.quickInput.rows().filter({ hasText: nextVersion }).first().click();
      await window.quickInput.rows().filter({ hasText: 'Create Again' }).click();
      return;
    }
  }

  async function andCreateAgain(going: Promise<void>, step: string): Promise<void> {
    await going;
    await createAgain(step);
  }

  const boundaries = ['package', 'upload', 'version', 'build'] as const;
  boundaries.forEach((step, index) => {
    it(`stands up again after ${step}`, async () => {
      const going = index === 0 ? start() : resume();
      await Promise.all([andCreateAgain(going, step), killWhen(window, (seen) => seen.steps[step]?.state === 'done')]);
      assert.equal(journal(window)?.steps[step]?.state, 'done');
    });
  });

  it('ends with one version, not two', async () => {
    await resume();
    await createAgain('build');
    await window.notifications.find(`${nextVersion} is built`).waitFor({ timeout: 60_000 });
    await assertOnce({ window, picture: () => Promise.resolve() }, nextVersion);
  });
});
