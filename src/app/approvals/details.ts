import { isCancelled } from '../../base/errors';
import { diffManifests } from '../../pack/manifest';
import type { ProgramVersions } from '../model/version';
import { changesOf, changesText } from '../packing/changes';
import { publishedVersions } from '../packing/published';
import type { AppContext, Session } from '../services';
import type { ApprovalDetails, PackageFacts } from './approvalDetails';
import { type ApprovalRef, type ApprovalRequest, isOpenVerdict } from './model';
import { readRequest } from './reads';
import { mayDecide, type Reviewer } from './rights';

export const decidableFor = ({ verdicts }: ApprovalRequest, reviewer: Reviewer): readonly string[] =>
  verdicts.flatMap((verdict) =>
    isOpenVerdict(verdict) && mayDecide(reviewer, verdict.applicationId) ? verdict.applicationId : [],
  );
export const isOwnRequest = ({ applicant }: ApprovalRequest, { account }: Reviewer): boolean =>
  account !== undefined && applicant === account;

type DetailPorts = Pick<AppContext, 'files' | 'storagePath' | 'programs' | 'log'>;
/** Reads a request with what surrounds it; undefined when the platform does not list it any more. Throws what the client throws. */
export async function readDetails(
  ports: DetailPorts,
  session: Session,
  ref: ApprovalRef,
  reviewer: Reviewer,
): Promise<ApprovalDetails | undefined> {
  const request = await readRequest(session, ref);
  if (!request) return undefined;
  const { versionId } = request;
  const known = versionId === undefined ? undefined : await versionsOf(ports, session, ref.mnpId);
  const online = known?.versions.find(({ state }) => state === 'online')?.ref;
  return {
    request,
    profile: session.profile,
    intro: known?.versions.find((version) => version.ref.versionId === versionId)?.intro ?? '',
    onlineVersion: online?.version,
    package:
      versionId === undefined
        ? undefined
        : await packageFacts(ports, session.profile.platformId, ref.mnpId, versionId, online?.versionId),
    decidable: decidableFor(request, reviewer),
    isOwn: isOwnRequest(request, reviewer),
  };
}
/** A reviewer may see requests of mini programs whose versions are kept from them. */
async function versionsOf(
  { programs, log }: DetailPorts,
  session: Session,
  mnpId: string,
): Promise<ProgramVersions | undefined> {
  try {
    return await programs.versions(session, mnpId);
  } catch (error) {
    if (isCancelled(error)) throw error;
    log.debug(`the versions of ${mnpId} cannot be shown beside its request: ${String(error)}`);
    return undefined;
  }
}
async function packageFacts(
  ports: DetailPorts,
  platformId: string,
  mnpId: string,
  versionId: number,
  onlineId: number | undefined,
): Promise<PackageFacts | undefined> {
  const made = await publishedVersions(ports, { platformId, mnpId });
  const own = made.find((version) => version.versionId === versionId)?.manifest;
  if (!own) return undefined;
  const before = onlineId === versionId ? undefined : made.find((version) => version.versionId === onlineId);
  const diff = before && diffManifests(before.manifest, own);
  return {
    files: own.files.length,
    bytes: own.files.reduce((sum, file) => sum + file.bytes, 0),
    pages: own.pages.length,
    permissions: own.permissions,
    domains: own.domains,
    ...(before &&
      diff && {
        since: {
          version: before.version,
          changes: changesText(changesOf(before.version, diff)),
          permissionsAdded: diff.permissions.added,
          domainsAdded: diff.domains.added,
        },
      }),
  };
}
