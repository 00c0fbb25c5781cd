import { newToken, type Random } from '../ids';
import { noPermission, SmhError } from './smhError';

export interface MediaToken {
  readonly text: string;
  readonly libraryId: string;
  /** Undefined for a token of the whole library. */
  readonly spaceId: string | undefined;
  readonly grants: ReadonlySet<string>;
  /** Seconds that every use adds. */
  readonly period: number;
  /** Unix seconds. */
  expiresAt: number;
}
/** Source: SMH/75415. */
const grantNames = new Set(
  (
    'admin space_admin create_space delete_space create_directory delete_directory delete_directory_permanent ' +
    'move_directory copy_directory upload_file upload_file_force begin_upload begin_upload_force confirm_upload ' +
    'create_symlink create_symlink_force delete_file delete_file_permanent move_file move_file_force copy_file ' +
    'copy_file_force delete_recycled restore_recycled'
  ).split(' '),
);
const defaultPeriod = 86_400;
const shortestPeriod = 300;
const longestPeriod = 315_360_000;

/** The library's tokens, in memory only: a restart ends them, as no secret may reach the disk. */
export class MediaTokens {
  readonly #tokens = new Map<string, MediaToken>();

  constructor(private readonly random: Random) {}

  /** How many are valid. */
  get size(): number {
    return this.#tokens.size;
  }
  issue(
    libraryId: string,
    query: URLSearchParams,
    { isMultiSpace, now }: { isMultiSpace: boolean; now: number },
  ): MediaToken {
    const grants = (query.get('grant') ?? '').split(',').filter((name) => name !== '');
    const unknown = grants.find((name) => !grantNames.has(name));
    if (unknown !== undefined) throw new SmhError(400, 'InvalidGrant', `"${unknown}" is no grant.`);
    const period = Number(query.get('period') ?? defaultPeriod);
    if (!Number.isInteger(period) || period < shortestPeriod || period > longestPeriod)
      throw new SmhError(400, 'InvalidPeriod', `period must be ${shortestPeriod} to ${longestPeriod} seconds.`);
    const spaceId = query.get('space_id') ?? undefined;
    if (isMultiSpace && spaceId === undefined && !grants.includes('admin'))
      throw new SmhError(400, 'EmptySpaceId', 'A library with many spaces needs space_id.');
    for (const [old, { expiresAt }] of this.#tokens) if (expiresAt <= now) this.#tokens.delete(old);
    const text = newToken(this.random);
    const token = { text, libraryId, spaceId, grants: new Set(grants), period, expiresAt: now + period };
    this.#tokens.set(text, token);
    return token;
  }
  /** Every use makes the token live longer. Throws when it is not valid here. */
  use(text: string | null, place: { readonly libraryId: string; readonly spaceId?: string }, now: number): MediaToken {
    if (!text) throw new SmhError(400, 'EmptyAccessToken', 'access_token is missing.');
    const token = this.#tokens.get(text);
    if (!token || token.expiresAt <= now) {
      this.#tokens.delete(text);
      throw new SmhError(403, 'InvalidAccessToken', 'The token does not exist or has expired.');
    }
    if (token.libraryId !== place.libraryId)
      throw new SmhError(403, 'AccessTokenNotMatchLibrary', 'The token is for another library.');
    const isForSpace = token.spaceId === undefined || place.spaceId === undefined || place.spaceId === '-';
    if (!isForSpace && token.spaceId !== place.spaceId)
      throw new SmhError(403, 'AccessTokenNotMatchSpace', 'The token is for another space.');
    token.expiresAt = now + token.period;
    return token;
  }
  revoke(text: string): void {
    this.#tokens.delete(text);
  }
  /** Ends all, as an administrator or time would. */
  revokeAll(): void {
    this.#tokens.clear();
  }
}
/** Throws unless the token has one of these grants, or one that includes all. */
export function needGrant({ grants }: MediaToken, what: string, ...names: readonly string[]): void {
  if (!['admin', 'space_admin', ...names].some((name) => grants.has(name))) throw noPermission(what);
}
