import * as l10n from '@vscode/l10n';
import type { Answer } from './exchange';
import { isRedirect } from './redirect';
import { UploadError } from './upload';

export const isPage = ({ headers }: Pick<Answer, 'headers'>): boolean =>
  /^\s*(?:text\/html|application\/xhtml\+xml)/i.test(headers.get('content-type') ?? '');

/** The error for a page where the store's own answer should be: a login page of the network, a proxy, another server. */
export const intercepted = (host: string, status: number): UploadError =>
  new UploadError(
    'intercepted',
    host,
    `HTTP ${status}`,
    l10n.t(
      'A web page came in place of the answer of {0}. Check whether a proxy or a login page of the network stands in between, and the address of the upload target, then try again.',
      host,
    ),
  );

/** Throws for a page from a store that never answers one. An ill server may put anything into its answer. */
export function refusePage(host: string, answer: Pick<Answer, 'status' | 'headers'>): void {
  const { status } = answer;
  const isIll = status >= 500 || status === 429 || status === 408;
  if (!isIll && !isRedirect(answer) && isPage(answer)) throw intercepted(host, status);
}
