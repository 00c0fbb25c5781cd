import { writeSync } from 'node:fs';
import type { Journal } from '../../../../src/app/publish/journal';
import type { PublishPlan, StepId } from '../../../../src/app/publish/plan';
import { publish } from '../../../../src/app/publish/publish';
import type { CloudClient } from '../../../../src/client/cloudClient';
import type { Uploader } from '../../../../src/upload/upload';
import { type Address, contextOf, depsOf, handleOf } from './world';

/** Where the child stands still, to be killed there. */
export interface StopPoint {
  readonly step: StepId;
  /**
   * `before`: the journal says that the step runs. `sending`: what reads back is written, nothing is sent yet.
   * `answered`: the platform has done it and its answer has arrived, the journal does not know. `after`: the step is done.
   */
  readonly moment: 'before' | 'sending' | 'answered' | 'after';
}
export interface ChildJob {
  readonly address: Address;
  readonly storage: string;
  readonly plan: PublishPlan;
  readonly stopAt: StopPoint;
}
const writes: Readonly<Partial<Record<string, StepId>>> = {
  CreateMNPVersion: 'version',
  ConfigureMNPPreview: 'preview',
  CreateMNPApproval: 'submit',
  ReleaseMNPVersion: 'release',
};

/** Tells the parent and stops the whole thread: nothing runs after this, as nothing runs after a kill. */
function freeze(): never {
  writeSync(1, 'here\n');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
function watchJournal({ step, moment }: StopPoint): (journal: Journal) => void {
  return ({ steps }) => {
    const record = steps[step];
    const isThere =
      (moment === 'before' && record?.state === 'running' && record.inputs === undefined) ||
      (moment === 'sending' && record?.state === 'running' && record.inputs !== undefined) ||
      (moment === 'after' && record?.state === 'done');
    if (isThere) freeze();
  };
}
function watchReplies(client: CloudClient, { step, moment }: StopPoint): CloudClient {
  return {
    call: async (action, request, options) => {
      const reply = await client.call(action, request, options);
      if (moment === 'answered' && writes[action] === step) freeze();
      return reply;
    },
  };
}

const { address, storage, plan, stopAt } = JSON.parse(process.env['PUBLISH_CHILD_JOB'] ?? '') as ChildJob;
const context = contextOf(address, storage);
const upload: Uploader = async (job) => {
  const stored = await context.session.upload(job);
  if (stopAt.step === 'upload' && stopAt.moment === 'answered') freeze();
  return stored;
};
const session = { ...context.session, client: watchReplies(context.session.client, stopAt), upload };
const deps = { ...depsOf(), onJournal: watchJournal(stopAt) };
void publish({ ...context, session }, plan, handleOf(), deps).then(
  (outcome) => writeSync(1, `${JSON.stringify(outcome)}\n`),
  (error: unknown) => writeSync(1, `${String(error)}\n`),
);
