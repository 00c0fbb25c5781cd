import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addressProblem, fillAddress, publicUrl } from '../../../src/upload/httpAddress';
import { authHeaders, headerName } from '../../../src/upload/httpAuth';
import { withFile } from '../../../src/upload/openFile';
import { fillPath, placeValues, type PlaceValues, templateProblem } from '../../../src/upload/place';
import { type UploadJob, UploadError } from '../../../src/upload/upload';
import { Headers } from 'node-fetch';

const world = {
  clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), sleep: () => Promise.resolve() },
  newId: () => 'id7',
};
const settings = (error: unknown): boolean => error instanceof UploadError && error.kind === 'settings';

describe('where an upload goes', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'place-'));
    await writeFile(path.join(folder, 'x.zip'), 'abc');
  });
  after(() => rm(folder, { recursive: true }));
  const values = (job: Partial<UploadJob> = {}, templates: readonly string[] = ['']): Promise<PlaceValues> =>
    withFile(path.join(folder, 'x.zip'), (file) =>
      placeValues(world, { file: path.join(folder, 'x.zip'), suffix: '.zip', ...job }, file, templates),
    );
  const answer = (text: string, headers = {}) => ({
    status: 201,
    ok: true,
    text,
    headers: new Headers(headers),
    serverTime: undefined,
  });

  it('fills every name, and the sum only where it is wanted', async () => {
    const template = '{appId}/{version}/{fileName}/{name}{suffix}/{timestamp}-{id}/{sha256}';
    const full = await values({ appId: 'mp1', version: '1.2.3' }, [template]);
    assert.deepEqual(fillPath(template, full), [
      'mp1',
      '1.2.3',
      'x.zip',
      'x.zip',
      '20260102030405-id7',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ]);
    assert.equal((await values()).sha256, '');
  });

  it('lets no value leave its folder', async () => {
    for (const [version, safe] of [
      ['../../etc', '.._.._etc'],
      ['..', '_'],
      ['a\\b', 'a_b'],
      ['', '_'],
      ['a\u0000\nb', 'a__b'],
    ] as const)
      assert.equal((await values({ version })).version, safe);
    assert.throws(() => fillPath('a/../{id}', { ...({} as PlaceValues), id: 'x' }), settings);
    assert.throws(() => fillPath('//', {} as PlaceValues), settings);
  });

  it('says what a template cannot be', () => {
    assert.match(templateProblem('{app}/x') ?? '', /\{app\} is not known.*\{appId\}/);
    assert.match(templateProblem('{appId/x') ?? '', /left open/);
    for (const bad of ['files/x', 'ftp://h/x', 'https://u:p@h/{id}', 'https://{id}.h/x', 'https://h/x#y', 'file:///x'])
      assert.ok(addressProblem(bad), bad);
    assert.equal(addressProblem('https://h:8443/a b/{fileName}?x={id}'), undefined);
  });

  it('percent-encodes what it puts into an address', async () => {
    const odd = await values({ fileName: '包 #1?&%.zip' });
    const url = fillAddress('https://h/p/{fileName}', odd);
    assert.equal(url.href, 'https://h/p/%E5%8C%85%20%231%3F%26%25.zip');
  });

  it('finds the public address where the target says', async () => {
    const some = await values();
    const put = new URL('https://in.h/a/x.zip');
    assert.equal(publicUrl({ kind: 'same' }, put, some, answer('')), 'https://in.h/a/x.zip');
    assert.equal(
      publicUrl({ kind: 'template', template: 'https://cdn.h/{id}' }, put, some, answer('')),
      'https://cdn.h/id7',
    );
    const json = '{"a/b":[{"downloadUri":"https://cdn.h/y"}]}';
    assert.equal(
      publicUrl({ kind: 'pointer', pointer: '/a~1b/0/downloadUri' }, put, some, answer(json)),
      'https://cdn.h/y',
    );
    assert.equal(publicUrl({ kind: 'location' }, put, some, answer('', { location: '/z' })), 'https://in.h/z');
    for (const text of ['', '<html>', '{"downloadUri":5}', '{"downloadUri":"javascript:alert(1)"}', 'null'])
      assert.throws(
        () => publicUrl({ kind: 'pointer', pointer: '/downloadUri' }, put, some, answer(text)),
        settings,
        text,
      );
  });

  it('makes the header of each login, and remembers its secret', () => {
    const secrets: string[] = [];
    const remember = (secret: string): void => void secrets.push(secret);
    assert.deepEqual(authHeaders({ kind: 'basic', user: '上传', password: 'pä:ss' }, remember), {
      authorization: 'Basic 5LiK5LygOnDDpDpzcw==',
    });
    assert.deepEqual(authHeaders({ kind: 'bearer', token: ' tok ' }, remember), { authorization: 'Bearer tok' });
    assert.deepEqual(authHeaders({ kind: 'header', name: 'X-JFrog-Art-Api', value: 'k' }, remember), {
      'x-jfrog-art-api': 'k',
    });
    assert.deepEqual(secrets, ['pä:ss', '5LiK5LygOnDDpDpzcw==', 'tok', 'k']);
    assert.deepEqual(authHeaders({ kind: 'none' }, remember), {});
  });

  it('refuses what no header can carry, without showing it', () => {
    const refused = (value: string) => (error: unknown) => settings(error) && !String(error).includes(value);
    for (const token of ['a\r\nX-Evil: 1', '密码', ''])
      assert.throws(
        () => authHeaders({ kind: 'bearer', token }, () => undefined),
        token === '' ? settings : refused(token),
      );
    for (const name of ['Host', 'content-length', 'a b', 'x:y', '']) assert.throws(() => headerName(name), settings);
    assert.throws(() => authHeaders({ kind: 'basic', user: 'a:b', password: 'p' }, () => undefined), settings);
  });
});
