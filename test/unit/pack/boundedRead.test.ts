import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { readProject } from '../../../src/pack/project';
import { walk } from '../../../src/pack/plan/walk';

const mib = 1024 * 1024;

describe('pack: a folder that nobody has vouched for', () => {
  let base: string;
  let root: string;
  beforeEach(async () => {
    base = await mkdtemp(path.join(tmpdir(), 'unfit-'));
    root = path.join(base, 'project');
    await mkdir(root);
  });
  afterEach(() => rm(base, { recursive: true }));
  const config = (): string => path.join(root, 'project.config.json');
  async function assertUnfit(reason: string): Promise<void> {
    const project = await readProject(root);
    assert.deepEqual(
      project.problems.map(({ rule, severity, args }) => [rule, severity, 'reason' in args ? args.reason : '']),
      [['projectConfigUnfit', 'error', reason]],
    );
    assert.equal(project.configFile, undefined);
  }

  it('does not wait for a pipe', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(spawnSync('mkfifo', [config()]).status, 0);
    await assertUnfit('notAFile');
  });
  it('does not read a device', async function () {
    if (process.platform === 'win32') this.skip();
    const app = path.join(root, 'app.json');
    await symlink('/dev/zero', app);
    assert.deepEqual((await readProject(root)).entryPages, []);
  });
  it('reads up to 1 MiB of a project file', async () => {
    await writeFile(config(), `{"appid":"mp1"}${' '.repeat(mib - 15)}`);
    assert.equal((await readProject(root)).appId?.value, 'mp1');
    await truncate(config(), 2 ** 30);
    await assertUnfit('tooLarge');
  });
  it('reads up to 4 MiB of app.json', async () => {
    const text = '{"pages":["a"]}';
    await writeFile(path.join(root, 'app.json'), text + ' '.repeat(4 * mib - text.length));
    assert.equal((await readProject(root)).entryPages.length, 1);
    await writeFile(path.join(root, 'app.json'), text + ' '.repeat(4 * mib));
    assert.equal((await readProject(root)).entryPages.length, 0);
  });
  it('follows a link inside the project, and none that leads out of it', async () => {
    await writeFile(path.join(root, 'real.json'), '{"appid":"mp1"}');
    await symlink('real.json', config());
    assert.equal((await readProject(root)).appId?.value, 'mp1');
    await rm(config());
    await writeFile(path.join(base, 'outside.json'), '{"appid":"mp1"}');
    await symlink('../outside.json', config());
    await assertUnfit('outside');
  });
  it('leaves out a link to what is neither file nor folder', async function () {
    if (process.platform === 'win32') this.skip();
    assert.equal(spawnSync('mkfifo', [path.join(root, 'pipe')]).status, 0);
    await symlink('pipe', path.join(root, 'data.json'));
    const none = (): undefined => undefined;
    const { files, excluded } = await walk({ base: root, linkRoot: root, folderReason: none, fileReason: none });
    assert.deepEqual(files, []);
    assert.deepEqual(
      excluded.map(({ path: name, reason }) => [name, reason.by]),
      [
        ['data.json', 'special'],
        ['pipe', 'special'],
      ],
    );
  });
});
