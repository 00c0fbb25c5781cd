import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ObjectStore, TooLarge } from '../../../src/sandbox/cos/objectStore';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, withSandbox } from './support/cloud';
import { goodProgram, withFile, withFolder, zipOf } from './support/files';
import { createProgram, stages } from './support/program';

/** Builds these bytes; answers the task. */
async function build(sandbox: Sandbox, bytes: Uint8Array, MNPId: string, more: object = {}) {
  let task: Awaited<ReturnType<typeof read>> | undefined;
  const read = (BusinessId: string) => call(sandbox, 'DescribeMNPVersion', { BusinessId });
  await withFile(bytes, async (FileUrl) => {
    const version = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'News', ...more };
    task = await read((await call(sandbox, 'CreateMNPVersion', version)).TaskId ?? '');
  });
  assert.ok(task);
  return task;
}

describe('sandbox: builds', () => {
  it(
    'takes app.json or game.json at the root, in the only folder, or in miniprogramRoot',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const good = [
        goodProgram,
        { 'game.json': '{}', 'game.js': '' },
        { 'shop/app.json': '{"pages":[]}', 'shop/app.js': '' },
        { 'project.config.json': '{"miniprogramRoot":"./dist/"}', 'dist/app.json': '{}', 'src/app.ts': '' },
        { 'shop/project.config.json': '{"miniprogramRoot":"mp"}', 'shop/mp/app.json': '{}' },
        { 'app.json': '\uFEFF{"pages":[]}' },
      ];
      for (const files of good) {
        const task = await build(sandbox, await zipOf(files), MNPId);
        assert.deepEqual([task.TaskStatus, task.TaskMsg], [60, 'Success'], Object.keys(files).join());
      }
    }),
  );
  it(
    'fails the task with a sentence when there is no mini program in the file, and makes no version',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const zip = await zipOf(goodProgram);
      for (const [bytes, words] of [
        [await zipOf({ 'index.html': '<p>Hello</p>' }), /app\.json \(or game\.json\) was not found/],
        [await zipOf({ 'a/app.json': '{}', 'b/other.js': '' }), /app\.json \(or game\.json\) was not found/],
        [await zipOf({ 'app.json': '{"pages":' }), /app\.json is not valid JSON/],
        [await zipOf({ 'app.json': '[]' }), /app\.json does not hold a JSON object/],
        [Buffer.from('<html>not a zip</html>'), /not a readable zip/],
        [zip.subarray(0, zip.length - 30), /not a readable zip/],
      ] as const) {
        const task = await build(sandbox, bytes, MNPId);
        assert.equal(task.TaskStatus, 30);
        assert.match(task.TaskMsg ?? '', words);
      }
      assert.deepEqual(await stages(sandbox, MNPId), []);
    }),
  );
  it(
    'measures the sub-packages',
    withSandbox({}, async (sandbox) => {
      const config = '{"pages":["index"],"subpackages":[{"root":"shop/","pages":["list"]}]}';
      const zip = await zipOf({ 'app.json': config, 'index.js': '12345', 'shop/list.js': '123' });
      const task = await build(sandbox, zip, await createProgram(sandbox));
      assert.deepEqual(task.SubPackageInfos, [
        { Name: '__APP__', Size: config.length + 5 },
        { Name: 'shop', Size: 3 },
      ]);
    }),
  );
  it(
    'gives a debug version a QR text for an hour and no row',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const task = await build(sandbox, await zipOf(goodProgram), MNPId, { VersionType: 1 });
      assert.match(task.QRCode ?? '', /^tcmpp:\/\/applet\/\?appId=mp\w+&type=2&businessId=\w+&timestamp=\d+$/);
      const left = (task.ExpireTime ?? 0) - Date.now() / 1000;
      assert.ok(left > 3590 && left <= 3600);
      assert.deepEqual(await stages(sandbox, MNPId), []);
    }),
  );
  it('refuses a file over 100 MB by what the server announces', async () => {
    let cancelled = false;
    const body = () => new ReadableStream({ cancel: () => void (cancelled = true) });
    const huge = () => Promise.resolve(new Response(body(), { headers: { 'content-length': '104857601' } }));
    const sandbox = await startSandbox({ seed: 'empty', rateLimit: 'off', fetch: huge });
    try {
      const version = {
        MNPId: await createProgram(sandbox),
        MNPVersion: '1.0.0',
        FileUrl: 'https://files.example.org/huge.zip',
        MNPVersionIntro: 'News',
      };
      assert.equal(await codeOf(sandbox, 'CreateMNPVersion', version), 'InvalidParameterValue.MNPFileSizExceedLimit');
      assert.ok(cancelled, 'nothing is downloaded');
    } finally {
      await sandbox.close();
    }
  });
  it('stops receiving at the limit and leaves nothing behind', async () => {
    await withFolder(async (folder) => {
      const store = new ObjectStore(folder, new Map(), () => {});
      const source = Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
      await assert.rejects(store.receive(source, 1000), TooLarge);
      assert.deepEqual(await readdir(folder), []);
    });
  });
});
