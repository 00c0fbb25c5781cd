import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { present } from '../../../src/app/errors/present';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, packages, toldWorld } from './support/harness';
import { isReadBack, isStore, type Rig, targets } from './support/targets';

const page = '<!doctype html><title>Sign in to the network</title>';
const headers = { 'content-type': 'text/html; charset=utf-8' };

for (const target of targets)
  describe(`a login page of the network in place of the store: ${target.name}`, function () {
    this.timeout(60_000);
    const files = packages();
    let rig: Rig | undefined;
    let proxy: ChaosProxy;
    let portal: Server;
    before(async function () {
      rig = await target.start();
      if (!rig) return this.skip();
      proxy = await startChaosProxy(rig.url);
      // Says yes to everything, and not how long its page is.
      portal = createServer((request, response) => {
        request.resume().on('end', () => response.writeHead(200, headers).end(request.method === 'HEAD' ? '' : page));
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => portal.once('listening', resolve));
    });
    after(async () => {
      files.clear();
      portal.close();
      await proxy.close();
      await rig?.stop();
    });
    beforeEach(() => proxy.reset());

    it('is never taken for the store, whatever it says yes to', async () => {
      const { port } = portal.address() as AddressInfo;
      const error = await failsWith(
        rig!.uploader(`http://127.0.0.1:${port}`, toldWorld().effects)(files.make(2_500_000).job),
        'intercepted',
      );
      const shown = present(error);
      assert.match(shown?.message ?? '', /A web page came in place of the answer of 127\.0\.0\.1/);
      assert.ok(shown?.actions.some(({ command }) => command === 'miniProgram.doctor'));
    });
    it('is told when the package is read back, and got over when it goes away', async () => {
      const made = files.make(2_500_000);
      const { effects } = toldWorld();
      proxy.next(isReadBack, { kind: 'answer', status: 200, headers, body: page }, 99);
      await failsWith(rig!.uploader(proxy.url, effects)(made.job), 'intercepted');
      assert.equal(rig!.orphans(), 0);
      proxy.reset();
      proxy.next(isReadBack, { kind: 'answer', status: 200, headers, body: page });
      const { url } = await rig!.uploader(proxy.url, effects)(made.job);
      await assertThere(url, made.bytes);
    });
    it('is told when the package is sent', async () => {
      proxy.next(isStore, { kind: 'answer', status: 200, headers, body: page }, 99);
      const running = rig!.uploader(proxy.url, toldWorld().effects)(files.make(2_500_000).job);
      // Web servers do answer pages to a PUT: what tells is that nothing is there.
      await failsWith(running, target.name.startsWith('http') ? 'unreadable' : 'intercepted');
      assert.equal(rig!.orphans(), 0);
    });
  });
