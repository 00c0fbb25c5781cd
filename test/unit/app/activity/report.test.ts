import assert from 'node:assert/strict';
import { activityReport, withoutHome } from '../../../../src/app/activity/report';
import { Redactor } from '../../../../src/base/redact';
import { journal, record } from './support';

const secret = 'Zx8mN4qLr0TtVvWw2YyBb6';
const redactor = new Redactor();
redactor.remember(secret);
const ports = {
  redact: (text: string): string => redactor.redact(text),
  now: 10_000,
  versions: [
    ['mini-program-publisher', '0.5.0'],
    ['Visual Studio Code', '1.104.0'],
  ],
} as const;

describe('the report of an activity', () => {
  it('has steps, times, ids, target, RequestIds and versions', () => {
    const text = activityReport(
      {
        kind: 'publish',
        id: 'a',
        atWork: 'nowhere',
        journal: journal('a', 0, {
          steps: {
            package: {
              state: 'done',
              startedAt: 0,
              endedAt: 1_200,
              result: { file: '/x/a.zip', bytes: 2_048, sha256: 'abc', files: 3 },
            },
            version: {
              state: 'done',
              startedAt: 2_000,
              endedAt: 2_340,
              result: { taskId: 'task-9', versionId: null, knownIds: [] },
              requests: [{ action: 'CreateMNPVersion', requestId: 'req-42' }],
            },
            build: { state: 'done', startedAt: 3_000, endedAt: 68_000, result: { versionId: 77 } },
          },
        }),
      },
      ports,
    ).replaceAll('\\', '');
    for (const part of [
      'Publish Shop 1.0.0',
      '| Package | done | 2 KB · 3 files · 1.2 s |',
      '| Create Version | done | task task-9 · 340 ms |',
      '| Build | done | version ID 77 · 1 min 5 s |',
      '| CreateMNPVersion | RequestId req-42 |',
      'staging · T1 · https://platform.example',
      'Team · AKID…wxyz',
      'mini-program-publisher 0.5.0 · Visual Studio Code 1.104.0',
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });
  it('has no secret and no home folder, in whatever field they stand', () => {
    const failure = { step: 'upload', message: `PUT /home/somebody/x refused: ${secret}` } as const;
    const reports = [
      activityReport(
        {
          kind: 'publish',
          id: 'a',
          atWork: 'nowhere',
          journal: journal('a', 0, { state: 'failed', failure, plan: { ...journal('a', 0).plan, intro: secret } }),
        },
        ports,
      ),
      activityReport(
        {
          kind: 'change',
          id: 'b',
          atWork: 'nowhere',
          record: record(0, { title: secret, facts: [['Note', secret]], message: failure.message }),
        },
        ports,
      ),
    ];
    for (const report of reports) {
      assert.ok(!report.includes(secret), report);
      assert.ok(!report.includes('somebody'), report);
    }
    assert.ok(reports[0]?.replaceAll('\\', '').includes('…/shop'));
  });
  it('keeps texts of others text', () => {
    const report = activityReport(
      {
        kind: 'change',
        id: 'b',
        atWork: 'nowhere',
        record: record(0, { programName: 'A | [x](command:evil) <b>\n# H' }),
      },
      ports,
    );
    assert.ok(!/\]\(command/.test(report) && !report.includes('<b>') && !/^# H/m.test(report), report);
  });
  it('knows the home folders of all systems', () => {
    assert.equal(withoutHome('in /home/li.lei/a b/c'), 'in ~/a b/c');
    assert.equal(withoutHome('in /Users/Li Lei/shop'), 'in ~/shop');
    assert.equal(withoutHome('C:\\Users\\Li Lei\\shop\\app.json'), '~\\shop\\app.json');
    assert.equal(withoutHome('D:\\项目\\商店 is full', 'D:\\项目\\商店'), '…/商店 is full');
    assert.equal(withoutHome('/srv/a$& is full', '/srv/a$&'), '…/a$& is full');
    assert.equal(withoutHome('/rooted/x'), '/rooted/x');
  });
});
