import * as l10n from '@vscode/l10n';
import { assertNever } from '../base/errors';
import { cleanUpMs } from './cleanUp';
import type { World } from './effects';
import { type Answer, exchange } from './exchange';
import { addressProblem } from './httpAddress';
import { authHeaders, type HttpAuth } from './httpAuth';
import { refusePage } from './intercepted';
import { smhError } from './smhError';
import { describe } from './tries';
import { UploadError } from './upload';

/** How we come by an access token of the media library. */
export type SmhCredential =
  /** A token with few rights, made with the library's secret (`DescribeLibrarySecret`) and revoked at the end. */
  | { readonly kind: 'secret'; readonly librarySecret: (signal: AbortSignal | undefined) => Promise<string> }
  /** One that the user pasted; left as it is. */
  | { readonly kind: 'token'; readonly token: (signal: AbortSignal | undefined) => Promise<string> }
  /** One from a service of the user's own: `GET url` answers JSON with `accessToken`, or the token as text. */
  | {
      readonly kind: 'service';
      readonly url: string;
      readonly auth: (signal: AbortSignal | undefined) => Promise<HttpAuth>;
    };
export interface SmhLibrary {
  /** Address of the library (its AccessDomain) without `/` at its end. */
  readonly endpoint: string;
  readonly libraryId: string;
  /** Only in libraries with many spaces. */
  readonly spaceId?: string | undefined;
}
/** Seconds that every use adds to the life of a token of ours. */
const periodSeconds = 1800;

/** The access token of one upload: asked for when it is first needed, replaced when it is refused, revoked at the end. */
export class SmhToken {
  #current: string | undefined;
  readonly #made: string[] = [];

  constructor(
    private readonly world: World,
    private readonly library: SmhLibrary,
    private readonly credential: SmhCredential,
    private readonly grants: readonly string[],
  ) {}

  async get(signal: AbortSignal | undefined): Promise<string> {
    return (this.#current ??= await this.#fresh(signal));
  }
  /** The next `get` asks for another one. */
  refused(): void {
    this.#current = undefined;
  }
  /** Ends the tokens we made; never throws. */
  async revoke(): Promise<void> {
    const { endpoint, libraryId } = this.library;
    for (const token of this.#made) {
      const url = new URL(`${endpoint}/api/v1/token/${encodeURIComponent(libraryId)}/${encodeURIComponent(token)}`);
      try {
        const answer = await exchange(this.world, { method: 'DELETE', url, signal: AbortSignal.timeout(cleanUpMs) });
        if (!answer.ok) throw smhError(url.host, answer);
      } catch (error) {
        this.world.log.warn(`Upload: the token ends by itself, it could not be revoked (${describe(error)})`);
      }
    }
  }

  async #fresh(signal: AbortSignal | undefined): Promise<string> {
    const { credential } = this;
    switch (credential.kind) {
      case 'secret': {
        const token = await this.#make(await credential.librarySecret(signal), signal);
        this.#made.push(token);
        return token;
      }
      case 'token':
        return this.#checked(await credential.token(signal), new URL(this.library.endpoint).host);
      case 'service':
        return this.#fromService(credential, signal);
      default:
        return assertNever(credential);
    }
  }

  /** Source: SMH/75415. The secret travels in the query, so this address is never shown. */
  async #make(secret: string, signal: AbortSignal | undefined): Promise<string> {
    this.world.remember(secret);
    const { endpoint, libraryId, spaceId } = this.library;
    const url = new URL(`${endpoint}/api/v1/token`);
    const query = {
      library_id: libraryId,
      library_secret: secret,
      ...(spaceId !== undefined && { space_id: spaceId }),
    };
    const wanted = { ...query, grant: this.grants.join(','), period: String(periodSeconds) };
    for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
    const answer = await exchange(this.world, { method: 'POST', url, signal });
    refusePage(url.host, answer);
    if (!answer.ok) throw smhError(url.host, answer);
    return this.#checked(accessTokenIn(answer), url.host);
  }

  async #fromService(
    { url: address, auth }: Extract<SmhCredential, { kind: 'service' }>,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const problem = addressProblem(address);
    if (problem !== undefined) throw new UploadError('settings', '', 'service', problem);
    const url = new URL(address);
    const headers = authHeaders(await auth(signal), this.world.remember);
    const answer = await exchange(this.world, { method: 'GET', url, headers, signal });
    if (answer.ok) return this.#checked(accessTokenIn(answer) ?? answer.text.trim(), url.host);
    if (answer.status >= 500) throw new UploadError('server', url.host, `HTTP ${answer.status}`, 'no token');
    const detail = l10n.t(
      '{0} gave no token for the media library (HTTP {1}). Check its address and login.',
      url.host,
      answer.status,
    );
    throw new UploadError('settings', url.host, `HTTP ${answer.status}`, detail);
  }

  #checked(token: string | undefined, host: string): string {
    if (token !== undefined && /^[\w.~+/=-]{8,4096}$/.test(token)) {
      this.world.remember(token);
      return token;
    }
    const detail = l10n.t(
      'There is no usable access token for the media library from {0}. Enter one, or check the service that gives it.',
      host,
    );
    throw new UploadError('settings', host, 'token', detail);
  }
}
function accessTokenIn({ text }: Answer): string | undefined {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    return typeof value?.['accessToken'] === 'string' ? value['accessToken'] : undefined;
  } catch {
    return undefined;
  }
}
