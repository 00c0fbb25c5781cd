import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { acquireLock } from '../../../src/disk/fileLock';
import { MultipartUploads } from '../../../src/sandbox/cos/multipart';
import { ObjectStore } from '../../../src/sandbox/cos/objectStore';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, send, withSandbox } from './support/cloud';
import { goodProgram, withFile, withFolder, zipOf } from './support/files';
import { createProgram, createVersion, releaseVersion, submit, superApps } from './support/program';
import { store, uploadKey } from './support/store';

const start = (stateFile: string, more: SandboxOptions = {}): Promise<Sandbox> =>
  startSandbox({ seed: 'empty', buildMs: 0, rateLimit: 'off', stateFile, takeLock: acquireLock, ...more });
const objectsOf = (stateFile: string): Promise<readonly string[]> => readdir(`${stateFile}.objects`);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('sandbox: two on one state file', () => {
  it('the second says so, and takes nothing from the first', () =>
    withFolder(async (folder) => {
      const file = join(folder, '沙箱 state.json');
      const first = await start(file);
      const key = await uploadKey(first);
      await store(first, key, 'PUT', key.object, { body: 'x' });
      const before = await objectsOf(file);
      assert.equal(before.length, 1);
      let skipped = 0;
      const quick = {
        now: () => Date.now() + skipped,
        sleep: (ms: number): Promise<void> => Promise.resolve().then(() => void (skipped += ms)),
      };
      await assert.rejects(
        start(file, { clock: quick }),
        /Another sandbox works with the state file .*沙箱 state\.json/,
      );
      assert.deepEqual(await objectsOf(file), before, 'not yet in the state, and still there');
      await first.close();
      const second = await start(file);
      assert.equal((await store(second, undefined, 'GET', key.object)).status, 200);
      await second.close();
    }));
  it('the second waits for the first to end, and finds what that one knew', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const first = await start(file);
      const second = start(file);
      await later(150);
      const MNPId = await createProgram(first);
      await first.close();
      const after = await second;
      assert.ok(after.state.programs.has(MNPId));
      await after.close();
    }));
  it('one that cannot start lets the file go', () =>
    withFolder(async (folder) => {
      const other = await startSandbox({ seed: 'empty' });
      const file = join(folder, 'state.json');
      const port = Number(new URL(other.url).port);
      await assert.rejects(start(file, { port }), /is in use/);
      await other.close();
      await (await start(file)).close();
    }));
});

describe('sandbox: end', () => {
  it('does not wait for a download, and what comes later is not written over the next one', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      let endDownload: ((answer: Response) => void) | undefined;
      let signal: AbortSignal | null | undefined;
      const sandbox = await start(file, {
        fetch: (_url, init) => {
          signal = init?.signal;
          return new Promise((resolve) => (endDownload = resolve));
        },
      });
      const MNPId = await createProgram(sandbox);
      const FileUrl = 'https://files.example.org/package.zip';
      const version = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'News' };
      const asked = send(sandbox, 'CreateMNPVersion', version).catch(() => undefined);
      while (!endDownload) await later(5);
      await sandbox.close();
      await asked;
      assert.equal(signal?.aborted, true);
      const text = await readFile(file, 'utf8');
      endDownload(new Response(new Uint8Array(await zipOf(goodProgram))));
      await later(400);
      assert.equal(await readFile(file, 'utf8'), text);
    }));
  it('does not wait for a delay that was asked for', async () => {
    const delay = { isWaiting: false };
    const sandbox = await startSandbox({
      seed: 'empty',
      clock: {
        now: () => Date.now(),
        sleep: (_ms, signal) =>
          new Promise((_resolve, reject) => {
            delay.isWaiting = true;
            signal?.addEventListener('abort', () => {
              delay.isWaiting = false;
              reject(new Error('ended'));
            });
          }),
      },
    });
    sandbox.faults.next({ action: 'DescribeMNPList', delayMs: 3_600_000 });
    const asked = send(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 10 }).catch(() => undefined);
    while (!delay.isWaiting) await later(5);
    await sandbox.close();
    await asked;
    assert.equal(delay.isWaiting, false);
  });
  it('a folder that is gone costs the state, not the sandbox', () =>
    withFolder(async (folder) => {
      const inner = join(folder, 'inner');
      await mkdir(inner);
      const said: string[] = [];
      const note = (text: string): void => void said.push(text);
      const log = { debug: note, info: note, warn: note, error: note };
      const sandbox = await start(join(inner, 'state.json'), { log });
      await rm(inner, { recursive: true });
      await writeFile(inner, 'a file now');
      await createProgram(sandbox);
      await later(400);
      assert.equal((await call(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 10 })).TotalCount, 1);
      assert.match(said.join('\n'), /could not be saved/);
      await sandbox.close();
    }));
  it('what a killed one left half-written is taken away, and nothing else', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const draft = 'state.json.0f8fad5b-d9cb-469f-a165-70867728950e.tmp';
      await writeFile(join(folder, draft), '{');
      const kept = ['state.json.b.0f8fad5b-d9cb-469f-a165-70867728950e.tmp', 'state.json.mine.tmp'];
      for (const name of kept) await writeFile(join(folder, name), 'kept');
      await (await start(file)).close();
      assert.deepEqual((await readdir(folder)).sort(), ['state.json', ...kept, 'state.json.objects']);
    }));
});

