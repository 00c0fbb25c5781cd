import { execFile } from 'node:child_process';
import { homedir } from 'node:os';

/** Milliseconds; a repository on a slow disk must not hold up a dialog. */
const LIMIT_MS = 3_000;

/** Subject of the last commit; undefined without git, repository or commits. */
export function gitSubject(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = {
      // Programs are looked for in the current folder too, on Windows always: a project must not bring its own git.
      cwd: homedir(),
      timeout: LIMIT_MS,
      windowsHide: true,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    };
    execFile('git', ['-C', folder, 'log', '-1', '--format=%s'], options, (error, stdout) => {
      resolve(error ? undefined : stdout.trim() || undefined);
    });
  });
}
