import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { publish } from '../../../src/app/publish/publish';
import { type StepId, stepIds } from '../../../src/app/publish/plan';
import { Publishes } from '../../../src/app/publish/publishes';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import type { ChildJob, StopPoint } from './support/publishChild';
import { rigForEach } from './support/rig';
import { approveAll, approvalsOf, onlineNumber, versionsOf } from './support/truth';
import { type Address, contextOf, depsOf, type Folders, handleOf, planOf } from './support/world';

const script = fileURLToPath(new URL('support/publishChild.ts', import.meta.url));
const thatSend: readonly StepId[] = ['upload', 'version', 'preview', 'submit', 'release'];
const points: readonly StopPoint[] = stepIds.flatMap((step): StopPoint[] => [
  { step, moment: 'before' },
  ...(thatSend.includes(step)
    ? ([
        { step, moment: 'sending' },
        { step, moment: 'answered' },
      ] as const)
    : []),
  { step, moment: 'after' },
]);

/** Runs the publish in another process until it stands at the point, and kills it there. */
async function killAt(job: ChildJob): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, PUBLISH_CHILD_JOB: JSON.stringify(job) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await exited;
  assert.equal(String(text), 'here\n');
}
function addressOf(sandbox: Sandbox): Address {
  const { url, platformId, secretId, secretKey, region, dialect } = sandbox;
  return { url, platformId, secretId, secretKey, region, dialect };
}

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`a publish that is killed, ${dialect}`, function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let folders: Folders;
    rigForEach({ dialect, onlyDialect: dialect, buildMs: 150 }, (rig) => ({ sandbox, folders } = rig));

    // The dialects differ in what they answer to the requests that create.
    const here = dialect === 'tcsas' ? points : points.filter(({ moment }) => moment === 'answered');
    for (const stopAt of here) {
      it(`${stopAt.moment} ${stopAt.step} ends with one package, one version, one approval, one release`, async () => {
        const address = addressOf(sandbox);
        const context = contextOf(address, folders.storage);
        const plan = planOf(address, folders.project, { until: 'submitted', version: '1.5.0' });
        const resume = (until: 'submitted' | 'released') =>
          publish(context, { ...plan, until }, handleOf(), depsOf({ buildMs: 2_000 }));
        if (stopAt.step === 'release') {
          const submitted = await resume('submitted');
          assert.ok(submitted.kind === 'submitted');
          approveAll(sandbox, submitted.versionId);
        }
        const until = stopAt.step === 'release' ? 'released' : 'submitted';
        await killAt({ address, storage: folders.storage, plan: { ...plan, until }, stopAt });

        const publishes = new Publishes(context);
        assert.deepEqual(
          (await publishes.refresh()).map((journal) => journal.state),
          ['running'],
        );
        let submitted = await resume('submitted');
        if (stopAt.step === 'version' && stopAt.moment === 'sending') {
          // From the journal nobody can tell whether the request went out.
          assert.equal(submitted.kind, 'notSeen');
          const [unanswered] = await publishes.refresh();
          assert.ok(unanswered);
          await publishes.allowCreateAgain(unanswered);
          submitted = await resume('submitted');
        }
        assert.ok(submitted.kind === 'submitted');
        approveAll(sandbox, submitted.versionId);
        assert.deepEqual(await resume('released'), { kind: 'released', versionId: submitted.versionId });

        assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
        assert.equal(approvalsOf(sandbox, submitted.versionId).length, 1);
        assert.equal(onlineNumber(sandbox), '1.5.0');
        const packages = [...sandbox.state.objects.keys()].filter((key) => key.endsWith('.zip'));
        assert.equal(packages.length, 1, 'one package in the store');
        assert.deepEqual(await publishes.refresh(), []);
      });
    }
  });
}
