import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../base/errors';
import type { Request, Response } from './protocol';
import { nothingKept, runTask, transferOf } from './runTask';

/** The thread's own end: bundled as dist/packWorker.js. */
const kept = nothingKept();
parentPort?.on('message', ({ number, task }: Request) => {
  let response: Response;
  let transfer: readonly ArrayBuffer[] = [];
  try {
    const result = runTask(kept, task);
    transfer = transferOf(result);
    response = { number, result };
  } catch (error) {
    response = { number, error: messageOf(error) };
  }
  parentPort?.postMessage(response, transfer);
});
