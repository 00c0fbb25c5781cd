import { fork } from 'node:child_process';
import path from 'node:path';
import { installVendorSdk } from './install';
import type { AnswerMessage, JobMessage, JobName, VendorJobs } from './vendorJobs';

/** What the vendor's SDK threw. */
export class VendorError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly requestId: string,
  ) {
    super(message);
  }
}
export interface Vendor {
  run<N extends JobName>(name: N, job: Parameters<VendorJobs[N]>[0]): Promise<any>;
  stop(): void;
}

/** Installs the vendor's SDKs if need be and starts the process they live in. */
export async function startVendor(): Promise<Vendor> {
  await installVendorSdk();
  const child = fork(path.join(process.cwd(), 'test', 'contract', 'vendorSdk', 'vendorProcess.ts'), {
    execArgv: ['--import=tsx'],
    serialization: 'advanced',
  });
  const waiting = new Map<number, (answer: AnswerMessage) => void>();
  child.on('message', (answer: AnswerMessage) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', (code) => {
    for (const [id, settle] of waiting)
      settle({ id, ok: false, message: `The vendor's process ended (${String(code)})`, code: '', requestId: '' });
  });
  let last = 0;
  return {
    async run(name, job) {
      const id = ++last;
      const answer = await new Promise<AnswerMessage>((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, name, job } satisfies JobMessage);
      });
      if (!answer.ok) throw new VendorError(answer.message, answer.code, answer.requestId);
      return answer.value;
    },
    stop() {
      child.disconnect();
    },
  };
}
