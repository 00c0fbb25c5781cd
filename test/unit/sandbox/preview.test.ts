import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { call, codeOf, send, withSandbox } from './support/cloud';
import { createProgram, createVersion } from './support/program';

async function scan(url: string): Promise<string> {
  const response = await fetch(url);
  assert.equal(response.headers.get('content-type'), 'image/png');
  const { data, width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? 'no QR code';
}

describe('sandbox: preview', () => {
  it(
    'draws a QR code that scans to the documented content',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const MNPVersionId = await createVersion(sandbox, MNPId, '1.0.0');
      await call(sandbox, 'ConfigureMNPPreview', { MNPId, MNPVersionId, ActionType: 1 });
      const shown = await call(sandbox, 'DescribeMNPPreview', { MNPId, MNPVersionId });
      const url = shown.QRCodeUrl ?? '';
      assert.ok(url.startsWith(`${sandbox.url}/`));
      const content = await scan(url);
      assert.match(content, /^tcmpp:\/\/applet\/\?appId=mp\w{14}&type=2&businessId=[a-z0-9]{18}&timestamp=\d{10}$/);
      assert.ok(content.includes(`appId=${MNPId}&`));
      assert.equal(content, shown.QRCodeContent);
      const older = await send(sandbox, 'DescribeMNPPreview', { MNPId, MNPVersionId }, { dialect: 'tcmpp' });
      assert.ok(!('QRCodeContent' in older.Data), 'the 2024 dialect has no such member');
    }),
  );
  it(
    'carries the entry page behind the documented members',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const MNPVersionId = await createVersion(sandbox, MNPId, '1.0.0');
      const PreivewEntrancePath = 'pages/menu/index?table=7';
      await call(sandbox, 'ConfigureMNPPreview', { MNPId, MNPVersionId, ActionType: 1, PreivewEntrancePath });
      const shown = await call(sandbox, 'DescribeMNPPreview', { MNPId, MNPVersionId });
      assert.equal(shown.PreviewEntrancePath, PreivewEntrancePath);
      const content = await scan(shown.QRCodeUrl ?? '');
      assert.match(content, /&timestamp=\d+&entryPagePath=pages%2Fmenu%2Findex%3Ftable%3D7$/);
    }),
  );
  it(
    'has one preview at a time: the old one is cancelled first',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const first = await createVersion(sandbox, MNPId, '1.0.0');
      const second = await createVersion(sandbox, MNPId, '1.0.1');
      const configure = (MNPVersionId: number, ActionType: number): Promise<string> =>
        codeOf(sandbox, 'ConfigureMNPPreview', { MNPId, MNPVersionId, ActionType });
      const showcase = async (): Promise<(number | null)[]> =>
        (await call(sandbox, 'DescribeMNPAllStageVersions', { MNPId })).map((row) => row.ShowCase);
      assert.equal(await configure(first, 1), 'ok');
      assert.deepEqual(await showcase(), [0, 1]);
      assert.equal(await configure(second, 1), 'FailedOperation.ShowcaseVersionAlreadyExist');
      const { QRCodeUrl } = await call(sandbox, 'DescribeMNPPreview', { MNPId, MNPVersionId: first });
      assert.equal(await configure(first, 2), 'ok');
      assert.equal((await fetch(QRCodeUrl ?? '')).status, 404, 'the picture ends with the preview');
      assert.equal(await configure(second, 1), 'ok');
      assert.deepEqual(await showcase(), [1, 0]);
    }),
  );
  it(
    'knows no preview of another version, another mini program or another action type',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      const other = await createProgram(sandbox, undefined, 'Other');
      const MNPVersionId = await createVersion(sandbox, MNPId, '1.0.0');
      const missing = 'FailedOperation.RecordNotFound';
      const configure = (change: object): Promise<string> =>
        codeOf(sandbox, 'ConfigureMNPPreview', { MNPId, MNPVersionId, ActionType: 1, ...change });
      assert.equal(await configure({ MNPVersionId: 1 }), missing);
      assert.equal(await configure({ MNPId: other }), missing);
      assert.equal(await configure({ ActionType: 2 }), missing, 'nothing to cancel');
      assert.equal(await configure({ ActionType: 3 }), 'InvalidParameterValue');
      assert.equal(await codeOf(sandbox, 'DescribeMNPPreview', { MNPId, MNPVersionId }), missing);
    }),
  );
  it(
    'draws icons, the same for the same mini program',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const { MNPIcon } = await call(sandbox, 'DescribeMNP', { MNPId: 'mpsandboxcoffee1' });
      const read = async (): Promise<Buffer> => Buffer.from(await (await fetch(MNPIcon ?? '')).arrayBuffer());
      const icon = await read();
      assert.equal(PNG.sync.read(icon).width, 96);
      assert.deepEqual(await read(), icon);
    }),
  );
});
