import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { PackProblem } from '../../../../src/pack/packTypes';

const run = promisify(execFile);
const inNamespace = ['--map-root-user', '--mount', 'sh', '-c'];
const mount = 'mount -t tmpfs -o size=64k tmpfs "$0"';

/** Whether this system lets us have a disk of 64 kB (Linux with user namespaces). */
export const hasSmallDisk = (folder: string): Promise<boolean> =>
  run('unshare', [...inNamespace, mount, folder]).then(
    () => true,
    () => false,
  );
/** Packs `root` onto a disk of 64 kB in another process; answers the problems, and what is left on that disk. */
export async function packOntoSmallDisk(
  root: string,
  folder: string,
): Promise<{ readonly problems: readonly PackProblem[]; readonly left: readonly string[] }> {
  const script = path.join(__dirname, 'packInto.ts');
  const command = `${mount} && "$@" && echo && ls -A "$0"`;
  const out = path.join(folder, 'out.zip');
  const pack = [process.execPath, '--import', 'tsx', script, root, out];
  const { stdout } = await run('unshare', [...inNamespace, command, folder, ...pack]);
  const [problems = '', ...left] = stdout.split('\n');
  return { problems: JSON.parse(problems), left: left.filter((name) => name !== '') };
}
