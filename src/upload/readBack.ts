import * as l10n from '@vscode/l10n';
import type fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { Cancelled, messageOf, throwIfAborted } from '../base/errors';
import { UploadError } from './upload';

const timeoutMs = 20_000;

/**
 * Makes sure that whoever has the address can read the file, as the platform will: without credentials, without a redirect.
 * Asks by HEAD, and by GET of the first byte where that is refused. Throws `UploadError` and `Cancelled`.
 */
export async function readBack(fetcher: typeof fetch, url: string, bytes: number, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  const limit = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  const ask = async (method: 'HEAD' | 'GET'): Promise<Response> => {
    const response = await fetcher(url, {
      method,
      redirect: 'manual',
      ...(method === 'GET' && { headers: { range: 'bytes=0-0' } }),
      signal: either,
    });
    // Only the head counts; a server that ignores the range would send the whole file.
    if (response.body && 'destroy' in response.body)
      (response.body as NodeJS.ReadableStream & { destroy(): void }).destroy();
    return response;
  };
  try {
    let response = await ask('HEAD');
    if (!response.ok) response = await ask('GET');
    judge(response, url, bytes);
  } catch (error) {
    if (error instanceof UploadError) throw error;
    if (signal?.aborted) throw new Cancelled();
    const kind = limit.aborted ? 'timeout' : 'network';
    throw new UploadError(kind, hostOf(url), 'readBack', messageOf(error));
  }
}

const hostOf = (url: string): string => new URL(url).host;

function judge(response: Response, url: string, bytes: number): void {
  const { status } = response;
  const refuse = (kind: 'notFound' | 'denied' | 'server' | 'checksum', detail: string): never => {
    const requestId = response.headers.get('x-cos-request-id') ?? undefined;
    throw new UploadError(kind, hostOf(url), `HTTP ${status}`, detail, requestId);
  };
  if (status === 404) refuse('notFound', l10n.t('The file was stored, but nothing is found at its address {0}.', url));
  if (status >= 300 && status < 400)
    refuse('notFound', l10n.t('The file was stored, but its address {0} leads elsewhere (a redirect).', url));
  if (status >= 500) refuse('server', l10n.t('The file was stored, but reading it back failed.'));
  if (!response.ok)
    refuse(
      'denied',
      l10n.t(
        'The file was stored, but {0} cannot be read without a login, so the platform could not download it.',
        url,
      ),
    );
  const size = sizeOf(response);
  if (size !== undefined && size !== bytes)
    refuse('checksum', l10n.t('The file has {0} bytes, but its address answers {1}.', bytes, size));
}

/** Bytes of the whole file as the answer tells it. */
function sizeOf(response: Response): number | undefined {
  const text =
    response.status === 206
      ? /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
      : response.headers.get('content-encoding') === null
        ? response.headers.get('content-length')
        : undefined;
  return text === null || text === undefined ? undefined : Number(text);
}
