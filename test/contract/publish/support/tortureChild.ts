import { writeSync } from 'node:fs';
import type { PublishPlan } from '../../../../src/app/publish/plan';
import { publish } from '../../../../src/app/publish/publish';
import { type Address, contextOf, depsOf, handleOf } from './world';

/** One publish in a process of its own, to be killed at any moment. Bundled before it runs, so that it starts fast. */
export interface TortureJob {
  readonly address: Address;
  readonly storage: string;
  readonly plan: PublishPlan;
  /** After a create that nobody answered. */
  readonly unansweredMs: number;
}
const { address, storage, plan, unansweredMs } = JSON.parse(process.env['PUBLISH_CHILD_JOB'] ?? '') as TortureJob;
void publish(contextOf(address, storage), plan, handleOf(), depsOf({ unansweredMs })).then(
  (outcome) => writeSync(1, JSON.stringify(outcome)),
  (error: unknown) => writeSync(1, JSON.stringify({ kind: 'error', message: String(error) })),
);
