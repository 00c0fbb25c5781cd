import assert from 'node:assert/strict';
import { faultPresets } from '../../../../src/app/faults/presets';
import { publish, type PublishOutcome } from '../../../../src/app/publish/publish';
import type { Fault } from '../../../../src/sandbox/faults';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import { rigForEach } from '../../../contract/publish/support/rig';
import { versionsOf } from '../../../contract/publish/support/truth';
import {
  depsOf,
  type Folders,
  handleOf,
  hurriedContextOf,
  planOf,
  sessionOf,
} from '../../../contract/publish/support/world';

/** What a rehearsal promises is what a publish does then. */
describe('a publish during a rehearsal', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  const rehearse = (id: string): void => {
    const preset = faultPresets().find((one) => one.id === id);
    assert.ok(preset, id);
    // The same data: test/unit/app/faults/faults.test.ts sends every one of them over the wire.
    for (const fault of preset.faults) sandbox.faults.next(fault as Fault);
  };
  const run = (until: 'preview' | 'submitted' = 'preview'): Promise<PublishOutcome> =>
    publish(
      hurriedContextOf(sandbox, folders.storage),
      planOf(sandbox, folders.project, { until }),
      handleOf(),
      depsOf({ buildMs: 200_000, unansweredMs: 200_000, verifyMs: 200_000 }),
    );

  for (const id of ['uploadBreaks', 'unansweredCreate', 'busy', 'clock'])
    it(`gets through: ${id}`, async () => {
      rehearse(id);
      assert.equal((await run()).kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1, 'created twice, or not at all');
      assert.ok(sandbox.faults.struck.length > 0, 'nothing has struck');
    });
  it('says what the platform said, and makes no version: fileUrlRefused', async () => {
    rehearse('fileUrlRefused');
    await assert.rejects(run(), /HTTP 403/);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
    assert.equal((await run()).kind, 'preview');
  });
  it('says what the platform said, and makes no version: buildFails', async () => {
    rehearse('buildFails');
    await assert.rejects(run(), /unexpected end tag/);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
  });
  it('is told that something else answers, once reading again has not helped: proxy', async () => {
    rehearse('proxy');
    const { client } = sessionOf(sandbox);
    const read = () => client.call('DescribeMNPList', { Offset: 0, Limit: 1 });
    await assert.rejects(read(), /HTTP 502, an HTML page/);
    assert.equal(sandbox.faults.pending, 0, 'a read is tried three times');
    assert.equal((await read()).data?.DataList?.length, 1);
  });
});
