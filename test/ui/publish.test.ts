import assert from 'node:assert/strict';
import type { CodeWindow } from '../host/ui';
import {
  assertOnce,
  assertOnline,
  nextVersion,
  programName,
  publishToPreview,
  toReleased,
  trySandbox,
} from './support/journey';
import { performsWhatItProves } from './support/performed';
import { openProduct, removeFolder, sampleId, sampleProject } from './support/product';

describe('publishing the sample, as a person does it', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  const journey = (): Parameters<typeof trySandbox>[0] => ({
    window,
    picture: (name) => window.screenshot(`publish-${window.host.name}-${name}`).then(() => undefined),
  });

  it('goes from the welcome view to the mini programs of the sandbox with one click', () => trySandbox(journey()));

  it('packs, uploads, creates the version and shows a QR code that a phone can scan', async () => {
    const content = await publishToPreview(journey());
    const link = new URL(content);
    assert.equal(link.protocol, 'tcmpp:');
    assert.equal(link.searchParams.get('appId'), sampleId);
    await assertOnce(journey(), nextVersion);
  });

  it('submits, approves and releases, and the sandbox agrees', async () => {
    await toReleased(journey());
    await assertOnline(journey(), nextVersion);
    await assertOnce(journey(), nextVersion);
  });

  it('gives the address of the offline package that was built, on the clipboard', async () => {
    const { tree, notifications, ext } = window;
    await tree.contextMenu(programName, 'Copy Offline Package Address');
    await notifications.find(`offline package of ${programName} is copied`).waitFor({ timeout: 30_000 });
    const answer = await fetch(await ext((api) => api.env.clipboard.readText()));
    assert.equal(answer.status, 200);
    // The names of its files stand in a zip as they are.
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    for (const name of ['app.json', 'app.js']) assert.ok(bytes.startsWith('PK') && bytes.includes(name), name);
  });

  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
});
