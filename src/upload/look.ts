import { throwIfAborted } from '../base/errors';
import type { AskCos } from './cosParts';
import type { CosPlace } from './cosRequest';
import { type TargetLook, UploadError } from './upload';

type Signal = AbortSignal | undefined;

/** Name of a file that nobody has stored: asking for it changes and downloads nothing. */
const absent = 'connection-check';
/** A template with that name for everything it would be filled with, so that it lies where the packages will. */
export const absentIn = (template: string): string => template.replaceAll(/\{[^{}]*\}/g, absent);

/** Whether a bucket is there and takes the key. Throws `UploadError` where it does not. */
export function lookAtCos(ask: AskCos, place: CosPlace, signal: Signal): Promise<TargetLook> {
  const { host } = new URL(place.base);
  return look(host, () => ask({ method: 'GET', place, signal }), signal).catch((error: unknown) => {
    // The key is known but may not look: storing needs another right.
    if (error instanceof UploadError && error.kind === 'denied' && error.code === 'AccessDenied')
      return { host, login: 'taken', mayRead: false };
    throw error;
  });
}

/** What asking for a file that is not there tells. Throws `UploadError` where the answer is another. */
export async function look(host: string, ask: () => Promise<unknown>, signal: Signal): Promise<TargetLook> {
  throwIfAborted(signal);
  try {
    await ask();
    return { host, login: 'taken', mayRead: true };
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    if (error.kind === 'notFound' && error.code !== 'NoSuchBucket') return { host, login: 'taken', mayRead: true };
    throw error;
  }
}
