import assert from 'node:assert/strict';
import type { ProgramRef } from '../../../src/app/model/refs';
import type { TreeNode } from '../../../src/app/tree/node';
import { openWorld, type World } from './world';

async function part(world: World, program: string, name: 'domains' | 'permissions'): Promise<TreeNode> {
  const children = await world.app.tree.getChildren(await world.program(program));
  const found = children.find((node) => node.kind === 'programPart' && node.part === name);
  assert.ok(found, `${program} has no ${name}`);
  return found;
}
async function child(world: World, node: TreeNode, label: string): Promise<TreeNode> {
  const rows = await world.settled(() => world.app.tree.getChildren(node));
  const found = rows.find((one) => world.app.tree.present(one).label === label);
  assert.ok(found, `no ${label} in ${(await world.rows(node)).join(' / ')}`);
  return found;
}
const refOf = (program: ProgramRef & TreeNode): ProgramRef => program;

describe('domains of a mini program', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  const onPlatform = async (mnpId: string): Promise<readonly (readonly [number | null, string | null])[]> => {
    const session = await world.app.context.sessions.open();
    const { data } = await session.client.call('DescribeMNPDomainACL', { MNPId: mnpId });
    return (data ?? []).map((row) => [row.DomainType, row.DomainUrl]);
  };

  it('are asked for when they are unfolded, not before, and show all five kinds', async () => {
    const domains = await part(world, 'Gift Cards', 'domains');
    assert.equal(world.app.tree.present(domains).description, undefined);
    const rows = await world.rows(domains);
    assert.deepEqual(
      rows.map((row) => row.split(' | ')[0]),
      ['Request', 'Web-view', 'Socket', 'Upload', 'Download'],
    );
    assert.match(world.app.tree.present(domains).description ?? '', /^\d+$/);
  });
  it('are added to a kind, several at once, with the scheme of the kind filled in', async () => {
    const program = await world.program('Gift Cards');
    const socket = await child(world, await part(world, 'Gift Cards', 'domains'), 'Socket');
    assert.ok(socket.kind === 'domainKind');
    await world.act(
      (h) => h['miniProgram.addDomains'](socket),
      { input: 'https://ws.example.com' },
      { input: 'ws.example.com/path' },
      { input: 'ws1.example.com，WSS://ws2.Example.com:8443' },
    );
    assert.match(world.ports.ui.asked.join('\n'), /must begin with wss:\/\/.*\n.*\n?.*has a path/s);
    assert.ok(
      (await onPlatform(program.mnpId)).some(
        ([type, text]) => type === 3 && text === 'wss://ws1.example.com;wss://ws2.example.com:8443',
      ),
    );
    assert.deepEqual(await world.rows(await child(world, await part(world, 'Gift Cards', 'domains'), 'Socket')), [
      'wss://ws1.example.com',
      'wss://ws2.example.com:8443',
    ]);
  });
  it('are edited and removed one by one, and what others added meanwhile stays', async () => {
    const program = await world.program('Gift Cards');
    const socket = async (): Promise<TreeNode> => child(world, await part(world, 'Gift Cards', 'domains'), 'Socket');
    const first = await child(world, await socket(), 'wss://ws1.example.com');
    assert.ok(first.kind === 'domain');
    const session = await world.app.context.sessions.open();
    await session.client.call('CreateMNPDomainACL', {
      MNPId: program.mnpId,
      Domain: [{ DomainType: 3, DomainUrlList: ['wss://other.example.com'] }],
    });
    await world.act(
      (h) => h['miniProgram.editDomain'](first),
      { input: 'wss://ws2.example.com:8443' },
      { input: 'wss://聊天.example.com' },
      { confirm: true },
    );
    assert.match(world.ports.ui.asked.join('\n'), /is on the list already/);
    const texts = async (): Promise<string | null | undefined> =>
      (await onPlatform(program.mnpId)).find(([type]) => type === 3)?.[1];
    assert.equal(await texts(), 'wss://聊天.example.com;wss://ws2.example.com:8443;wss://other.example.com');
    for (const label of ['wss://聊天.example.com', 'wss://ws2.example.com:8443', 'wss://other.example.com']) {
      const node = await child(world, await socket(), label);
      assert.ok(node.kind === 'domain');
      await world.act((h) => h['miniProgram.removeDomain'](node), { confirm: true });
    }
    assert.equal(await texts(), undefined);
    assert.equal(world.app.tree.present(await socket()).collapsible, 'none');
  });
  it('ask for program, kind and domain when there is no row', async () => {
    await world.act(
      (h) => h['miniProgram.addDomains'](),
      { pick: 'Table Booking' },
      { pick: 'Download' },
      { input: 'cdn.example.com' },
    );
    await world.act(
      (h) => h['miniProgram.removeDomain'](),
      { pick: 'Table Booking' },
      { pick: 'https://cdn.example.com' },
      { confirm: false },
    );
    const { mnpId } = await world.program('Table Booking');
    assert.ok((await onPlatform(mnpId)).some(([type, text]) => type === 5 && text === 'https://cdn.example.com'));
  });
  it('count an addition that was done but not answered, and add nothing twice', async () => {
    const program = refOf(await world.program('Table Booking'));
    world.sandbox.faults.next({ action: 'CreateMNPDomainACL', afterHandling: true, dropAfterBytes: 0 });
    await world.act((h) => h['miniProgram.addDomains'](program), { pick: 'Upload' }, { input: 'up.example.com' });
    assert.match(world.ports.ui.last.message, /may reach https:\/\/up\.example\.com/);
  });
  it('fail only their own branch, with code and RequestId, and recover by its retry', async () => {
    await world.act((h) => h['miniProgram.refresh']());
    world.sandbox.faults.next({ action: 'DescribeMNPDomainACL', code: 'UnauthorizedOperation' });
    const domains = await part(world, 'Gift Cards', 'domains');
    const [failure, ...rest] = await world.settled(() => world.app.tree.getChildren(domains));
    assert.equal(failure?.kind, 'failure');
    assert.equal(rest.length, 5, 'what was known stays');
    assert.match(world.app.tree.present(failure).description ?? '', /no right.*UnauthorizedOperation, RequestId/);
    await world.act((h) => h['miniProgram.retry'](failure));
    assert.ok(
      (await world.settled(() => world.app.tree.getChildren(domains))).every((node) => node.kind === 'domainKind'),
    );
  });
});

