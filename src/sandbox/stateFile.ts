import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import type { Log } from '../base/log';
import { SandboxStartError } from './startError';
import { emptyState, type SandboxState } from './state';
import { isLater, upgradeState } from './stateUpgrade';

/** Of the file's layout. A file of another format is refused, not guessed at. */
const format = 1;
const waitMs = 250;
/** On Windows a virus scanner or a reader may hold the old file for a moment. */
const mostTries = 10;

/** The state as JSON text: maps as lists of entries. No secret is part of the state. */
export function stateToText(state: SandboxState): string {
  const members = Object.entries(state).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    value instanceof Map ? [...value.entries()] : value,
  ]);
  return JSON.stringify({ format, ...Object.fromEntries(members) });
}
/** Throws when the text is not a state of this format. */
export function stateFromText(text: string): SandboxState {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  const given = value as Record<string, unknown>;
  if (Number(given['format']) > format) throw new NewerState();
  if (given['format'] !== format) throw new Error(`format ${JSON.stringify(given['format'])} is not ${format}`);
  const model = emptyState('', '');
  const members = Object.entries(model).map(([name, sample]: [string, unknown]) => {
    const member = given[name] ?? (isLater(name) ? [] : undefined);
    const fits =
      sample instanceof Map || Array.isArray(sample) ? Array.isArray(member) : typeof member === typeof sample;
    if (!fits) throw new Error(`${name} is missing or of another type`);
    return [name, sample instanceof Map ? mapOf(name, member as unknown[]) : member];
  });
  return upgradeState(Object.fromEntries(members) as SandboxState, given);
}
/** Every entry is a key with what it stands for: a null would break the first list that meets it. */
function mapOf(name: string, entries: readonly unknown[]): Map<unknown, unknown> {
  const isEntry = (entry: unknown): entry is [unknown, unknown] =>
    Array.isArray(entry) && entry.length === 2 && entry[1] !== null;
  if (!entries.every(isEntry)) throw new Error(`${name} has an entry of another type`);
  return new Map(entries);
}
/** The file was written by a sandbox that knows more. */
class NewerState extends Error {}

/** Reads a state file; undefined when there is none yet. Throws `SandboxStartError` when it cannot be used. */
export async function loadState(path: string): Promise<SandboxState | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(path, error);
  }
  try {
    return stateFromText(text);
  } catch (error) {
    if (error instanceof NewerState)
      throw new SandboxStartError(
        l10n.t(
          'The sandbox state file {0} was written by a newer version. Update this one, or choose another file.',
          path,
        ),
      );
    throw unusable(path, error);
  }
}
/** Takes away what a killed sandbox left half-written. Only for whoever holds the state file. */
export async function removeDrafts(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const front = `${basename(path)}.`;
  // The whole rest of the name: `a.json.b`, beside `a.json`, is a state file with drafts of its own.
  const isDraft = (name: string): boolean =>
    name.startsWith(front) && /^[0-9a-f-]{36}\.tmp$/.test(name.slice(front.length));
  for (const name of names.filter(isDraft)) await rm(join(dirname(path), name), { force: true }).catch(() => undefined);
}
const unusable = (path: string, error: unknown): SandboxStartError =>
  new SandboxStartError(
    l10n.t(
      'The sandbox state file {0} cannot be used ({1}). Delete the file to start afresh, or choose another one.',
      path,
      messageOf(error),
    ),
  );

/** Saves the state soon after it changed, and at the end. */
export class StateSaver {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    private readonly path: string,
    private readonly state: SandboxState,
    private readonly log: Log,
  ) {}

  changed(): void {
    // The file may belong to another by now.
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#save();
    }, waitMs);
  }
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#save();
  }

  #save(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }
  async #write(): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await writeWhole(temporary, stateToText(this.state));
      await replace(temporary, this.path);
    } catch (error) {
      this.log.error(`sandbox: the state could not be saved: ${messageOf(error)}`);
      // Where its folder is gone nothing can be removed either.
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }
}
/** The text is on the disk before the name points to it: not even a power cut leaves half a file. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}
async function replace(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(code) || tries >= mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * tries));
    }
  }
}
