import assert from 'node:assert/strict';
import type { CodeWindow } from '../host/ui';
import { assertOnce, assertOnline, nextVersion, publishToPreview, toReleased, trySandbox } from './support/journey';
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
});