describe('sensitive APIs of a mini program', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const requestable = async (program: string): Promise<TreeNode & { kind: 'permission' }> => {
    const rows = await world.settled(async () => world.app.tree.getChildren(await part(world, program, 'permissions')));
    const found = rows.find((node) => world.app.tree.present(node).tokens.includes('requestable'));
    assert.ok(found?.kind === 'permission', 'nothing to request');
    return found;
  };

  it('are requested with a reason, wait, and show the decision with the reviewer’s words', async () => {
    const node = await requestable('Corner Coffee');
    await world.act((h) => h['miniProgram.requestPermission'](node), { input: '  ' }, { input: '送餐需要用户位置' });
    assert.match(world.ports.ui.last.message, /waiting for a decision/);
    assert.match(world.app.tree.present(node).description ?? '', /^waiting for a decision · /);
    assert.ok(!world.app.tree.present(node).tokens.includes('requestable'));

    const session = await world.app.context.sessions.open();
    const { data } = await session.client.call('DescribeMNPSensitiveAPIPermissionApprovalList', {
      Offset: 0,
      Limit: 10,
      Keyword: node.mnpId,
    });
    const request = data?.DataList?.find((row) => row.APIId === node.apiId && row.ApprovalStatus === 1);
    assert.ok(request, 'no request is open');
    assert.equal(request.ApplyNote, '送餐需要用户位置');
    await session.client.call('ProcessMNPSensitiveAPIPermissionApproval', {
      ApprovalNo: request.ApprovalNo ?? '',
      ApprovalStatus: 20,
      ApprovalNote: 'Say how long you keep it',
    });
    await world.act((h) => h['miniProgram.showPermission'](node));
    const page = world.ports.ui.texts.at(-1)?.text ?? '';
    for (const text of ['送餐需要用户位置', 'Say how long you keep it', 'rejected'])
      assert.ok(page.includes(text), page);
    assert.match(world.app.tree.present(node).description ?? '', /^rejected/);
    assert.match((await world.app.tree.resolveTooltip(node)) ?? '', /Say how long you keep it/);
  });
  it('keep the reason when the platform refuses the request', async () => {
    const node = await requestable('Corner Coffee');
    world.sandbox.faults.next({ action: 'CreateMNPSensitiveAPIPermissionApproval', code: 'UnauthorizedOperation' });
    await world.act((h) => h['miniProgram.requestPermission'](node), { input: 'To find the nearest shop' });
    assert.match(world.ports.ui.last.message, /UnauthorizedOperation/);
    const kept = [...world.ports.workspaceState.values].find(([key]) => key.startsWith('permissionReason/'));
    assert.equal(kept?.[1], '"To find the nearest shop"');
  });
  it('are told what they are when there is nothing to request', async () => {
    const rows = await world.settled(async () =>
      world.app.tree.getChildren(await part(world, 'Corner Coffee', 'permissions')),
    );
    const open = rows.find((node) => world.app.tree.present(node).description?.startsWith('open to all'));
    assert.ok(open?.kind === 'permission');
    await world.act((h) => h['miniProgram.requestPermission'](open));
    assert.match(world.ports.ui.last.message, /open to all\. There is nothing to request/);
  });
});
