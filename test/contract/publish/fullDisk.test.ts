import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { present } from '../../../src/app/errors/present';
import type { Files } from '../../../src/app/ports';
import { isReadable } from '../../../src/app/publish/journal';
import { publish } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import { files } from '../../../src/disk/files';
import { type PutServer, startPutServer } from '../../support/putServer';
import { packagesIn, placeOf, webLogin } from './support/places';
import { type Rig, rigForEach } from './support/rig';
import { approvalsOf, approveAll, onlineNumber, versionsOf } from './support/truth';
import { addressOf, contextOf, depsOf, handleOf, planOf } from './support/world';

const kind = 'http';

/** A disk that has room for so many writes of text, and then for none. As the system words it. */
function disk(roomFor: number): Files {
  let writes = 0;
  const refuse = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  };
  return {
    ...files,
    writeAtomic: async (path, text) => (++writes > roomFor ? refuse() : files.writeAtomic(path, text)),
    lock: async (path, note) => (roomFor < 0 ? refuse() : files.lock(path, note)),
  };
}

describe('a disk that is full while a publish runs', function () {
  this.timeout(120_000);
  let rig: Rig;
  let web: PutServer;
  rigForEach({ buildMs: 30 }, (made) => (rig = made));
  beforeEach(async () => (web = await startPutServer(webLogin)));
  afterEach(() => web.close());

  const plan = (version: string) =>
    planOf(rig.sandbox, rig.folders.project, { id: `p-${version}`, version, until: 'released', preview: 'replace' });
  /** To the reviewers, who approve it, and on to the end. */
  async function toReleased(on: Files, version: string): Promise<void> {
    const { sandbox, folders } = rig;
    const context = { ...contextOf(addressOf(sandbox, placeOf(kind, { sandbox, web })), folders.storage), files: on };
    for (let tries = 0; tries < 3; tries++) {
      const outcome = await publish(context, plan(version), handleOf(), depsOf({ unansweredMs: 600 }));
      if (outcome.kind === 'released') return;
      assert.equal(outcome.kind, 'inReview');
      for (const { id } of versionsOf(sandbox, version)) approveAll(sandbox, id);
    }
    assert.fail('not released');
  }

  it('stops it with words at every write, and it is taken up again without doing anything twice', async () => {
    const { sandbox, folders } = rig;
    const publishes = new Publishes(contextOf(sandbox, folders.storage));
    let isWhole = false;
    for (let roomFor = -1; !isWhole; roomFor++) {
      assert.ok(roomFor < 60, 'a publish writes less often');
      const version = `3.${roomFor + 1}.0`;
      const before = packagesIn(kind, { sandbox, web });
      const failure: unknown = await toReleased(disk(roomFor), version).catch((error: unknown) => error);
      isWhole = failure === undefined;
      if (!isWhole) {
        assert.match(present(failure)?.message ?? '', /^The disk is full/, `write ${roomFor + 1}: ${String(failure)}`);
        const open = (await publishes.refresh()).filter((journal) => journal.plan.version === version);
        assert.equal(open.length, roomFor < 1 ? 0 : 1, `can be resumed after write ${roomFor}`);
        await toReleased(files, version);
      }
      const [made, ...more] = versionsOf(sandbox, version);
      assert.ok(made && more.length === 0, `one version after write ${roomFor}`);
      assert.equal(approvalsOf(sandbox, made.id).length, 1);
      assert.equal(onlineNumber(sandbox), version);
      assert.equal(packagesIn(kind, { sandbox, web }) - before, 1, `one package after write ${roomFor}`);
      const journal = await publishes.journals.read(`p-${version}`);
      assert.ok(journal && isReadable(journal) && journal.state === 'done');
      const names = await readdir(folders.storage, { recursive: true });
      assert.deepEqual(
        names.filter((name) => /\.(zip|part|lock|tmp|manifest)(\.|$)/.test(name)),
        [],
      );
    }
  });
});
