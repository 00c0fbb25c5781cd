import assert from 'node:assert/strict';
import type { UploadPlace } from '../../../src/upload/upload';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, packages, toldWorld } from './support/harness';
import { isStore, type Rig, targets } from './support/targets';

const bytes = 2_500_000;

for (const target of targets)
  describe(`an upload whose end was not heard of: ${target.name}`, function () {
    this.timeout(60_000);
    const files = packages();
    let rig: Rig | undefined;
    let proxy: ChaosProxy;
    before(async function () {
      rig = await target.start();
      if (!rig) return this.skip();
      proxy = await startChaosProxy(rig.url);
    });
    after(async () => {
      files.clear();
      await proxy.close();
      await rig?.stop();
    });
    beforeEach(() => proxy.reset());

    async function upload(
      job: ReturnType<typeof files.make>['job'],
      earlier?: UploadPlace,
    ): Promise<{ readonly url: string; readonly place: UploadPlace | undefined; readonly sent: number }> {
      let place: UploadPlace | undefined;
      proxy.reset();
      const onPlace = (told: UploadPlace): Promise<void> => {
        assert.equal(proxy.seen.filter(isStore).length, 0, 'told before the first byte');
        place = told;
        return Promise.resolve();
      };
      const { url } = await rig!.uploader(proxy.url, toldWorld().effects)({ ...job, earlier, onPlace });
      return { url, place, sent: proxy.seen.filter(isStore).length };
    }

    it('is found where it was told to go, and not sent again', async () => {
      const made = files.make(bytes);
      const first = await upload(made.job);
      assert.ok(first.place && first.sent > 0);
      assert.ok(!first.place.url.includes('?'));
      assert.equal(first.place.bytes, bytes);
      const again = await upload(made.job, JSON.parse(JSON.stringify(first.place)) as UploadPlace);
      assert.equal(again.sent, 0);
      assert.equal(new URL(again.url).pathname, new URL(first.url).pathname);
      await assertThere(again.url, made.bytes);
    });
    it('is sent when what lies there is another file', async () => {
      const { place } = await upload(files.make(bytes).job);
      const other = files.make(bytes);
      const { url, sent } = await upload(other.job, place);
      assert.ok(sent > 0);
      await assertThere(url, other.bytes);
    });
    it('is sent when nothing lies there, or the place is none of ours', async () => {
      const made = files.make(bytes);
      const { place } = await upload(made.job);
      const elsewhere = { ...place!, url: 'http://127.0.0.1:9/packages/none.zip' };
      const kinds = ['platform', 'cos', 'smh', 'http'] as const;
      const other = { ...place!, kind: kinds.find((kind) => kind !== place!.kind)! };
      for (const earlier of [elsewhere, other]) assert.ok((await upload(made.job, earlier)).sent > 0);
    });
  });
