import { codeOf } from './errorCode';

/** Whether a process of this machine runs; one of another user counts too. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
