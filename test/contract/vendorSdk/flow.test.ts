import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { applyAction, approvalResult, previewAction, taskStatus, versionStatus } from '../../../src/contract/enums';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { startVendor, type Vendor, VendorError } from './vendor';

function packageBytes(): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify({ pages: ['pages/index/index'] })), 'app.json');
  zip.addBuffer(Buffer.from('App({})'), 'app.js');
  zip.addBuffer(Buffer.from('Page({})'), 'pages/index/index.js');
  zip.addBuffer(Buffer.from('<view>Hello</view>'), 'pages/index/index.wxml');
  zip.end();
  return buffer(zip.outputStream);
}
interface Row {
  readonly MNPVersion: string;
  readonly MNPVersionId: number;
  readonly Phase: string;
  readonly VersionCurrentStatus: number;
  readonly ApprovalNo: string;
}

describe('the vendor’s own SDK against the sandbox', function () {
  this.timeout(300_000);
  let sandbox: Sandbox;
  let vendor: Vendor;
  before(async () => {
    vendor = await startVendor();
    sandbox = await startSandbox({ port: 0, seed: 'demo', dialect: 'tcmpp', buildMs: 60 });
  });
  after(async () => {
    vendor.stop();
    await sandbox.close();
  });
  const call = (action: string, members: object, secretKey = sandbox.secretKey): Promise<any> => {
    const { url, region, secretId } = sandbox;
    const request = { PlatformId: sandbox.platformId, ...members };
    return vendor.run('call', { account: { url, region, secretId, secretKey }, action, request });
  };

  const versionRow = async (mnpId: string, number: string, phase: string): Promise<Row | undefined> => {
    const rows: Row[] = (await call('DescribeMNPAllStageVersions', { MNPId: mnpId })).Data;
    return rows.find((row) => row.MNPVersion === number && row.Phase === phase);
  };
  const build = async (mnpId: string, number: string): Promise<void> => {
    const secret = (
      await call('DescribeTempSecret4UploadFile2Cos', { BusinessName: 'tcmpp', Suffix: '.zip', PlatformId: undefined })
    ).Data;
    const url = await vendor.run('put', { url: sandbox.url, secret, bytes: await packageBytes() });
    const version = { MNPId: mnpId, MNPVersion: number, FileUrl: url, MNPVersionIntro: 'By the SDK – 由 SDK 创建' };
    const { TaskId } = (await call('CreateMNPVersion', version)).Data;
    for (let look = 0; look < 100; look++) {
      const task = (await call('DescribeMNPVersion', { BusinessId: TaskId })).Data;
      assert.notEqual(task.TaskStatus, taskStatus.failed, task.TaskMsg);
      if (task.TaskStatus === taskStatus.succeeded) return;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    assert.fail('the build never ended');
  };

  it('creates a program and takes a version from a zip to released', async () => {
    const teams = (await call('DescribeTeamList', { Offset: 0, Limit: 50 })).Data.DataList;
    const team = teams.find((one: any) => one.TeamRoleTypeList.includes(1) && one.RelatedTeamId);
    const [category] = (await call('DescribeMNPCategory', {})).Data;
    const created = await call('CreateMNP', {
      TeamId: team.TeamId,
      MNPName: 'Made by the SDK',
      MNPType: `${String(category.TypeName)}->${String(category.TypeValue[0])}`,
      MNPIntro: 'An intro',
      MNPDesc: 'A description',
      MNPIcon: 'https://127.0.0.1/icon.png',
    });
    const mnpId: string = created.Data.ResourceId;
    assert.match(mnpId, /^mp/);
    await build(mnpId, '1.0.0');
    const developed = await versionRow(mnpId, '1.0.0', 'Develop');
    assert.ok(developed);
    const MNPVersionId = developed.MNPVersionId;

    const preview = {
      MNPId: mnpId,
      MNPVersionId,
      ActionType: previewAction.set,
      PreivewEntrancePath: 'pages/index/index',
    };
    assert.equal((await call('ConfigureMNPPreview', preview)).Data.Result, true);
    const shown = (await call('DescribeMNPPreview', { MNPId: mnpId, MNPVersionId })).Data;
    assert.equal(shown.MNPVersion, '1.0.0');
    const picture = await fetch(shown.QRCodeUrl);
    assert.equal(picture.headers.get('content-type'), 'image/png');

    await call('CreateMNPApproval', { MNPVersionId, ApplyAction: applyAction.submit });
    const approvals = (await call('DescribeMNPApprovalList', { Offset: 0, Limit: 50, Keyword: 'Made by the SDK' }))
      .Data;
    assert.ok(approvals.DataList.length > 0, 'one item for each bound super app');
    const ApprovalNo: string = approvals.DataList[0].ApprovalNo;
    await call('ProcessMNPApproval', {
      ApprovalNo,
      ApprovalItems: approvals.DataList.map((item: any) => ({
        AppId: item.ApplicationId,
        ApprovalResult: approvalResult.approve,
        ApprovalNote: 'ok',
      })),
    });
    const approved = await versionRow(mnpId, '1.0.0', 'Platform');
    assert.equal(approved?.VersionCurrentStatus, versionStatus.approved);

    assert.equal((await call('ReleaseMNPVersion', { MNPVersionId })).Data.Result, true);
    assert.equal((await versionRow(mnpId, '1.0.0', 'Online'))?.MNPVersionId, MNPVersionId);
  });

  it('reads the code, the message and the RequestId of a refusal from an HTTP 200', async () => {
    await assert.rejects(call('ReleaseMNPVersion', { MNPVersionId: 999_999 }), (error) => {
      assert.ok(error instanceof VendorError);
      assert.match(error.code, /InvalidMNPVersionId|RecordNotFound/);
      assert.ok(error.message);
      assert.match(error.requestId, /^[0-9a-f-]{36}$/);
      return true;
    });
  });

  it('is refused with a wrong key', async () => {
    await assert.rejects(call('DescribeMNPCategory', {}, 'wrong'), (error) => {
      assert.ok(error instanceof VendorError);
      assert.equal(error.code, 'AuthFailure.SignatureFailure');
      return true;
    });
  });
});
