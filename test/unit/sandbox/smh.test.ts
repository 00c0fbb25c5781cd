import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { authorization, withSandbox } from './support/cloud';
import { withFolder } from './support/files';
import { startSandbox } from '../../../src/sandbox/startSandbox';

/** A caller of our own, written from the library's document. */
async function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<{ status: number; json: any; location: string | null }> {
  const url = new URL(`${sandbox.url}/api/v1/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const answer = await fetch(url, { method, redirect: 'manual', ...(body && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return {
    status: answer.status,
    json: text === '' ? undefined : JSON.parse(text),
    location: answer.headers.get('location'),
  };
}
async function control(sandbox: Sandbox, action: string, request: object, secretKey = sandbox.secretKey): Promise<any> {
  const timestamp = Math.floor(Date.now() / 1000);
  const body = JSON.stringify(request);
  const { host } = new URL(sandbox.url);
  const signed = { secretId: sandbox.secretId, secretKey, host, service: 'smh', timestamp, body };
  const headers = {
    'content-type': 'application/json',
    'x-tc-action': action,
    'x-tc-version': '2021-07-12',
    'x-tc-timestamp': String(timestamp),
    authorization: authorization(signed),
  };
  const answer: any = await (await fetch(sandbox.url, { method: 'POST', headers, body })).json();
  return answer.Response;
}
const one = 'smh1sandboxone01';
const many = 'smh1sandboxmany1';
const publishing = 'create_directory,upload_file';

async function tokenFor(
  sandbox: Sandbox,
  library: string,
  query: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { LibrarySecret: secret } = await control(sandbox, 'DescribeLibrarySecret', { LibraryId: library });
  const made = await ask(sandbox, 'POST', 'token', {
    library_id: library,
    library_secret: secret,
    grant: publishing,
    ...query,
  });
  assert.equal(made.status, 200, JSON.stringify(made.json));
  return made.json.accessToken;
}
const code = async (promise: ReturnType<typeof ask>): Promise<string> => {
  const { status, json } = await promise;
  return `${status} ${json?.code ?? ''}`.trim();
};
const sumOf = (bytes: Uint8Array): string => {
  const sum = new Crc64();
  sum.update(bytes);
  return sum.digest();
};
const store = (ticket: any, body: Uint8Array, query = ''): Promise<Response> =>
  fetch(`http://${ticket.domain}${ticket.path}${query}`, { method: 'PUT', headers: ticket.headers, body });

describe('sandbox: media library', () => {
  it(
    'tells the libraries and their secrets to the account only',
    withSandbox({}, async (sandbox) => {
      const { List: list } = await control(sandbox, 'DescribeLibraries', {});
      assert.deepEqual(
        list.map((library: any) => [library.LibraryId, library.LibraryExtension.IsMultiSpace, library.AccessDomain]),
        [
          [one, false, new URL(sandbox.url).host],
          [many, true, new URL(sandbox.url).host],
        ],
      );
      const told = await control(sandbox, 'DescribeLibrarySecret', { LibraryId: one });
      assert.match(told.LibrarySecret, /^\w{32,}$/);
      assert.match(told.RequestId, /^[0-9a-f-]{36}$/);
      const errors = [
        (await control(sandbox, 'DescribeLibrarySecret', { LibraryId: 'smh1nobody' })).Error.Code,
        (await control(sandbox, 'DescribeLibrarySecret', {})).Error.Code,
        (await control(sandbox, 'DescribeLibrarySecret', { LibraryId: one }, 'wrong')).Error.Code,
      ];
      assert.deepEqual(errors, ['ResourceNotFound.Library', 'MissingParameter', 'AuthFailure.SignatureFailure']);
    }),
  );

  it(
    'keeps a file once it is begun, stored and confirmed with its sum, and not before',
    withSandbox({}, async (sandbox) => {
      const access_token = await tokenFor(sandbox, one);
      const bytes = Buffer.from('the package');
      const file = `file/${one}/-/发布/a.zip`;
      assert.equal(await code(ask(sandbox, 'PUT', file, { access_token })), '404 DirectoryNotFound');
      assert.equal((await ask(sandbox, 'PUT', `directory/${one}/-/发布`, { access_token })).status, 201);
      assert.equal(
        await code(ask(sandbox, 'PUT', `directory/${one}/-/发布`, { access_token })),
        '409 SameNameDirectoryOrFileExists',
      );
      const begun = await ask(sandbox, 'PUT', file, { access_token, filesize: '11' });
      assert.equal(begun.status, 201);
      const confirm = `file/${one}/-/${String(begun.json.confirmKey)}`;
      assert.equal(
        await code(ask(sandbox, 'POST', confirm, { access_token, confirm: '' })),
        '404 CosObjectNonexistent',
      );
      assert.equal((await store(begun.json, bytes)).status, 200);
      assert.equal(await code(ask(sandbox, 'GET', file, { access_token, info: '' })), '404 FileNotFound');
      assert.equal(
        await code(ask(sandbox, 'POST', confirm, { access_token, confirm: '' }, { crc64: '1' })),
        '400 BadCrc64',
      );
      const done = await ask(sandbox, 'POST', confirm, { access_token, confirm: '' }, { crc64: sumOf(bytes) });
      assert.deepEqual([done.status, done.json.path, done.json.size], [200, ['发布', 'a.zip'], '11']);
      assert.equal(await code(ask(sandbox, 'POST', confirm, { access_token, confirm: '' })), '409 UploadComplete');
      const info = await ask(sandbox, 'GET', file, { access_token, info: '', purpose: 'download' });
      assert.equal(await (await fetch(info.json.cosUrl)).text(), 'the package');
      assert.equal((await fetch(String(info.json.cosUrl).split('?')[0]!)).status, 403, 'not without a signature');
      assert.equal((await ask(sandbox, 'GET', file, { access_token })).status, 302);
    }),
  );

  it(
    'renames, asks or overwrites as it is told, and as the token may',
    withSandbox({}, async (sandbox) => {
      const put = async (strategy: string, grant = publishing): Promise<string> => {
        const access_token = await tokenFor(sandbox, one, { grant });
        const begun = await ask(sandbox, 'PUT', `file/${one}/-/a.zip`, {
          access_token,
          conflict_resolution_strategy: strategy,
        });
        if (begun.status !== 201) return begun.json.code;
        await store(begun.json, Buffer.from(strategy));
        const done = await ask(sandbox, 'POST', `file/${one}/-/${String(begun.json.confirmKey)}`, {
          access_token,
          confirm: '',
        });
        return done.json.path.join('/');
      };
      assert.equal(await put('ask'), 'a.zip');
      assert.equal(await put('ask'), 'SameNameDirectoryOrFileExists');
      assert.equal(await put('rename'), 'a (1).zip');
      assert.equal(await put('overwrite'), 'NoPermission');
      assert.equal(await put('overwrite', 'upload_file,upload_file_force'), 'a.zip');
      assert.equal(await put('replace'), 'InvalidConflictResolutionStrategy');
      assert.equal(await put('ask', 'create_directory'), 'NoPermission');
    }),
  );

  it(
    'keeps spaces, libraries and tokens apart',
    withSandbox({}, async (sandbox) => {
      const { LibrarySecret: library_secret } = await control(sandbox, 'DescribeLibrarySecret', { LibraryId: many });
      const make = (query: Record<string, string>): ReturnType<typeof ask> =>
        ask(sandbox, 'GET', 'token', { library_id: many, ...query });
      assert.equal(await code(make({})), '400 EmptyLibraryIdOrSecret');
      assert.equal(await code(make({ library_secret: 'wrong' })), '404 WrongLibraryIdOrSecret');
      assert.equal(await code(make({ library_secret })), '400 EmptySpaceId');
      assert.equal(await code(make({ library_secret, space_id: 'space9' })), '404 SpaceNotFound');
      assert.equal(
        await code(make({ library_secret, space_id: 'space1sandbox001', grant: 'fly' })),
        '400 InvalidGrant',
      );
      const access_token = await tokenFor(sandbox, many, { space_id: 'space1sandbox001' });
      const begin = (place: string, query: Record<string, string> = { access_token }) =>
        code(ask(sandbox, 'PUT', `file/${place}/a.zip`, query));
      assert.equal(await begin(`${many}/space1sandbox001`), '201');
      assert.equal(await begin(`${many}/space2sandbox002`), '403 AccessTokenNotMatchSpace');
      assert.equal(await begin(`${many}/-`), '404 SpaceNotFound');
      assert.equal(await begin(`${one}/-`), '403 AccessTokenNotMatchLibrary');
      assert.equal(await begin('smh1nobody/-'), '404 LibraryNotFound');
      assert.equal(await begin(`${many}/space1sandbox001`, {}), '400 EmptyAccessToken');
      assert.equal((await ask(sandbox, 'DELETE', `token/${many}/${access_token}`)).status, 204);
      assert.equal(await begin(`${many}/space1sandbox001`), '403 InvalidAccessToken');
    }),
  );

  it('lets a token live as long as it is used, and no longer', async () => {
    let now = Date.now();
    await withSandbox({ clock: { now: () => now, sleep: () => Promise.resolve() } }, async (sandbox) => {
      const access_token = await tokenFor(sandbox, one, { period: '300' });
      const use = (): Promise<string> => code(ask(sandbox, 'PUT', `file/${one}/-/a.zip`, { access_token }));
      for (let i = 0; i < 3; i++) {
        now += 299_000;
        assert.equal(await use(), '201');
      }
      now += 301_000;
      assert.equal(await use(), '403 InvalidAccessToken');
    })();
  });

  it(
    'puts parts together, tells and renews them on the way, and forgets them when told',
    withSandbox({}, async (sandbox) => {
      const access_token = await tokenFor(sandbox, one);
      const begin = async (): Promise<any> =>
        (await ask(sandbox, 'POST', `file/${one}/-/big.zip`, { access_token, multipart: '' })).json;
      const parts = [Buffer.alloc(1024 * 1024, 'a'), Buffer.from('the end')];
      const ticket = await begin();
      const key = `file/${one}/-/${String(ticket.confirmKey)}`;
      const part = (number: number, from = ticket): Promise<Response> =>
        store(from, parts[number - 1]!, `?uploadId=${String(ticket.uploadId)}&partNumber=${number}`);
      assert.equal((await part(2)).status, 200);
      assert.equal(
        await code(ask(sandbox, 'POST', key, { access_token, confirm: '' })),
        '400 MultipartUploadIncomplete',
      );
      const renewed = (await ask(sandbox, 'POST', key, { access_token, renew: '' })).json;
      assert.equal((await part(1, renewed)).status, 200);
      const status = (await ask(sandbox, 'GET', key, { access_token, upload: '' })).json;
      assert.deepEqual(
        status.parts.map(({ PartNumber, Size }: any) => [PartNumber, Size]),
        parts.map((bytes, i) => [i + 1, bytes.length]),
      );
      // Twice at once, as by a client that has lost patience: one file comes of it.
      const confirm = (): ReturnType<typeof ask> =>
        ask(sandbox, 'POST', key, { access_token, confirm: '' }, { crc64: sumOf(Buffer.concat(parts)) });
      const both = await Promise.all([confirm(), confirm()]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
      assert.equal(sandbox.state.mediaFiles.size, 1);
      const other = await begin();
      const otherKey = `file/${one}/-/${String(other.confirmKey)}`;
      assert.equal((await ask(sandbox, 'DELETE', otherKey, { access_token, upload: '' })).status, 204);
      assert.equal(await code(ask(sandbox, 'GET', otherKey, { access_token, upload: '' })), '404 ConfirmKeyNotFound');
      assert.equal(sandbox.multipart.list().length, 0);
    }),
  );

  it(
    'has a quota and rules for names',
    withSandbox({}, async (sandbox) => {
      const access_token = await tokenFor(sandbox, one);
      const [library] = sandbox.media.libraries;
      library!.quota = 10;
      library!.allowedExtensions = ['.zip'];
      const begin = (name: string, filesize: string) =>
        code(ask(sandbox, 'PUT', `file/${one}/-/${name}`, { access_token, filesize }));
      assert.equal(await begin('a.zip', '11'), '400 QuotaLimitReached');
      assert.equal(await begin('a.zip', '10'), '201');
      assert.equal(await begin('a.exe', '1'), '400 ExtnameNotAllowed');
      assert.equal(await begin(`${'n'.repeat(300)}.zip`, '1'), '400 FileNameLengthExceed');
    }),
  );

  it('keeps its files over a restart, and no secret', () =>
    withFolder(async (folder) => {
      const stateFile = `${folder}/state.json`;
      const before = await startSandbox({ seed: 'empty', stateFile });
      const { LibrarySecret: librarySecret } = await control(before, 'DescribeLibrarySecret', { LibraryId: one });
      const access_token = await tokenFor(before, one);
      const { json } = await ask(before, 'PUT', `file/${one}/-/a.zip`, { access_token });
      await store(json, Buffer.from('kept'));
      await ask(before, 'POST', `file/${one}/-/${String(json.confirmKey)}`, { access_token, confirm: '' });
      await before.close();
      const saved = await readFile(stateFile, 'utf8');
      for (const own of [access_token, librarySecret]) assert.ok(!saved.includes(own));
      const after = await startSandbox({ stateFile });
      const again = await tokenFor(after, one);
      const info = await ask(after, 'GET', `file/${one}/-/a.zip`, { access_token: again, info: '' });
      assert.equal(await (await fetch(info.json.cosUrl)).text(), 'kept');
      await after.close();
    }));

  it(
    'fails on request, in its own manner',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'smh:POST', code: 'ServerOverloaded', httpStatus: 503 });
      const failed = await ask(sandbox, 'POST', 'token');
      assert.deepEqual([failed.status, failed.json.code], [503, 'ServerOverloaded']);
    }),
  );
});
