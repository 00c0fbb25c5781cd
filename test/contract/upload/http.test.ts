import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createHttpUploader, type HttpUploaderOptions } from '../../../src/upload/httpTarget';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, packages, toldWorld } from './support/harness';
import { isStore } from './support/targets';
import { startApache, startNginx, type WebServer, webUser } from './support/webServers';

describe('upload to a real web server: settings that do not fit', function () {
  this.timeout(60_000);
  const files = packages();
  let nginx: WebServer;
  let proxy: ChaosProxy;
  let end: () => Promise<void> = () => Promise.resolve();
  before(async function () {
    const started = await startNginx();
    if (!started) return this.skip();
    nginx = started;
    proxy = await startChaosProxy(nginx.url);
    end = () => Promise.all([proxy.close(), nginx.stop()]).then(() => undefined);
  });
  after(async () => {
    files.clear();
    await end();
  });
  beforeEach(() => proxy.reset());
  const upload = (place: string, more: Partial<HttpUploaderOptions> = {}, size = 5000) => {
    const made = files.make(size);
    const uploader = createHttpUploader({
      ...toldWorld().effects,
      uploadUrl: `${proxy.url}${place}`,
      auth: () => Promise.resolve({ kind: 'basic', ...webUser }),
      ...more,
    });
    return { made, stored: uploader(made.job) };
  };
  const puts = (): number => proxy.seen.filter(isStore).length;

  it('says that the server takes no file of this size', async () => {
    await failsWith(upload('/small/{id}.zip').stored, 'full');
    assert.equal(puts(), 1);
  });

  it('says that a wrong password is refused, and sends it once', async () => {
    const auth = () => Promise.resolve({ kind: 'basic', user: webUser.user, password: 'wrong' } as const);
    const error = await failsWith(upload('/up/{id}.zip', { auth }, 1_000_000).stored, 'denied');
    assert.equal(error.code, 'HTTP 401');
    assert.equal(puts(), 1);
  });

  it('says that nothing can be put at this address', async () => {
    const error = await failsWith(upload('/{id}.zip').stored, 'settings');
    assert.match(error.detail, /takes no uploads at this address \(HTTP 405\)/);
  });

  it('says that the platform could not read what needs a login', async () => {
    const error = await failsWith(upload('/hidden/{id}.zip').stored, 'unreadable');
    assert.match(error.detail, /without a login/);
    assert.equal(puts(), 1);
  });

  it('says that nothing is at the public address, or that something else is', async () => {
    const at = (template: string) => upload('/up/{id}.zip', { publicAddress: { kind: 'template', template } }).stored;
    assert.match((await failsWith(at(`${proxy.url}/up/none-{id}.zip`), 'unreadable')).detail, /nothing is found/);
    const { made, stored } = upload('/up/other.zip', {}, 777);
    await stored;
    await failsWith(at(`${proxy.url}/up/other.zip`), 'checksum');
    await assertThere(`${proxy.url}/up/other.zip`, made.bytes);
  });

  it('refuses settings before a byte is sent', async () => {
    for (const place of ['/up/{nothing}.zip', '/up/{id', '/up/x#y']) await failsWith(upload(place).stored, 'settings');
    await failsWith(upload('/up/{id}.zip', { headers: { Host: 'x' } }).stored, 'settings');
    await failsWith(
      upload('/up/{id}.zip', { publicAddress: { kind: 'template', template: 'nowhere' } }).stored,
      'settings',
    );
    assert.equal(proxy.seen.length, 0);
  });

  it('follows a redirect within the server, with its login', async () => {
    const headers = { location: '/up/moved/there.zip' };
    proxy.next(isStore, { kind: 'answer', status: 307, headers });
    const { made, stored } = upload('/up/{id}.zip', {
      publicAddress: { kind: 'template', template: `${proxy.url}/up/moved/there.zip` },
    });
    await assertThere((await stored).url, made.bytes);
  });

  it('sends the sum where the server wants it', async () => {
    await upload('/up/{id}.zip', { headers: { 'X-Checksum-Sha256': '{sha256}' } }).stored;
    assert.match(String(proxy.seen.find(isStore)?.headers['x-checksum-sha256']), /^[0-9a-f]{64}$/);
  });

  it('leaves no half file on the server after a cancel', async () => {
    const stop = new AbortController();
    const made = files.make(5_000_000);
    const uploader = createHttpUploader({
      ...toldWorld().effects,
      uploadUrl: `${proxy.url}/up/half.zip`,
      auth: () => Promise.resolve({ kind: 'basic', ...webUser }),
    });
    proxy.next(isStore, { kind: 'slow', bytesPerSecond: 10_000_000 });
    const onProgress = (): void => stop.abort();
    await assert.rejects(uploader({ ...made.job, signal: stop.signal, onProgress }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.ok(!existsSync(path.join(nginx.data, 'up', 'half.zip')));
    assert.deepEqual(readdirSync(path.join(nginx.data, '.tmp')), []);
  });
});

describe('upload to Apache: folders', function () {
  this.timeout(60_000);
  it('makes those that are missing, and says so where it may not', async function () {
    const apache = await startApache();
    if (!apache) return this.skip();
    const files = packages();
    try {
      const options = {
        ...toldWorld().effects,
        uploadUrl: `${apache.url}/up/一/two words/{id}.zip`,
        auth: () => Promise.resolve({ kind: 'basic', ...webUser } as const),
      };
      const made = files.make(5000);
      await failsWith(createHttpUploader({ ...options, makeFolders: false })(made.job), 'notFound');
      const { url } = await createHttpUploader(options)(made.job);
      await assertThere(url, made.bytes);
    } finally {
      files.clear();
      await apache.stop();
    }
  });
});
