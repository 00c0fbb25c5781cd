import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Publishes } from '../../../src/app/publish/publishes';
import { publishCommands } from '../../../src/app/commands/publish';
import { systemClock } from '../../../src/base/clock';
import { isCancelled } from '../../../src/base/errors';
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
const remains = /may be left in the store \(127\.0\.0\.1:\d+\).*The next upload there tries again\.$/;

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
  /** Answers what is remembered for later, and what the user is told. */
  async function discard(
    address: Address,
    place: UploadPlace,
    onStart: (ui: ScriptedUi) => void = () => undefined,
  ): Promise<{ readonly left: readonly string[]; readonly said: string }> {
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
    onStart(ui);
    await publishCommands(context, publishes)['miniProgram.discardPublish'](plan.id);
    assert.deepEqual(await publishes.refresh(), []);
    return { left: readdirSync(join(folders.storage, 'uploads')), said: ui.last.message };
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
      const { left, said } = await discard(address, place);
      assert.equal(rig.sandbox.multipart.list().length, 0);
      assert.equal(rig.sandbox.media.uploads.open, 0);
      assert.deepEqual(left, []);
      assert.equal(said, 'The publish is discarded. It has created nothing on the platform.');
    });

    it(`is done without the store too, and what is left is remembered: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      await rig.sandbox.close();
      const { left, said } = await discard(address, place);
      assert.equal(left.length, 1);
      assert.match(said, remains);
    });

    it(`is done while the store is ill, and the next upload there, however small, removes what was left: ${kind}`, async () => {
      const { sandbox, folders } = rig;
      const { address, place } = await begun(kind);
      sandbox.faults.next({ action: kind, httpStatus: 503, times: 20 });
      const { left, said } = await discard(address, place);
      assert.equal(left.length, 1);
      assert.match(said, remains);
      assert.equal(sandbox.multipart.list().length, 1);
      sandbox.faults.clear();
      const file = join(folders.project, 'small.zip');
      writeFileSync(file, randomBytes(1000));
      await sessionOf(address, join(folders.storage, 'uploads')).upload({ file, suffix: '.zip' });
      assert.equal(sandbox.multipart.list().length, 0);
      assert.equal(sandbox.media.uploads.open, 0);
      assert.deepEqual(readdirSync(join(folders.storage, 'uploads')), []);
    });

    it(`does not wait for a slow store when told so, and says what may be left: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      rig.sandbox.faults.next({ action: kind, delayMs: 5000, times: 20 });
      const began = performance.now();
      const { left, said } = await discard(address, place, (ui) => setTimeout(() => ui.cancel(), 300));
      assert.ok(performance.now() - began < 4000);
      assert.match(said, remains);
      assert.equal(left.length, 1);
    });

    it(`is done without a usable key, and says what may be left: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      const { secret, ...without } = address;
      assert.ok(secret);
      assert.match((await discard(without, place)).said, remains);
      const { left, said } = await discard({ ...address, secret: { ...secret, secret: 'wrong' } }, place);
      assert.match(said, remains);
      assert.equal(rig.sandbox.multipart.list().length, 1);
      assert.equal(left.length, 1, 'a right key may come');
    });

    it(`is done when the packages go elsewhere by now, and says what may be left: ${kind}`, async () => {
      const { address, place } = await begun(kind);
      const { target: _target, secret: _secret, ...elsewhere } = address;
      const { left, said } = await discard(elsewhere, place);
      assert.match(said, remains);
      assert.equal(left.length, 1);
    });
  }

  it('says nothing when given up before it is discarded, as while it waits for a lock', async () => {
    const { sandbox, folders } = rig;
    const ui = new ScriptedUi();
    const address = addressOf(sandbox, undefined);
    const { context } = appOf(
      sessionOf(address, join(folders.storage, 'uploads')),
      ui,
      folders.storage,
      folders.project,
    );
    const publishes = new Publishes(context);
    const [at, plan] = [Date.now(), planOf(address, folders.project)];
    await publishes.journals.save({ format: 1, plan, state: 'failed', createdAt: at, updatedAt: at, steps: {} });
    publishes.discard = () => new Promise(() => undefined);
    setTimeout(() => ui.cancel(), 100);
    await assert.rejects(publishCommands(context, publishes)['miniProgram.discardPublish'](plan.id), isCancelled);
    assert.deepEqual(ui.said, []);
    assert.equal((await publishes.refresh()).length, 1);
  });

  it('removes from the library what was one request and not confirmed, at once or by the next upload', async () => {
    const { sandbox, folders } = rig;
    const resumeFolder = join(folders.storage, 'uploads');
    mkdirSync(resumeFolder, { recursive: true });
    const web = await startPutServer('none');
    await web.close();
    const address = addressOf(sandbox, placeOf('smh', { sandbox, web }));
    const file = join(folders.project, 'small.zip');
    writeFileSync(file, randomBytes(1000));
    const frozen: ((error: Error) => void)[] = [];
    const ended: Promise<unknown>[] = [];
    for (const isIll of [false, true]) {
      // As one that was killed between its beginning and its end: nobody tidies up.
      const place = await new Promise<UploadPlace>((resolve) => {
        const onPlace = (told: UploadPlace): Promise<never> => {
          resolve(told);
          return new Promise((_, reject) => frozen.push(reject));
        };
        const { upload } = sessionOf(address, resumeFolder);
        ended.push(upload({ file, suffix: '.zip', onPlace }).catch(() => undefined));
      });
      assert.equal(sandbox.media.uploads.open, 1);
      if (isIll) sandbox.faults.next({ action: 'smh', dropAfterBytes: 0, times: 20 });
      const { said } = await discard(address, place);
      sandbox.faults.clear();
      assert.equal(sandbox.media.uploads.open, isIll ? 1 : 0, said);
    }
    await sessionOf(address, resumeFolder).upload({ file, suffix: '.zip' });
    assert.equal(sandbox.media.uploads.open, 0);
    assert.deepEqual(readdirSync(resumeFolder), []);
    for (const end of frozen) end(new Error('the test has ended'));
    await Promise.all(ended);
  });
});
