import nodeFetch from 'node-fetch';
import type { FetchBytes } from '../app/commands/context';
import { Cancelled } from '../base/errors';
import { TransportError } from '../client/errors';
import { networkFault } from '../client/networkFault';

/** Milliseconds for one picture. */
const LIMIT_MS = 20_000;
const WHAT = 'Picture';

/** Gets the bytes of a picture without credentials. Throws `TransportError` and `Cancelled`. */
export const fetchBytes: FetchBytes = async (url, { maxBytes, signal }) => {
  const { host } = new URL(url);
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    const response = await nodeFetch(url, {
      size: maxBytes,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (!response.ok) throw new TransportError(WHAT, 'notPlatform', host, `HTTP ${response.status}`, response.status);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof TransportError) throw error;
    if (signal?.aborted) throw new Cancelled();
    if (limit.aborted) throw new TransportError(WHAT, 'timeout', host, `no picture in ${LIMIT_MS} ms`);
    const { fault, detail } = networkFault(error);
    throw new TransportError(WHAT, fault, host, detail);
  }
};
