import assert from 'node:assert/strict';
import type { UploadTarget } from '../../../src/app/profile';
import { isReadable, type Journal } from '../../../src/app/publish/journal';
import { publish } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import { stepOfError } from '../../../src/app/publish/run';
import { describeTarget } from '../../../src/app/uploadTargets/targetWords';
import { UploadError } from '../../../src/upload/upload';
import { type PutServer, startPutServer } from '../../support/putServer';
import { packagesIn, placeOf, webLogin } from './support/places';
import { type Rig, rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { addressOf, depsOf, handleOf, hurriedContextOf, planOf } from './support/world';

type Kind = UploadTarget['kind'];
const kinds: readonly Kind[] = ['platform', 'cos', 'smh', 'http'];

describe('a publish whose upload failed, resumed when packages go elsewhere', function () {
  this.timeout(60_000);
  let rig: Rig;
  let web: PutServer;
  rigForEach({}, (made) => (rig = made));
  beforeEach(async () => (web = await startPutServer(webLogin)));
  afterEach(() => web.close());

  const contextOf = (kind: Kind) => {
    const { sandbox, folders } = rig;
    return hurriedContextOf(addressOf(sandbox, placeOf(kind, { sandbox, web })), folders.storage);
  };
  const run = (kind: Kind) =>
    publish(contextOf(kind), planOf(rig.sandbox, rig.folders.project), handleOf(), depsOf({ buildMs: 60_000 }));
  async function journal(): Promise<Journal> {
    const found = await new Publishes(contextOf('platform')).journals.read('publish-1');
    assert.ok(found && isReadable(found));
    return found;
  }
  /** The store takes the package and its answer is lost, or it takes nothing. */
  async function fail(kind: Kind, isStored: boolean): Promise<void> {
    const { faults } = rig.sandbox;
    if (kind === 'http') web.troubles.push(...Array<500>(9).fill(500));
    else
      faults.next({ action: kind === 'smh' ? 'smh' : 'cos:PUT', httpStatus: 503, times: 30, afterHandling: isStored });
    const error: unknown = await run(kind).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UploadError, String(error));
    assert.equal(stepOfError(error), 'upload');
    faults.clear();
    web.troubles.length = 0;
  }

  for (const from of kinds)
    for (const to of kinds.filter((kind) => kind !== from))
      it(`ends with one version, from the new place: ${from} to ${to}`, async () => {
        // The platform's own store is asked at once whether it has taken it.
        await fail(from, from !== 'platform' && kinds.indexOf(to) % 2 === 0);
        const { sandbox } = rig;
        const before = packagesIn(to, { sandbox, web });
        assert.equal((await run(to)).kind, 'preview');
        assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
        assert.equal(packagesIn(to, { sandbox, web }) - before, 1);
        const { state, plan, steps } = await journal();
        assert.equal(state, 'done');
        assert.equal(steps.upload?.inputs?.kind, to);
        assert.equal(plan.target, describeTarget(contextOf(to).session.profile.uploadTarget));
      });
});
