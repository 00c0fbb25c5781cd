import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import type { CallOptions, CloudClient } from '../../client/cloudClient';
import { ApiError } from '../../client/errors';
import { present } from '../errors/present';
import { listOf } from '../model/lists';
import type { Session } from '../services';
import { bad, type Finding, good, limited, type Limits, note, ofError, skipped, warning } from './finding';

/** For one call with all its tries. */
const callMs = 25_000;
const page = { Offset: 0, Limit: 1 };

export const keyTitles = { key: () => l10n.t('Key'), rights: () => l10n.t('Rights') };

interface Family {
  readonly name: string;
  readonly read: (client: CloudClient, options: CallOptions) => Promise<unknown>;
}
/** One read for each family of actions; nothing is changed. */
const families = (mnpId: string | undefined): readonly Family[] => [
  ...(mnpId === undefined
    ? []
    : [
        {
          name: l10n.t('versions'),
          read: (client: CloudClient, options: CallOptions) =>
            client.call('DescribeMNPAllStageVersions', { MNPId: mnpId }, options),
        },
      ]),
  { name: l10n.t('approvals'), read: (client, options) => client.call('DescribeMNPApprovalList', page, options) },
  { name: l10n.t('super apps'), read: (client, options) => client.call('DescribeApplicationList', page, options) },
  { name: l10n.t('teams'), read: (client, options) => client.call('DescribeTeamList', page, options) },
  { name: l10n.t('users'), read: (client, options) => client.call('DescribeUserList', page, options) },
  { name: l10n.t('global domains'), read: (client, options) => client.call('DescribeGlobalDomainACL', page, options) },
  {
    name: l10n.t('sensitive APIs'),
    read: (client, options) => client.call('DescribeMNPSensitiveAPIPermissionApprovalList', page, options),
  },
];

/** Whether the platform takes the key, and what it may read. What it may not is no failure. Never throws but `Cancelled`. */
export async function checkKey(limits: Limits, { client, profile }: Session): Promise<readonly Finding[]> {
  const title = keyTitles.key();
  const rights = keyTitles.rights();
  let mnpId: string | undefined;
  let isAllowed = true;
  try {
    const { data } = await limited(limits, callMs, (signal) => client.call('DescribeMNPList', page, { signal }));
    mnpId = data?.DataList?.[0]?.MNPId ?? undefined;
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (!isForbidden(error))
      return [ofKey(error, profile.id), skipped(rights, l10n.t('Not checked: the platform did not take the request.'))];
    isAllowed = false;
  }
  const text = l10n.t(
    'The platform takes SecretId {0} for platform {1}.',
    shortId(profile.secretId),
    profile.platformId,
  );
  const outcomes = await Promise.all(families(mnpId).map((family) => outcomeOf(limits, client, family)));
  return [good(title, text), rightsFinding(rights, [{ name: l10n.t('mini programs'), isAllowed }, ...outcomes])];
}
/** All but the first and the last four characters. */
const shortId = (id: string): string => (id.length < 12 ? '•••' : `${id.slice(0, 4)}•••${id.slice(-4)}`);
const isForbidden = (error: unknown): boolean => error instanceof ApiError && error.advice === 'perm';

function ofKey(error: unknown, profileId: string): Finding {
  const title = keyTitles.key();
  if (!(error instanceof ApiError)) return ofError(title, error, callMs);
  const shown = present(error, { profileId });
  return bad(title, shown?.message ?? error.message, {
    fix: fixOf(error),
    action: shown?.actions.find(({ command }) => command !== 'miniProgram.doctor' && command !== 'miniProgram.showLog'),
  });
}
function fixOf({ advice }: ApiError): string {
  switch (advice) {
    case 'creds':
      return l10n.t('Enter SecretId and SecretKey again; both come from the API keys page of the console.');
    case 'clock':
      return l10n.t('Set the clock of this computer.');
    case 'plan':
      return l10n.t('Look at the plan in the console. Until then nothing can be published.');
    case 'input':
    case 'client':
      return l10n.t('Compare platform ID, region and kind (TCSAS or TCMPP) of the profile with the console.');
    case 'retry':
    case 'limit':
      return l10n.t('Try again in a moment.');
    case 'perm':
    case 'state':
    case 'report':
      return l10n.t('Give the code and the RequestId to whoever runs the platform.');
  }
}

interface Outcome {
  readonly name: string;
  readonly isAllowed: boolean;
  /** Why it is not known whether it is allowed. */
  readonly trouble?: string;
}
async function outcomeOf(limits: Limits, client: CloudClient, { name, read }: Family): Promise<Outcome> {
  try {
    await limited(limits, callMs, (signal) => read(client, { signal }));
    return { name, isAllowed: true };
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (isForbidden(error)) return { name, isAllowed: false };
    return { name, isAllowed: false, trouble: error instanceof ApiError ? error.code : messageOf(error) };
  }
}
function rightsFinding(title: string, outcomes: readonly Outcome[]): Finding {
  const list = (rows: readonly Outcome[]): string => listOf(rows.map(({ name }) => name)) || l10n.t('nothing');
  const allowed = outcomes.filter(({ isAllowed }) => isAllowed);
  const forbidden = outcomes.filter(({ isAllowed, trouble }) => !isAllowed && trouble === undefined);
  const troubled = outcomes.flatMap(({ name, trouble }) => (trouble === undefined ? [] : [`${name} (${trouble})`]));
  const text = [
    l10n.t('May read: {0}.', list(allowed)),
    ...(forbidden.length > 0 ? [l10n.t('May not read: {0}.', list(forbidden))] : []),
    ...(troubled.length > 0 ? [l10n.t('Not found out: {0}.', listOf(troubled))] : []),
  ].join(' ');
  if (troubled.length > 0)
    return warning(title, text, { fix: l10n.t('Check again. The log has the details of each call.') });
  return forbidden.length === 0 ? good(title, text) : note(title, text);
}
