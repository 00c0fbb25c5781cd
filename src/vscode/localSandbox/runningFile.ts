import { createHash } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { get } from 'node:http';
import type { Files, SandboxAddress } from '../../app/ports';
import { parseAddress } from './sandboxProcess';

/** The emulator that some window of this user started, as `running.json` tells it to the others. */
export interface Running {
  readonly address: SandboxAddress;
  readonly pid: number;
  /** Proves that the reader has the same key, without telling it. */
  readonly keyHash: string;
}
const HEALTH_LIMIT_MS = 2_000;

export const hashOf = (secretKey: string): string => createHash('sha256').update(secretKey).digest('hex');

export async function readRunning(files: Files, path: string): Promise<Running | undefined> {
  return parse(await files.readText(path));
}
export async function writeRunning(files: Files, path: string, { address, pid, keyHash }: Running): Promise<void> {
  await files.writeAtomic(path, JSON.stringify({ ...address, pid, keyHash }));
}
/** Removes the file if it is still about the emulator with this number. Synchronous: also done while the window closes. */
export function forgetRunning(path: string, pid: number): void {
  try {
    if (parse(readFileSync(path, 'utf8'))?.pid === pid) unlinkSync(path);
  } catch {
    // Nothing to forget.
  }
}
function parse(text: string | undefined): Running | undefined {
  const address = text === undefined ? undefined : parseAddress(text);
  if (text === undefined || !address) return undefined;
  const { pid, keyHash } = JSON.parse(text) as Partial<Running>;
  return typeof pid === 'number' && typeof keyHash === 'string' ? { address, pid, keyHash } : undefined;
}
/** Whether the emulator answers at this address. */
export function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = get(new URL('/sandbox/health', url), { timeout: HEALTH_LIMIT_MS }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
    } catch {
      resolve(false);
    }
  });
}
