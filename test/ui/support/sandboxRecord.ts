import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type {
  ApplicationRecord,
  ProgramRecord,
  SandboxState,
  UserRecord,
  VersionRecord,
} from '../../../src/sandbox/state';
import { stateFromText } from '../../../src/sandbox/stateFile';
import type { CodeWindow } from '../../host/ui';
import { filesBelow } from './product';

/** Looks, and milliseconds between two: the sandbox writes its state a moment after a change. */
const looks = 100;
const lookMs = 150;

/** What the sandbox's own process wrote down: a route around the extension. Undefined until the first change. */
function written(window: CodeWindow): SandboxState | undefined {
  const file = filesBelow(window.folders.userData).find((name) => name.endsWith(path.join('sandbox', 'state.json')));
  return file === undefined ? undefined : stateFromText(readFileSync(file, 'utf8'));
}
export function sandboxRecord(window: CodeWindow): SandboxState {
  const state = written(window);
  assert.ok(state, 'the sandbox has written no state');
  return state;
}
/** Waits until that is on record. @throws with `what` when it is not within a quarter of a minute. */
export async function onRecord(
  window: CodeWindow,
  isSo: (state: SandboxState) => boolean,
  what: string,
): Promise<SandboxState> {
  for (let look = 0; look < looks; look++) {
    const state = written(window);
    if (state && isSo(state)) return state;
    await window.page.waitForTimeout(lookMs);
  }
  throw new assert.AssertionError({ message: `not on the sandbox's record: ${what}` });
}

export const named = <T extends { readonly name: string }>(all: ReadonlyMap<unknown, T>, name: string): T | undefined =>
  [...all.values()].find((one) => one.name === name);

export const programIn = ({ programs }: SandboxState, name: string): ProgramRecord | undefined => named(programs, name);
export const superAppIn = ({ applications }: SandboxState, name: string): ApplicationRecord | undefined =>
  named(applications, name);
export const accountIn = ({ users }: SandboxState, login: string): UserRecord | undefined =>
  [...users.values()].find(({ account }) => account === login);
export function versionIn(state: SandboxState, program: string, number: string): VersionRecord | undefined {
  const own = programIn(state, program)?.versionIds.map((id) => state.versions.get(id)) ?? [];
  return own.find((version) => version?.number === number);
}
/** The number of the version that is online. */
export function onlineIn(state: SandboxState, program: string): string | undefined {
  const id = programIn(state, program)?.onlineVersionId;
  return id === undefined ? undefined : state.versions.get(id)?.number;
}
