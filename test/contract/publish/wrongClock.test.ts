import assert from 'node:assert/strict';
import { publish, type PublishOutcome } from '../../../src/app/publish/publish';
import { type Clock, systemClock } from '../../../src/base/clock';
import { type PutServer, startPutServer } from '../../support/putServer';
import { packagesIn, placeOf, webLogin } from './support/places';
import { type Rig, rigForEach } from './support/rig';
import { approveAll, onlineNumber, versionsOf } from './support/truth';
import { addressOf, contextByClock, depsOf, handleOf, planOf } from './support/world';

const day = 24 * 3600 * 1000;

describe('a publish on a computer whose clock is wrong', function () {
  this.timeout(60_000);
  let rig: Rig;
  let web: PutServer;
  rigForEach({}, (made) => (rig = made));
  beforeEach(async () => (web = await startPutServer(webLogin)));
  afterEach(() => web.close());

  async function publishBy(
    clock: Clock,
    kind: Parameters<typeof placeOf>[0],
    onReport: (message: string) => void = () => undefined,
  ): Promise<PublishOutcome> {
    const { sandbox, folders } = rig;
    const context = contextByClock(addressOf(sandbox, placeOf(kind, { sandbox, web })), folders.storage, clock);
    const plan = planOf(sandbox, folders.project, { until: 'released' });
    const first = await publish(context, plan, handleOf(onReport), depsOf());
    assert.equal(first.kind, 'inReview');
    for (const { id } of versionsOf(sandbox, plan.version)) approveAll(sandbox, id);
    return publish(context, plan, handleOf(), depsOf());
  }
  for (const kind of ['platform', 'cos', 'smh', 'http'] as const) {
    for (const [how, offMs] of [
      ['a day ahead', day],
      ['a day behind', -day],
    ] as const)
      it(`by ${how}, ends as any other: ${kind}`, async () => {
        const clock = { ...systemClock, now: () => Date.now() + offMs };
        assert.equal((await publishBy(clock, kind)).kind, 'released');
        assert.equal(versionsOf(rig.sandbox, '1.5.0').length, 1);
        assert.equal(onlineNumber(rig.sandbox), '1.5.0');
        assert.equal(packagesIn(kind, { sandbox: rig.sandbox, web }), 1);
      });

    it(`and is put right while it runs, ends as any other: ${kind}`, async () => {
      let offMs = day;
      const clock = { ...systemClock, now: () => Date.now() + offMs };
      // Whoever has learnt a difference has to learn it again.
      const onReport = (message: string): void =>
        void (offMs = /^[125]/.test(message) ? day : /^3/.test(message) ? 0 : -day);
      assert.equal((await publishBy(clock, kind, onReport)).kind, 'released');
      assert.equal(versionsOf(rig.sandbox, '1.5.0').length, 1);
    });
  }
});
