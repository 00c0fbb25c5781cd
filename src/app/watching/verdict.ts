import { assertNever } from '../../base/errors';
import type { ApprovalItem, ProgramVersions, Version } from '../model/version';
import { groupVersions } from '../model/versions';
import type { Session } from '../services';
import { readVersions } from '../stores/reads';
import type { Watch } from './watchList';

/** What has become of a version that is watched; undefined while it is in review. */
export type Verdict =
  | { readonly kind: 'approved' | 'online' | 'withdrawn' | 'gone' }
  /** The items of the super apps that said no, with their words. */
  | { readonly kind: 'rejected'; readonly items: readonly ApprovalItem[] };

/**
 * One request for all watched versions of one mini program; a second reading only when one is no longer in review. Throws
 * what the client throws.
 */
export async function readVerdicts(
  session: Session,
  watches: readonly [Watch, ...Watch[]],
  now: () => number,
  signal: AbortSignal,
): Promise<ReadonlyMap<Watch, Verdict>> {
  const [{ profileId, mnpId, programName }] = watches;
  const program = { kind: 'program', profileId, mnpId, name: programName } as const;
  const stages = await session.client.call('DescribeMNPAllStageVersions', { MNPId: mnpId }, { signal });
  const versions = groupVersions(program, stages.data ?? [], []);
  const isOpen = (watch: Watch): boolean => find(versions, watch)?.state === 'inReview';
  if (watches.every(isOpen)) return new Map();
  const known = await readVersions(session, program, now, { signal });
  return new Map(
    watches.flatMap((watch) => {
      const verdict = verdictOn(known, watch);
      return verdict ? [[watch, verdict] as const] : [];
    }),
  );
}
const find = (versions: readonly Version[], watch: Watch): Version | undefined =>
  versions.find(({ ref }) => ref.versionId === watch.versionId);

function verdictOn(known: ProgramVersions, watch: Watch): Verdict | undefined {
  const version = find(known.versions, watch);
  if (!version) return { kind: 'gone' };
  switch (version.state) {
    case 'inReview':
      return undefined;
    case 'approved':
      return { kind: 'approved' };
    case 'online':
    case 'history':
      return { kind: 'online' };
    case 'rejected': {
      const items = known.approvals.filter(
        ({ approvalNo, status }) => approvalNo === version.approvalNo && status === 'rejected',
      );
      return { kind: 'rejected', items };
    }
    case 'develop':
    case 'withdrawn':
      return { kind: 'withdrawn' };
    default:
      return assertNever(version.state);
  }
}
