import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Publishes } from '../../../src/app/publish/publishes';
import { publishCommands } from '../../../src/app/commands/publish';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { describeLibrarySecret } from '../../../src/client/mediaLibraries';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { createCosUploader } from '../../../src/upload/cosTarget';
import { createResumeFolder } from '../../../src/upload/resume';
import { createSmhUploader } from '../../../src/upload/smhTarget';
import type { Uploader, UploadPlace } from '../../../src/upload/upload';
import { ScriptedUi } from '../../support/fakes';
import { startPutServer } from '../../support/putServer';
import { startChaosProxy } from '../upload/support/chaosProxy';
import { failsWith } from '../upload/support/harness';
import { isStore } from '../upload/support/targets';
import { appOf } from './support/app';
import { placeOf } from './support/places';
import { type Rig, rigForEach } from './support/rig';
import { type Address, addressOf, planOf, sessionOf } from './support/world';

const mebibyte = 1024 * 1024;

describe('discarding a publish whose upload was cut off', function () {
  this.timeout(60_000);
  let rig: Rig;
  rigForEach({ seed: 'demo' }, (made) => (rig = made));

  /** Sends some parts of a package to the store as the publish does, until the network is gone. Answers where to. */
  async function cutOff(kind: 'cos' | 'smh', file: string): Promise<UploadPlace> {
    const { sandbox, folders } = rig;
    const proxy = await startChaosProxy(sandbox.url);
    try {
      proxy.next((seen) => isStore(seen) && /partNumber=3/.test(seen.url), { kind: 'cut', share: 0.5 }, 3);
      const effects = { clock: { ...systemClock, sleep: () => Promise.resolve() }, log: silentLog };
      const credentials = () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey });
      const resume = createResumeFolder(join(folders.storage, 'uploads'));
      const parts = { ...effects, partsFrom: mebibyte, partBytes: mebibyte, parallel: 1, resume };
      const libraryId = sandbox.media.libraries[0]?.id ?? '';
      const control = { endpoint: sandbox.url, credentials, clock: systemClock };
      const viaProxy = (work: Uploader) => {
        const places: UploadPlace[] = [];
        const onPlace = (place: UploadPlace): Promise<void> => Promise.resolve(void places.push(place));
        return failsWith(work({ file, suffix: '.zip', onPlace }), 'network').then(() => places[0]);
      };
      const place = await viaProxy(
        kind === 'cos'
          ? createCosUploader({
              ...parts,
              bucket: privateBucket,
              region: sandbox.region,
              endpoint: `${proxy.url}/cos/${privateBucket}`,
              credentials,
              reading: { kind: 'signed' },
            })
          : createSmhUploader({
              ...parts,
              endpoint: proxy.url,
              libraryId,
              credential: {
                kind: 'secret',
                librarySecret: (signal) => describeLibrarySecret(control, libraryId, signal),
              },
            }),
      );
      assert.ok(place);
      await throughTheFrontDoor(proxy.url, sandbox.url, resume);
      return { ...place, url: place.url.replace(proxy.url, sandbox.url) };
    } finally {
      await proxy.close();
    }
  }
  /** The network that failed was a proxy's: what is remembered speaks of the store behind it. */
  async function throughTheFrontDoor(
    from: string,
    to: string,
    resume: ReturnType<typeof createResumeFolder>,
  ): Promise<void> {
    for (const entry of await resume.load()) {
      await resume.remove(entry);
      await resume.save({ ...entry, target: entry.target.replace(from, to) });
    }
  }
  async function discard(address: Address, place: UploadPlace): Promise<string[]> {
    const { folders } = rig;
    const ui = new ScriptedUi();
    const { context } = appOf(
      sessionOf(address, join(folders.storage, 'uploads')),
      ui,
      folders.storage,
      folders.project,
    );
    const publishes = new Publishes(context);
    const plan = planOf(address, folders.project);
    const at = Date.now();
    await publishes.journals.save({
      format: 1,
      plan,
      state: 'failed',
      createdAt: at,
      updatedAt: at,
      steps: { upload: { state: 'running', startedAt: at, inputs: place } },
    });
    await publishCommands(context, publishes)['miniProgram.discardPublish'](plan.id);
    assert.deepEqual(await publishes.refresh(), []);
    return readdirSync(join(folders.storage, 'uploads'));
  }
  async function begun(kind: 'cos' | 'smh'): Promise<{ address: Address; place: UploadPlace }> {
    const { sandbox, folders } = rig;
    const file = join(folders.project, 'package.zip');
    writeFileSync(file, randomBytes(5 * mebibyte));
    const place = await cutOff(kind, file);
    assert.equal(sandbox.multipart.list().length, 1);
    const web = await startPutServer('none');
    await web.close();
    return { address: addressOf(sandbox, placeOf(kind, { sandbox, web })), place };
  }

  for (const kind of ['cos', 'smh'] as const) {
    it(`leaves no parts in the store: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      const left = await discard(address, place);
      assert.equal(rig.sandbox.multipart.list().length, 0);
      assert.equal(rig.sandbox.media.uploads.open, 0);
      assert.deepEqual(left, []);
    });

    it(`is done without the store too, and what is left is remembered: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      await rig.sandbox.close();
      const left = await discard(address, place);
      assert.equal(left.length, 1);
    });
  }
});