describe('sandbox: an upload in parts', () => {
  it('that is completed twice at once is one object, and both are told of it', () =>
    withFolder(async (folder) => {
      const objects = new ObjectStore(folder, new Map(), () => {});
      const uploads = new MultipartUploads(objects, Math.random);
      const upload = uploads.start('bucket/a.zip', 'application/zip', 1);
      const part = await objects.receive(Readable.from([Buffer.from('the end')]));
      uploads.addPart(upload, 1, part, 1);
      const listed = [{ number: 1, etag: part.md5 }];
      const [first, second] = await Promise.all([
        uploads.complete(upload, listed, 2),
        uploads.complete(upload, listed, 2),
      ]);
      assert.equal(first, second);
      assert.deepEqual(await readdir(folder), [first.file]);
    }));
});
describe('sandbox: packages', () => {
  it('of a mini program go with it, those of debug versions are not kept, nor those of one deleted meanwhile', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const zip = await zipOf(goodProgram);
      const gone = { id: '' };
      const sandbox = await start(file, {
        fetch: async (...args) => {
          const answer = await fetch(...args);
          if (gone.id !== '') sandbox.state.programs.delete(gone.id);
          return answer;
        },
      });
      const MNPId = await createProgram(sandbox);
      await releaseVersion(sandbox, MNPId, '1.0.0');
      await createVersion(sandbox, MNPId, '1.1.0');
      assert.equal((await objectsOf(file)).length, 2);
      await withFile(zip, async (FileUrl) => {
        const version = { MNPId, MNPVersion: '1.2.0', FileUrl, MNPVersionIntro: 'News' };
        await call(sandbox, 'CreateMNPVersion', { ...version, VersionType: 1 });
        assert.equal((await objectsOf(file)).length, 2);
        const other = await createProgram(sandbox, undefined, 'Other');
        gone.id = other;
        assert.equal(
          await codeOf(sandbox, 'CreateMNPVersion', { ...version, MNPId: other }),
          'InvalidParameterValue.InvalidMNPId',
        );
        gone.id = '';
        assert.equal((await objectsOf(file)).length, 2);
      });
      await call(sandbox, 'DeleteMNP', { MNPId });
      assert.deepEqual([await objectsOf(file), sandbox.state.objects.size], [[], 0]);
      await sandbox.close();
    }));
  it(
    'with an address that is not well encoded are refused in the documented way',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const FileUrl = `${sandbox.url}/cos/tcmpp-sandbox-1250000000/%E0%A4%A.zip`;
      const version = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'News' };
      assert.equal(await codeOf(sandbox, 'CreateMNPVersion', version), 'FailedOperation.FileDownloadFailed');
    }),
  );
  it(
    'have one verdict for each super app: two in one request are refused, and neither counts',
    withSandbox({}, async (sandbox) => {
      const MNPVersionId = await createVersion(sandbox, await createProgram(sandbox), '1.0.0');
      const ApprovalNo = await submit(sandbox, MNPVersionId);
      const [AppId = ''] = superApps(sandbox);
      const ApprovalItems = [3, 2].map((ApprovalResult) => ({ AppId, ApprovalResult, ApprovalNote: 'Seen' }));
      assert.equal(await codeOf(sandbox, 'ProcessMNPApproval', { ApprovalNo, ApprovalItems }), 'InvalidParameterValue');
      assert.deepEqual(
        sandbox.state.approvals.get(ApprovalNo)?.items.map(({ status }) => status),
        sandbox.state.approvals.get(ApprovalNo)?.items.map(() => 1),
      );
    }),
  );
});
