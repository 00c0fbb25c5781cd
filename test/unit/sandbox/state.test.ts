import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxStartError } from '../../../src/sandbox/startError';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { stateFromText, stateToText } from '../../../src/sandbox/stateFile';
import { seedState } from '../../../src/sandbox/seed';
import { call, codeOf } from './support/cloud';
import { goodProgram, withFolder, zipOf } from './support/files';
import { createProgram, createVersion, releaseVersion, stages, submit } from './support/program';
import { store, uploadKey } from './support/store';

const start = (stateFile: string, more = {}): Promise<Sandbox> =>
  startSandbox({ seed: 'empty', buildMs: 0, rateLimit: 'off', stateFile, ...more });

describe('sandbox: state', () => {
  it('survives a restart on another port: programs, approvals, previews, objects', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'deep', 'state.json');
      const before = await start(file);
      const MNPId = await createProgram(before);
      await releaseVersion(before, MNPId, '1.0.0');
      const MNPVersionId = await createVersion(before, MNPId, '1.1.0');
      await submit(before, MNPVersionId);
      await call(before, 'ConfigureMNPPreview', { MNPId, MNPVersionId, ActionType: 1 });
      const seen = await stages(before, MNPId);
      await before.close();

      const after = await start(file);
      assert.deepEqual(await stages(after, MNPId), seen);
      assert.deepEqual([after.platformId, after.secretId], [before.platformId, before.secretId]);
      assert.notEqual(after.secretKey, before.secretKey);
      const preview = await call(after, 'DescribeMNPPreview', { MNPId, MNPVersionId });
      const { Data } = await call(after, 'DescribeMNPOfflinePackageURL', { MNPId });
      for (const url of [preview.QRCodeUrl ?? '', Data ?? '']) {
        assert.ok(url.startsWith(after.url), url);
        assert.equal((await fetch(url)).status, 200);
      }
      await after.close();
    }));
  it('is saved soon after a change, not only at the end', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const sandbox = await start(file);
      const MNPId = await createProgram(sandbox);
      for (let i = 0; i < 40; i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (
          await readFile(file, 'utf8').then(
            (text) => text.includes(MNPId),
            () => false,
          )
        )
          break;
      }
      assert.ok((await readFile(file, 'utf8')).includes(MNPId));
      await sandbox.close();
    }));
  it('holds no secret, and leaves no temporary file behind', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const sandbox = await start(file, { secretKey: 'a-very-secret-key' });
      const key = await uploadKey(sandbox);
      await store(sandbox, key, 'PUT', key.object, { body: 'x' });
      await sandbox.close();
      const text = await readFile(file, 'utf8');
      for (const secret of ['a-very-secret-key', key.secretKey, key.token ?? '']) assert.ok(!text.includes(secret));
      assert.deepEqual((await readdir(folder)).sort(), ['state.json', 'state.json.objects']);
      const objects = await readdir(`${file}.objects`);
      assert.equal(objects.length, 1);

      await writeFile(join(`${file}.objects`, 'half-written.part'), 'x');
      const again = await start(file);
      assert.deepEqual(await readdir(`${file}.objects`), objects);
      await rm(join(`${file}.objects`, objects[0] ?? ''));
      assert.equal((await store(again, undefined, 'GET', key.object)).code, 'NoSuchKey');
      await again.close();
    }));
  it('finds a package that was uploaded before the restart, though its address names the old port', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const before = await start(file);
      const MNPId = await createProgram(before);
      const key = await uploadKey(before);
      await store(before, key, 'PUT', key.object, { body: await zipOf(goodProgram) });
      const FileUrl = `${before.url}/cos/${key.object}`;
      await before.close();

      const after = await start(file);
      const request = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'News' };
      const { TaskId } = await call(after, 'CreateMNPVersion', request);
      assert.equal((await call(after, 'DescribeMNPVersion', { BusinessId: TaskId ?? '' })).TaskStatus, 60);
      const elsewhere = { ...request, FileUrl: `${before.url}/cos/${key.object}x` };
      assert.equal(await codeOf(after, 'CreateMNPVersion', elsewhere), 'FailedOperation.FileDownloadFailed');
      await after.close();
    }));
  it('refuses a file it cannot use, naming the file and the remedy, and leaves it alone', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const seeded = stateToText(seedState('empty', 1_800_000_000));
      const hollow = seeded.replace('"programs":[]', '"programs":[["mp1",null]]');
      assert.notEqual(hollow, seeded);
      for (const [text, remedy] of [
        ['{"format":1,', /Delete the file/],
        ['null', /Delete the file/],
        ['{"format":"one"}', /Delete the file/],
        ['{"format":1,"platformId":"T1"}', /Delete the file/],
        [hollow, /programs .*Delete the file/],
        // Deleting it would lose what the newer one knows.
        ['{"format":2,"platformId":"T1"}', /newer version\. Update/],
      ] as const) {
        await writeFile(file, text);
        await assert.rejects(start(file), (error: Error) => {
          assert.ok(error instanceof SandboxStartError);
          assert.ok(error.message.includes(file) && remedy.test(error.message), error.message);
          return true;
        });
        assert.equal(await readFile(file, 'utf8'), text);
      }
    }));
  it('brings a file of an earlier sandbox up to date: nothing is lost, roles begin to count', () => {
    const now = JSON.parse(stateToText(seedState('demo', 1_800_000_000)));
    const { sensitiveApis: _apis, permissions: _requests, globalDomains: _domains, ...old } = now;
    delete old.counters.globalDomain;
    for (const [, program] of old.programs) delete program.domains;
    old.roles = old.roles.filter(({ name }: any) => !/Senior|Member Manager/.test(name as string));
    const [publisher, administrator, developer, , reviewer] = old.users.map(([id]: any) => id as string);
    const roleOf = (name: string): number => old.roles.find((role: any) => role.name === name).id;
    for (const [, team] of old.teams) {
      team.members = [publisher, administrator, developer, reviewer, 'U-somebody'].map((userId, i) => ({
        userId,
        roleId: old.roles[i].id,
      }));
    }
    const state = stateFromText(JSON.stringify(old));
    assert.equal(state.programs.size, 11);
    assert.ok([...state.programs.values()].every(({ domains }) => domains.length === 0));
    assert.deepEqual([state.sensitiveApis.size, state.counters.globalDomain], [0, 5400]);
    assert.equal(new Set(state.roles.map(({ id }) => id)).size, 10);
    const studio = [...state.teams.values()].find(({ name }) => name === 'Coffee Shop Studio');
    const place = (userId: string): number | undefined =>
      studio?.members.find((member) => member.userId === userId)?.roleId;
    assert.equal(place(developer), roleOf('Mini Program Developer'));
    assert.deepEqual([place(administrator), place(reviewer)], [undefined, undefined]);
    assert.equal(place('U-somebody'), old.roles[4].id, 'whoever was added stays');
    const text = stateToText(state);
    assert.equal(stateToText(stateFromText(text)), text, 'done once');
  });
  it('can be written and read without loss', () => {
    const state = seedState('demo', 1_800_000_000);
    const plain = JSON.stringify(JSON.parse(stateToText(state)));
    assert.equal(stateToText(stateFromText(plain)), plain);
  });
  it('keeps objects in a folder that ends with the sandbox when there is no state file', async () => {
    const sandbox = await startSandbox({ seed: 'empty' });
    const key = await uploadKey(sandbox);
    await store(sandbox, key, 'PUT', key.object, { body: 'x' });
    await sandbox.close();
    await sandbox.close();
    await assert.rejects(fetch(sandbox.url));
  });
  it('says so when the port is taken', async () => {
    const first = await startSandbox({ seed: 'empty' });
    try {
      const port = Number(new URL(first.url).port);
      await assert.rejects(startSandbox({ port, seed: 'empty' }), new RegExp(`Port ${port} is in use`));
    } finally {
      await first.close();
    }
  });
});
