import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ApprovalNode } from '../../../src/app/approvals/node';
import type { PlatformNode } from '../../../src/app/platform/node';
import { requestsPerSecond } from '../../../src/contract/dialects';
import { openWorld, type World } from './world';

/** When each request went out, by action. */
class Traffic {
  readonly #at = new Map<string, number[]>();
  readonly #note = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    const action = request.getHeader('x-tc-action');
    if (typeof action === 'string') this.#at.set(action, [...(this.#at.get(action) ?? []), performance.now()]);
  };

  constructor() {
    subscribe('http.client.request.start', this.#note);
  }
  count(action: string): number {
    return this.#at.get(action)?.length ?? 0;
  }
  /** The most requests of one action within any second, with its name. */
  get busiest(): readonly [most: number, action: string] {
    const all = [...this.#at].map(([action, times]): readonly [number, string] => {
      const within = times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length);
      return [Math.max(...within), action];
    });
    return all.toSorted(([a], [b]) => b - a)[0] ?? [0, ''];
  }
  dispose(): void {
    unsubscribe('http.client.request.start', this.#note);
  }
}

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`a platform of 10,000 mini programs, 500 approvals, 2,000 users and 3,000 global domains, ${dialect}`, function () {
    this.timeout(60_000);
    let world: World;
    let traffic: Traffic;
    before(async () => {
      traffic = new Traffic();
      world = await openWorld({ dialect, seed: 'large', rateLimit: requestsPerSecond });
    });
    after(async () => {
      traffic.dispose();
      await world.close();
    });
    const isLast = (label: string | undefined): boolean => label?.startsWith('Load more') !== true;

    async function part(name: string): Promise<PlatformNode> {
      const nodes = await world.app.platform.getChildren();
      return nodes.find((node) => node.kind === 'part' && node.part === name) ?? assert.fail(`no part ${name}`);
    }
    /** Presses "Load more" until there is none; answers the ids of the rows, and how often it was pressed. */
    async function pageAll(node: PlatformNode): Promise<readonly [ids: readonly string[], presses: number]> {
      const { platform, handlers } = world.app;
      for (let presses = 0; ; presses++) {
        const nodes = await platform.getChildren(node);
        const sign = nodes.at(-1);
        if (sign?.kind !== 'sign') return [nodes.map(({ id }) => id), presses];
        assert.equal(sign.sign, 'more');
        await handlers['miniProgram.loadMorePlatform'](sign);
      }
    }
    async function pagePrograms(): Promise<readonly [rows: number, presses: number]> {
      const { tree, handlers } = world.app;
      for (let presses = 0; ; presses++) {
        const nodes = await tree.getChildren();
        const last = nodes.at(-1);
        if (last?.kind !== 'loadMore') return [nodes.length, presses];
        await handlers['miniProgram.loadMore']();
      }
    }
    async function approvalRows(): Promise<readonly ApprovalNode[]> {
      const { approvals } = world.app;
      const roots = await approvals.getChildren();
      return (await Promise.all(roots.map((root) => approvals.getChildren(root)))).flat();
    }

    it('pages every list to its end, all at once, within 20 requests a second of each action, and stays responsive', async () => {
      const delay = monitorEventLoopDelay({ resolution: 10 });
      delay.enable();
      const [programs, [users, userPresses], [domains, domainPresses], approvals] = await Promise.all([
        pagePrograms(),
        pageAll(await part('users')),
        pageAll(await part('globalDomains')),
        approvalRows(),
      ]);
      delay.disable();
      assert.equal(programs[0], 10_000);
      assert.ok(programs[1] <= 25, `${programs[1]} presses for the mini programs`);
      assert.deepEqual([new Set(users).size, new Set(domains).size], [2_000, 3_000]);
      assert.ok(userPresses <= 6 && domainPresses <= 8, `${userPresses} and ${domainPresses} presses`);
      assert.ok(approvals.length >= 500, `${approvals.length} rows of approvals`);
      assert.ok((world.app.approvals.badge.value?.value ?? 0) >= 500);
      const [most, action] = traffic.busiest;
      assert.ok(most <= requestsPerSecond, `${most} requests of ${action} within a second`);
      assert.ok(most > 10, 'the limit is come near to');
      // Pages are of a hundred rows.
      assert.ok(traffic.count('DescribeMNPList') <= 103, `${traffic.count('DescribeMNPList')} requests`);
      assert.ok(traffic.count('DescribeUserList') <= 24 && traffic.count('DescribeGlobalDomainACL') <= 36);
      assert.ok(delay.max / 1e6 < 1_000, `nothing else ran for ${Math.round(delay.max / 1e6)} ms`);
    });
    it('finds one of all in each list by asking the platform, in few requests', async () => {
      const { platform, tree, handlers } = world.app;
      const search = async (name: string, text: string): Promise<readonly string[]> => {
        const node = await part(name);
        await world.act(() => handlers['miniProgram.searchPlatform'](node), { input: text });
        return (await world.settled(() => platform.getChildren(node))).map((one) => platform.present(one).label);
      };
      const before = traffic.count('DescribeUserList') + traffic.count('DescribeGlobalDomainACL');
      assert.equal((await search('users', 'user1234')).length, 1);
      assert.deepEqual(
        (await search('globalDomains', 'service-2718')).map((label) => label.split('.')[0]),
        ['service-2718'],
      );
      const asked = traffic.count('DescribeUserList') + traffic.count('DescribeGlobalDomainACL') - before;
      assert.ok(asked <= 2, `${asked} requests`);
      const listed = traffic.count('DescribeMNPList');
      await world.act(() => handlers['miniProgram.search'](), { input: '花店' });
      const found = (await world.settled(() => tree.getChildren())).map((node) => tree.present(node).label);
      assert.ok(found.length > 10 && found.filter(isLast).every((label) => label.includes('花店')), found[0]);
      assert.ok(traffic.count('DescribeMNPList') - listed <= 1);
    });
    it('limits the approvals to a super app and pages the decided ones', async () => {
      const { approvals, handlers } = world.app;
      const all = approvals.badge.value?.value ?? 0;
      await world.act(() => handlers['miniProgram.filterApprovals'](), { pick: '城市钱包' }, { pick: 'All teams' });
      await approvalRows();
      const some = approvals.badge.value?.value ?? 0;
      assert.ok(some > 0 && some <= all, `${some} of ${all}`);
      await world.act(() => handlers['miniProgram.clearApprovalFilter']());
      await approvalRows();
      assert.equal(approvals.badge.value?.value, all);
      const { store } = await approvals.load();
      const before = store.state.groups.decided.length;
      const more = (await approvalRows()).findLast((node) => node.kind === 'approvalSign' && node.sign === 'more');
      assert.ok(more?.kind === 'approvalSign');
      await world.act(() => handlers['miniProgram.loadMoreApprovals'](more));
      assert.ok(store.state.groups.decided.length > before);
      const [most, action] = traffic.busiest;
      assert.ok(most <= requestsPerSecond, `${most} requests of ${action} within a second`);
    });
  });
}
