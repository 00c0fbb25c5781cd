import assert from 'node:assert/strict';
import { TransportError } from '../../../../src/client/errors';
import { permissionStatus } from '../../../../src/contract/enums';
import { FakeClock } from '../../../support/fakes';
import { fakeWorld, type FakeWorld, programRow, settle, shop } from '../fakeCloud';

const action = 'DescribeMNPSensitiveAPIPermissionList';
const apiRow = (applied: number): object => ({
  APIId: 'api1',
  APIName: 'getPhoneNumber',
  APIMethod: 'getPhoneNumber',
  APIStatus: 2,
  APIApplyStatus: applied,
  RejectReason: '',
  ApprovalNo: 'aud9',
  ApplicationId: 'app-1',
  ApplicationName: '城市钱包',
});
const { processing, approved } = permissionStatus;

describe('The decision on a requested permission', () => {
  let clock: FakeClock;
  let world: FakeWorld;
  let applied: (mnpId: string) => number;
  beforeEach(async () => {
    clock = new FakeClock(undefined, false);
    applied = () => processing;
    world = fakeWorld(
      {
        ...shop,
        DescribeMNPList: () => ({
          TotalCount: 12,
          DataList: Array.from({ length: 12 }, (_, n) => programRow(`mp${n}`, `Shop ${n}`)),
        }),
        [action]: ({ MNPId }: { readonly MNPId: string }) => ({ TotalCount: 1, DataList: [apiRow(applied(MNPId))] }),
      },
      clock,
    );
    await world.app.handlers['miniProgram.trySandbox']();
    world.ports.presence.set(true);
  });
  afterEach(() => world.app.dispose());
  const reads = (): number => world.cloud.count(action);
  const pass = async (seconds: number): Promise<void> => {
    for (let at = 0; at < seconds; at += 5) {
      clock.advance(5_000);
      await settle();
    }
  };
  /** What the row of the permission says, without looking again. */
  async function unfold(n = 0): Promise<() => string> {
    const { tree } = world.app;
    const programs = await tree.getChildren();
    const rows = await tree.getChildren(programs[n]);
    const part = rows.find((node) => node.kind === 'programPart' && node.part === 'permissions');
    assert.ok(part);
    const [row] = await tree.getChildren(part);
    assert.ok(row);
    await settle();
    return () => tree.present(row).description ?? '';
  }

  it('shows within one poll, without a refresh', async () => {
    const shown = await unfold();
    assert.match(shown(), /^waiting for a decision/);
    applied = () => approved;
    await pass(35);
    assert.match(shown(), /^allowed/);
  });
  it('is looked for once in 30 s while it waits, and no longer when it is there', async () => {
    await unfold();
    assert.equal(reads(), 1, 'what was read just now is not read again');
    await pass(300);
    assert.ok(reads() >= 10 && reads() <= 11, `${reads()} readings in five minutes`);
    applied = () => approved;
    await pass(35);
    const before = reads();
    await pass(600);
    assert.equal(reads(), before);
  });
  it('is not looked for while nobody watches, and at once when somebody looks again', async () => {
    const shown = await unfold();
    world.ports.presence.set(false);
    await pass(600);
    assert.equal(reads(), 1);
    applied = () => approved;
    world.ports.presence.set(true);
    await settle();
    assert.match(shown(), /^allowed/);
  });
  it('is looked for less often while the platform cannot be reached, and stays as it was known', async () => {
    const shown = await unfold();
    applied = () => {
      throw new TransportError(action, 'offline', 'host', 'ENETUNREACH');
    };
    await pass(600);
    assert.ok(reads() <= 6, `${reads()} tries in ten minutes offline`);
    assert.match(shown(), /^waiting for a decision/);
    applied = () => approved;
    await pass(600);
    assert.match(shown(), /^allowed/);
  });
  it('is looked for at ten mini programs at once, and at the others next', async () => {
    for (let n = 0; n < 12; n++) await unfold(n);
    const before = reads();
    await pass(35);
    assert.equal(reads() - before, 10);
    applied = () => approved;
    await pass(70);
    const late = await unfold(11);
    assert.match(late(), /^allowed/);
  });
});
