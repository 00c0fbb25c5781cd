import { randomUUID } from 'node:crypto';
import type { CommandId, SettingTypes } from '../../../../src/app/manifest';
import type { AppContext, PublishActivity, Session } from '../../../../src/app/services';
import { readProgram, readVersions } from '../../../../src/app/stores/reads';
import { Packing } from '../../../../src/app/packing/packing';
import { systemClock } from '../../../../src/base/clock';
import { Emitter, Observable } from '../../../../src/base/event';
import { silentLog } from '../../../../src/base/log';
import { files } from '../../../../src/disk/files';
import { FakeProblems, FakeTasks } from '../../../support/fakeHost';
import { FakeWorkspace, MemoryMemento, MemorySecrets, type ScriptedUi } from '../../../support/fakes';
import { testMachine } from '../../../support/testMachine';

export interface TestApp {
  readonly context: AppContext;
  readonly workspace: FakeWorkspace;
  readonly problems: FakeProblems;
  /** Commands that were run by other commands and buttons, with their arguments. */
  readonly ran: { readonly command: CommandId; readonly args: readonly unknown[] }[];
  readonly activities: (PublishActivity | undefined)[];
}
const packSettings: Partial<SettingTypes> = {
  'miniProgram.package.layout': 'codeRoot',
  'miniProgram.package.limits': {},
  'miniProgram.package.prePackageTask': '',
};
/** The product around a session, with a scripted user. `run` of unknown commands only notes them. */
export function appOf(session: Session, ui: ScriptedUi, storagePath: string, folder: string): TestApp {
  const problems = new FakeProblems();
  const workspace = new FakeWorkspace({ name: 'coffee', path: folder });
  const ran: TestApp['ran'] = [];
  const activities: TestApp['activities'] = [];
  const activity = new Observable<PublishActivity | undefined>(undefined);
  activity.onDidChange((value) => activities.push(value));
  const changed = new Emitter<{ readonly mnpId: string | undefined }>();
  const unused = (): never => {
    throw new Error('not needed here');
  };
  const setting = <K extends keyof SettingTypes>(key: K): SettingTypes[K] => packSettings[key] ?? unused();
  const context: AppContext = {
    ui,
    secrets: new MemorySecrets(),
    globalState: new MemoryMemento(),
    workspaceState: new MemoryMemento(),
    workspace,
    files,
    sandbox: { ensure: unused, accounts: unused, reset: unused },
    askSandbox: unused,
    presence: { isFocused: true, isWatched: true, onDidChange: new Emitter<void>().event },
    problems,
    tasks: new FakeTasks(),
    machine: testMachine(),
    clock: systemClock,
    log: silentLog,
    remember: () => undefined,
    redact: (text) => text,
    setting,
    storagePath,
    newId: randomUUID,
    encrypt: unused,
    activity,
    sessions: {
      active: session.profile,
      onDidChange: new Emitter<void>().event,
      open: () => Promise.resolve(session),
      list: () => [session.profile],
    },
    programs: {
      onDidChange: changed.event,
      program: (_, mnpId, signal) => readProgram(session, mnpId, { signal }),
      versions: (_, mnpId, signal) =>
        readVersions(session, { kind: 'program', profileId: session.profile.id, mnpId, name: mnpId }, Date.now, {
          signal,
        }),
      invalidate: (mnpId) => changed.fire({ mnpId }),
    },
    // Its threads rest after two minutes; a timer for that would hold the test's process as long.
    packing: new Packing({ setting, clock: { ...systemClock, sleep: () => new Promise<never>(() => {}) } }),
    run: (command, ...args) => {
      ran.push({ command, args });
      return Promise.resolve();
    },
  };
  return { context, workspace, problems, ran, activities };
}
