import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { CommandContext } from '../../../../src/app/commands/context';
import { previewPackageCommands } from '../../../../src/app/commands/previewPackage';
import { UserError } from '../../../../src/app/errors/userError';
import type { CommandArgs, CommandId } from '../../../../src/app/manifest';
import { Packing } from '../../../../src/app/packing/packing';
import { keepPublished } from '../../../../src/app/packing/published';
import type { PackageModel } from '../../../../src/app/panels';
import { Cancelled } from '../../../../src/base/errors';
import { makeManifest } from '../../../../src/pack/manifest';
import { type TestPorts, testPorts } from '../../../support/appPorts';
import { FakeWorkspace } from '../../../support/fakes';
import { freshFolder, goodProgram, writeFiles } from '../../pack/support/folder';

const never = new AbortController().signal;
const program = { kind: 'program', profileId: 'p', mnpId: 'mp0000000000000001', name: 'Corner Coffee' } as const;

describe('Preview Package', () => {
  const root = freshFolder();
  let ports: TestPorts;
  let packing: Packing;
  const ran: CommandId[] = [];
  beforeEach(() => {
    const workspace = new FakeWorkspace({ name: 'shop', path: root() });
    ports = testPorts({ workspace, storagePath: path.join(root(), '..', `${path.basename(root())}-storage`) });
    packing = new Packing(ports);
    ran.length = 0;
  });
  afterEach(async () => {
    packing.dispose();
    await rm(ports.storagePath, { recursive: true, force: true });
  });
  const run = (...args: CommandArgs['miniProgram.previewPackage']): Promise<void> => {
    const context = {
      ...ports,
      packing,
      sessions: { active: { platformId: 'T1' } },
      store: { list: { state: { programs: [] } } },
      run: (command: CommandId) => {
        ran.push(command);
        return Promise.resolve();
      },
    };
    return previewPackageCommands(context as unknown as CommandContext)['miniProgram.previewPackage'](...args);
  };
  const shown = (): PackageModel => {
    const model = ports.ui.shownPackages.at(-1);
    assert.ok(model, 'no panel was opened');
    return model;
  };
  const file = (fsPath: string) => ({ scheme: 'file', fsPath }) as const;

  it('checks the folder, lists what it found, and opens the panel; nothing is written', async () => {
    await writeFiles(root(), { ...goodProgram, 'pages/index/index.json': '\uFEFF{}' });
    await run();
    assert.equal(shown().key, root());
    assert.equal(shown().preview.name, 'Good');
    assert.deepEqual(
      ports.problems.shown.get(root())?.map(({ rule }) => rule),
      ['jsonBom'],
    );
    assert.deepEqual(ports.ui.said, []);
  });

  it('does nothing in a window that is not trusted', async () => {
    await writeFiles(root(), goodProgram);
    ports.workspace.isTrusted = false;
    await assert.rejects(run(), (error) => error instanceof UserError && error.reason === 'untrusted');
    assert.deepEqual(ports.ui.shownPackages, []);
  });

  it('takes the innermost project around what was chosen in the explorer', async () => {
    const inner = path.join(root(), 'apps', 'tea');
    await writeFiles(root(), goodProgram);
    await writeFiles(inner, goodProgram);
    for (const chosen of [inner, path.join(inner, 'project.config.json'), path.join(inner, 'pages')]) {
      await run(file(chosen));
      assert.equal(shown().key, inner, chosen);
    }
    await run(file(path.join(root(), 'pages')));
    assert.equal(shown().key, root());
  });

  it('says so when the chosen folder holds no mini program', async () => {
    await writeFiles(path.join(root(), 'docs'), { 'a.txt': 'x' });
    await assert.rejects(run(file(path.join(root(), 'docs'))), /holds no mini program/);
  });

  it('tells when the folder belongs to another mini program than the one it was asked for', async () => {
    await writeFiles(root(), goodProgram);
    await run({ ...program, mnpId: 'mpother' });
    const rules = ports.problems.shown.get(root())?.map(({ rule }) => rule);
    assert.deepEqual(rules, ['appIdDiffers']);
  });

  it('compares with what was published last from this machine to the platform of this window', async () => {
    await writeFiles(root(), goodProgram);
    const manifest = makeManifest(program.mnpId, [], {}, []);
    const version = { version: '1.4.1', versionId: 3, at: 5, manifest };
    await keepPublished(ports, { platformId: 'T2', mnpId: program.mnpId }, version);
    await run();
    assert.match(shown().preview.changes.summary, /^Nothing has been published/);
    await keepPublished(ports, { platformId: 'T1', mnpId: program.mnpId }, version);
    await run();
    assert.match(shown().preview.changes.summary, /5 added, .* since 1\.4\.1/);
  });

  it('checks again with what is on the disk then, and can be stopped', async () => {
    await writeFiles(root(), goodProgram);
    await run();
    const first = shown();
    await writeFile(path.join(root(), 'app.js'), 'App({ changed: true });\n');
    const files: number[] = [];
    const second = await first.check(never, (done) => files.push(done.files));
    assert.notEqual(second.contentHash, first.preview.contentHash);
    await assert.rejects(
      first.check(AbortSignal.abort(), () => undefined),
      Cancelled,
    );
  });

  it('tells in words when the folder is gone, or a setting cannot be used', async () => {
    await writeFiles(root(), goodProgram);
    await run();
    ports.settings['miniProgram.package.layout'] = 'sideways';
    await assert.rejects(
      shown().check(never, () => undefined),
      /miniProgram\.package\.layout/,
    );
    ports.settings['miniProgram.package.layout'] = 'codeRoot';
    await rm(root(), { recursive: true });
    const gone = await shown()
      .check(never, () => undefined)
      .then((preview) => preview.verdict.text, String);
    assert.doesNotMatch(gone, /ENOENT: no such file|Something went wrong/);
  });

  it('has buttons that publish, save and show the list of problems', async () => {
    await writeFiles(root(), goodProgram);
    await run();
    await shown().publish();
    await shown().save();
    shown().showProblems();
    await shown().open({ path: '/x/app.js' });
    assert.deepEqual(ran, ['miniProgram.publish', 'miniProgram.package']);
    assert.equal(ports.problems.focused, 1);
    assert.deepEqual(ports.ui.openedFiles, [{ path: '/x/app.js', range: undefined }]);
  });
});
