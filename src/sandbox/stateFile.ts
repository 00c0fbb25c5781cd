import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import type { Log } from '../base/log';
import { SandboxStartError } from './startError';
import { emptyState, type SandboxState } from './state';
import { isLater, upgradeState } from './stateUpgrade';

/** Of the file's layout. A file of another format is refused, not guessed at. */
const format = 1;
const waitMs = 250;

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
  if (given['format'] !== format) throw new Error(`format ${JSON.stringify(given['format'])} is not ${format}`);
  const model = emptyState('', '');
  const members = Object.entries(model).map(([name, sample]: [string, unknown]) => {
    const member = given[name] ?? (isLater(name) ? [] : undefined);
    const fits =
      sample instanceof Map || Array.isArray(sample) ? Array.isArray(member) : typeof member === typeof sample;
    if (!fits) throw new Error(`${name} is missing or of another type`);
    return [name, sample instanceof Map ? new Map(member as [unknown, unknown][]) : member];
  });
  return upgradeState(Object.fromEntries(members) as SandboxState, given);
}

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
    throw unusable(path, error);
  }
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

  constructor(
    private readonly path: string,
    private readonly state: SandboxState,
    private readonly log: Log,
  ) {}

  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#save();
    }, waitMs);
  }
  async close(): Promise<void> {
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
      await writeFile(temporary, stateToText(this.state), { mode: 0o600 });
      await rename(temporary, this.path);
    } catch (error) {
      this.log.error(`sandbox: the state could not be saved: ${messageOf(error)}`);
      await rm(temporary, { force: true });
    }
  }
}
