import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter } from '../../src/base/event';
import type { SettingTypes } from '../../src/app/manifest';
import type { Files, Presence, SandboxAccount, SandboxAddress, SandboxHost } from '../../src/app/ports';
import type { Ports } from '../../src/app/services';
import { Redactor } from '../../src/base/redact';
import { askSandbox } from '../../src/vscode/localSandbox/askSandbox';
import { encryptForPlatform } from '../../src/disk/encryptForPlatform';
import { files as diskFiles } from '../../src/disk/files';
import { FakeProblems, FakeTasks } from './fakeHost';
import { FakeClock, FakeWorkspace, MemoryMemento, MemorySecrets, ScriptedUi } from './fakes';
import { RecordingLog } from './recordingLog';
import { testMachine } from './testMachine';

/** A window that has the focus or not, with our view open in it or not. */
export class FakePresence implements Presence {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(
    public isWatched = false,
    public isFocused = isWatched,
  ) {}
  set(isWatched: boolean, isFocused = isWatched): void {
    this.isWatched = isWatched;
    this.isFocused = isFocused;
    this.#changed.fire();
  }
}
export type RunningSandbox = SandboxAddress & { readonly secretKey: string };
/** Hands out an emulator that the test has started. */
export class FakeSandboxHost implements SandboxHost {
  resets = 0;
  starts = 0;
  constructor(
    public address?: RunningSandbox,
    public played: readonly SandboxAccount[] = [],
  ) {}
  ensure(): Promise<RunningSandbox> {
    this.starts++;
    return this.address ? Promise.resolve(this.address) : Promise.reject(new Error('no sandbox in this test'));
  }
  accounts(): Promise<readonly SandboxAccount[]> {
    return Promise.resolve(this.played);
  }
  reset(): Promise<void> {
    this.resets++;
    return Promise.resolve();
  }
}
export interface TestPorts extends Ports {
  readonly ui: ScriptedUi;
  readonly secrets: MemorySecrets;
  readonly globalState: MemoryMemento;
  readonly workspaceState: MemoryMemento;
  readonly workspace: FakeWorkspace;
  readonly sandbox: FakeSandboxHost;
  readonly presence: FakePresence;
  readonly tasks: FakeTasks;
  readonly problems: FakeProblems;
  readonly clock: FakeClock;
  readonly log: RecordingLog;
  readonly remembered: string[];
  readonly settings: { -readonly [K in keyof SettingTypes]: SettingTypes[K] };
}
let storage: string | undefined;
/** One folder for all of this process, taken away at its end. */
function ownStorage(): string {
  if (storage === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'mini-program-test-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    storage = made;
  }
  return storage;
}
/** A whole host of stand-ins; files are the real disk. */
export function testPorts(
  given: Partial<Pick<TestPorts, 'clock' | 'sandbox' | 'workspace' | 'storagePath'>> = {},
): TestPorts {
  const remembered: string[] = [];
  const redactor = new Redactor();
  const settings: SettingTypes = {
    'miniProgram.mnpId': '',
    'miniProgram.pageSize': 50,
    'miniProgram.autoRefresh': true,
    'miniProgram.upload.businessName': 'tcmpp',
    'miniProgram.package.layout': 'codeRoot',
    'miniProgram.package.limits': {},
    'miniProgram.package.prePackageTask': '',
  };
  let ids = 0;
  return {
    ui: new ScriptedUi(),
    secrets: new MemorySecrets(),
    globalState: new MemoryMemento(),
    workspaceState: new MemoryMemento(),
    workspace: given.workspace ?? new FakeWorkspace(),
    files: diskFiles satisfies Files,
    sandbox: given.sandbox ?? new FakeSandboxHost(),
    askSandbox,
    presence: new FakePresence(),
    tasks: new FakeTasks(),
    machine: testMachine(),
    problems: new FakeProblems(),
    clock: given.clock ?? new FakeClock(),
    log: new RecordingLog(),
    remember: (secret) => {
      remembered.push(secret);
      redactor.remember(secret);
    },
    remembered,
    redact: (text) => redactor.redact(text),
    setting: (key) => settings[key],
    settings,
    storagePath: given.storagePath ?? ownStorage(),
    newId: () => `id-${++ids}`,
    encrypt: (key, text) => Promise.resolve(encryptForPlatform(key, text)),
  };
}
