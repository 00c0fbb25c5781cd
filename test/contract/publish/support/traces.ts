import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writings } from '../../../support/secretWriting';

/** What a run left somewhere: where, and its bytes as Latin-1 text. */
export interface Trace {
  readonly where: string;
  readonly text: string;
}
export const traceOf = (where: string, text: string): Trace => ({
  where,
  text: Buffer.from(text).toString('latin1'),
});

/** Every file below a folder, with its name: a name may tell a secret, too. */
export function filesBelow(folder: string): readonly Trace[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const name = { where: 'a file name', text: Buffer.from(file).toString('latin1') };
    return entry.isFile() ? [name, { where: file, text: readFileSync(file).toString('latin1') }] : [name];
  });
}

/** Keeps the command line of every process of this machine until it is stopped (Linux; elsewhere none). */
export function watchArguments(everyMs = 15): { stop(): readonly Trace[] } {
  const seen = new Set<string>();
  const look = (): void => {
    let names: readonly string[] = [];
    try {
      names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    } catch {
      // No such folder here.
    }
    for (const pid of names)
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`).toString('latin1'));
      } catch {
        // It has ended meanwhile.
      }
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return [...seen].map((text) => ({ where: 'process arguments', text }));
    },
  };
}

/** Base64 of a text wherever it begins: what of it does not depend on its neighbours. */
const base64Anywhere = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.from(`${'\0'.repeat(before)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });

/** Where a secret is found in any of its writings: plain, percent-encoded, JSON, base64, hex and more. */
export function findSecret(secret: string, traces: readonly Trace[]): readonly string[] {
  const written = [...Object.values(writings).map((write) => write(secret)), ...base64Anywhere(secret)];
  const forms = new Set(written.map((form) => Buffer.from(form).toString('latin1')));
  return traces.filter(({ text }) => [...forms].some((form) => text.includes(form))).map(({ where }) => where);
}
