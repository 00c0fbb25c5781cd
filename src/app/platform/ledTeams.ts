import { readAll } from '../../client/paginate';
import type { Session } from '../services';
import { maxKeyword } from '../stores/reads';

/**
 * IDs of the teams that this account administrates (DescribeTeamMemberList: the administrator of a team is the member who
 * cannot be edited). Throws what the client throws.
 */
export async function readLedTeams({ client }: Session, account: string): Promise<ReadonlySet<string>> {
  const rows = await readAll(client, 'DescribeTeamMemberList', { Keyword: account.slice(0, maxKeyword) });
  return new Set(
    rows.flatMap((row) => (row.UserAccount === account && row.CanEdit === false ? (row.TeamId ?? []) : [])),
  );
}
