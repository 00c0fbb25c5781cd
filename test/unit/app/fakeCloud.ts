import { createApp, type App } from '../../../src/app/app';
import type { ActionName, RequestOf } from '../../../src/contract/actions';
import type { CloudClient, Credentials, Reply } from '../../../src/client/cloudClient';
import type { Profile } from '../../../src/app/profile';
import { FakeSandboxHost, type TestPorts, testPorts } from '../../support/appPorts';
import type { FakeClock } from '../../support/fakes';

type Answers = { [A in ActionName]?: (request: RequestOf<A>) => unknown };
/** A platform of a few scripted answers that counts what it was asked. */
export class FakeCloud implements CloudClient {
  readonly calls: { readonly action: ActionName; readonly request: unknown }[] = [];
  constructor(public answers: Answers) {}
  call<A extends ActionName>(action: A, request: RequestOf<A>): Promise<Reply<A>> {
    this.calls.push({ action, request });
    const answer = this.answers[action];
    if (!answer) return Promise.reject(new Error(`no answer for ${action}`));
    return Promise.resolve()
      .then(() => answer(request))
      .then((data) => ({ data: data as never, requestId: 'request-1' }));
  }
  count(action: ActionName): number {
    return this.calls.filter((call) => call.action === action).length;
  }
}
export const programRow = (mnpId: string, name: string, more: object = {}): object => ({
  MNPId: mnpId,
  MNPName: name,
  MNPIcon: '',
  MNPType: '',
  MNPIntro: '',
  Status: 1,
  CreateTime: '1724142147',
  UpdateTime: '1724142147',
  EffectMNPVersion: '',
  ...more,
});
export const stageRow = (id: number, version: string, phase: string, more: object = {}): object => ({
  MNPVersionId: id,
  MNPVersion: version,
  Phase: phase,
  MNPName: 'Shop',
  MNPVersionIntro: 'note',
  CreateUser: 'dev',
  CreateTime: '1724142147',
  ApprovalNo: '',
  ApprovalStatus: 3,
  VersionCurrentStatus: 0,
  ShowCase: 0,
  ...more,
});
export const shop: Answers = {
  DescribeMNPList: () => ({ TotalCount: 1, DataList: [programRow('mp1', 'Shop', { EffectMNPVersion: '1.0.0' })] }),
  DescribeMNPAllStageVersions: () => [
    stageRow(1, '1.0.0', 'Online', { VersionCurrentStatus: 3, ApprovalNo: 'aud1' }),
    stageRow(2, '1.1.0', 'Develop'),
  ],
  DescribeMNPReleasedVersionHistory: () => ({ TotalCount: 0, DataList: [] }),
  DescribeMNPApprovalList: () => ({ TotalCount: 0, DataList: [] }),
};
export interface FakeWorld {
  readonly app: App;
  readonly ports: TestPorts;
  readonly cloud: FakeCloud;
  /** For each client made: whose key went where. */
  readonly made: { readonly profile: Profile; readonly credentials: Credentials }[];
}
/** The product on a scripted platform. */
export function fakeWorld(answers: Answers = shop, clock?: FakeClock, before?: TestPorts): FakeWorld {
  const address = {
    url: 'http://127.0.0.1:1',
    platformId: 'T1',
    secretId: 'AKIDsandbox',
    secretKey: 'sandbox-secret-key',
    region: 'ap-singapore',
    dialect: 'tcsas' as const,
  };
  const ports = before ?? testPorts({ sandbox: new FakeSandboxHost(address), ...(clock ? { clock } : {}) });
  const cloud = new FakeCloud(answers);
  const made: FakeWorld['made'] = [];
  const app = createApp(ports, {
    createClient: (profile, credentials) => {
      made.push({ profile, credentials });
      return cloud;
    },
    createUploader: () => () => Promise.reject(new Error('no uploads in this test')),
    fetchBytes: () => Promise.reject(new Error('no pictures in this test')),
  });
  return { app, ports, cloud, made };
}
/** Lets everything that is ready run. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};
