import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorld, type World } from './world';

const requestId = /^Send \| .*RequestId [\w-]{36}$/;

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`changes in the Activity view, ${dialect}`, () => {
    let world: World;
    let storagePath: string;
    beforeEach(async () => {
      storagePath = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
      world = await openWorld({ dialect }, { storagePath });
    });
    afterEach(async () => {
      await world.close();
      await rm(storagePath, { recursive: true, force: true });
    });
    /** The newest entry: its own words, then its details. */
    async function newest(): Promise<readonly string[]> {
      const { activityView } = world.app;
      const [entry] = await activityView.getChildren();
      assert.ok(entry, 'nothing is listed');
      return [entry, ...(await activityView.getChildren(entry))].map((node) => {
        const { label, description } = activityView.present(node);
        return `${label} | ${description ?? ''}`;
      });
    }
    async function tells(title: RegExp, ...facts: readonly (string | RegExp)[]): Promise<void> {
      const [entry = '', send = '', ...details] = await newest();
      assert.match(entry, title);
      assert.match(send, requestId);
      for (const fact of facts) {
        const isTold = details.some((detail) => (typeof fact === 'string' ? detail === fact : fact.test(detail)));
        assert.ok(isTold, `${String(fact)} in ${details.join('\n')}`);
      }
    }

    it('a team: created, renamed, given a member, deleted, each with what it was about and the RequestId', async () => {
      await world.act(
        (h) => h['miniProgram.createTeam'](),
        { input: '新团队' },
        { pick: 'mini programs' },
        { pick: 'Shop Developer' },
        { pick: 'Super App Operations' },
      );
      const team = [...world.sandbox.state.teams.values()].find(({ name }) => name === '新团队');
      assert.ok(team);
      await tells(
        /^Creating 新团队 \| done · /,
        'Team | 新团队',
        `ID | ${team.id}`,
        'Administrator | Shop Developer (shop_developer)',
      );
      const { profileId } = await world.program('Gift Cards');
      const ref = { kind: 'team', profileId, key: team.id, name: '新团队' } as const;
      await world.act((h) => h['miniProgram.renameTeam'](ref), { input: 'Harbor Team' });
      await tells(/^Renaming 新团队 \| done/, `Team | 新团队 (${team.id})`, 'New name | Harbor Team');
      await world.act(
        (h) => h['miniProgram.addTeamMember'](ref),
        { pick: 'Release Reviewer' },
        { pick: 'Mini Program Tester' },
      );
      await tells(/^Adding Release Reviewer/, /^Member \| Release Reviewer \(/, 'Role | Mini Program Tester');
      await world.act((h) => h['miniProgram.deleteTeam'](ref), { confirm: true });
      await tells(/^Deleting 新团队 \| done/, `Team | 新团队 (${team.id})`);
    });
    it('a refusal of the platform has its RequestId, whether by a code or in the answer, and is told as failed', async () => {
      await world.act(
        (h) => h['miniProgram.addGlobalDomains'](),
        { pick: 'Allow' },
        { input: 'one.example, two.example' },
      );
      await tells(/^Adding 2 domains \| done/, 'Domains | one.example, two.example', 'State | allowed');
      await world.act((h) => h['miniProgram.addGlobalDomains'](), { pick: 'Allow' }, { input: 'one.example' });
      await tells(/^Adding one\.example \| failed · /, /^Reason \| Nothing was added\./);
      const app = [...world.sandbox.state.applications.values()].find(({ name }) => name === 'City Pass');
      const { profileId } = await world.program('Gift Cards');
      const ref = { kind: 'superApp', profileId, key: app?.id ?? '', name: 'City Pass' } as const;
      await world.act((h) => h['miniProgram.deleteSuperApp'](ref), { confirm: true });
      await tells(
        /^Deleting City Pass \| failed · /,
        `Super app | City Pass (${app?.id})`,
        /^Reason \| .*AppAlreadyBind/,
      );
    });
    it('a user is told without the password', async () => {
      await world.act((h) => h['miniProgram.addUsers']());
      const form = world.ports.ui.shownForms.at(-1);
      const password = 'Tea-and-7-cakes';
      const row = { ...form?.fresh[0], account: 'mei.lin', name: '林美', password, again: password };
      const sent = await form?.send([row]);
      assert.deepEqual(sent, { kind: 'done' });
      await tells(/^Adding 林美 \| done/, 'User | 林美 (mei.lin)', /^ID \| \S+/);
      const { files } = world.ports;
      for (const name of await files.list(join(storagePath, 'activity')))
        assert.ok(!(await files.readText(join(storagePath, 'activity', name)))?.includes(password));
    });
    it('a request for approval has its number, and a request for a sensitive API its reason', async () => {
      const node = await world.version('Table Booking', '0.2.0');
      await world.act((h) => h['miniProgram.submitApproval'](node));
      const no = [...world.sandbox.state.approvals.values()].find(({ versionId }) => versionId === node.versionId)?.no;
      assert.ok(no);
      await tells(/^Submit Table Booking 0\.2\.0 \| done/, `Request | ${no}`);
      assert.equal((await newest()).filter((detail) => detail.startsWith('Request | ')).length, 1);
      const program = await world.program('Table Booking');
      await world.act(
        (h) => h['miniProgram.requestPermission']({ ...program, kind: 'program' }),
        { pick: /./ },
        { input: 'Orders are brought to the table.' },
      );
      await tells(/^Requesting /, 'Reason given | Orders are brought to the table.', /^Request \| \S+/);
    });
    it('domains are told with what was changed', async () => {
      const program = await world.program('Table Booking');
      await world.act((h) => h['miniProgram.addDomains'](program), { pick: /equest/ }, { input: 'api.example.com' });
      await tells(/^Adding domains to Table Booking \| done/, /\| \+ https:\/\/api\.example\.com$/);
    });
  });
}
