import * as l10n from '@vscode/l10n';
import { isCancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { whereWord } from '../model/words';
import type { Profile } from '../profile';
import { isSandboxProfileId } from '../profiles/profileStore';
import type { AppContext, Session } from '../services';
import { checkKey, keyTitles } from './checkKey';
import { checkKeyStore, checkStorage, versionsFinding } from './checkHost';
import { checkNetwork, networkTitles } from './checkNetwork';
import { checkUpload, uploadTitle } from './checkUpload';
import { bad, type Finding, good, limited, type Limits, ofError, skipped } from './finding';

const openMs = 40_000;

/** What a check found, in the order of the report. */
export interface Diagnosis {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly profile: Profile | undefined;
  readonly findings: readonly Finding[];
  /** Set when the profile could be opened. */
  readonly session: Session | undefined;
}

/**
 * Checks everything that a publish needs, each with a limit of its own. `report` is told what is being checked.
 * Changes nothing on the platform. Throws `Cancelled` only.
 */
export async function diagnose(
  context: AppContext,
  profileId: string | undefined,
  { signal, report }: { readonly signal: AbortSignal; readonly report: (what: string) => void },
): Promise<Diagnosis> {
  const limits: Limits = { clock: context.clock, signal };
  const { sessions } = context;
  const chosen = profileId === undefined ? sessions.active : sessions.list().find(({ id }) => id === profileId);
  report(l10n.t('profile'));
  const opened = await openProfile(limits, context, chosen);
  const profile = opened.session?.profile ?? chosen;
  const findings = [...opened.findings];
  if (profile) {
    report(l10n.t('connection to {0}', new URL(profile.endpoint).host));
    findings.push(...(await checkNetwork(limits, context.machine, profile.endpoint)));
  } else findings.push(skipped(networkTitles.connection(), l10n.t('Not checked: there is no profile.')));
  report(l10n.t('key and upload'));
  findings.push(...(await checkAccount(limits, opened.session, profile)));
  report(l10n.t('this computer'));
  findings.push(await checkKeyStore(context, limits), await checkStorage(context, limits), versionsFinding(context));
  return { at: context.clock.now(), profile, findings, session: opened.session };
}

interface Opened {
  readonly session: Session | undefined;
  readonly findings: readonly Finding[];
}
/** Starts the sandbox when the profile is one. */
async function openProfile(limits: Limits, { sessions }: AppContext, profile: Profile | undefined): Promise<Opened> {
  const title = l10n.t('Profile');
  try {
    const session = await limited(limits, openMs, () => sessions.open(profile?.id));
    const { endpoint } = session.profile;
    const found = good(title, l10n.t('{0} at {1}.', whereWord(session.profile), endpoint));
    const running =
      profile && isSandboxProfileId(profile.id)
        ? [good(l10n.t('Sandbox'), l10n.t('It runs on this computer at {0}.', endpoint))]
        : [];
    return { session, findings: [found, ...running] };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { session: undefined, findings: [notOpened(title, profile, error)] };
  }
}
function notOpened(title: string, profile: Profile | undefined, error: unknown): Finding {
  if (profile && isSandboxProfileId(profile.id)) {
    const { text } = ofError(title, error, openMs);
    const fix = l10n.t('Try the sandbox again. If it stays, reset it: that begins again with its samples.');
    const action = { label: l10n.t('Try the Sandbox'), command: 'miniProgram.trySandbox' } as const;
    return bad(l10n.t('Sandbox'), l10n.t('It does not run: {0}', text), { fix, action });
  }
  if (!(error instanceof UserError)) return ofError(title, error, openMs);
  const [action] = error.actions;
  const fix = action ? l10n.t('Press "{0}".', action.label) : l10n.t('Choose another profile.');
  return bad(title, error.message, { fix, action });
}
async function checkAccount(
  limits: Limits,
  session: Session | undefined,
  profile: Profile | undefined,
): Promise<readonly Finding[]> {
  const titles = [keyTitles.key(), keyTitles.rights(), uploadTitle()];
  if (!session) {
    const why = profile
      ? l10n.t('Not checked: the profile could not be opened.')
      : l10n.t('Not checked: there is no profile.');
    return titles.map((title) => skipped(title, why));
  }
  const found = await checkKey(limits, session);
  const isTaken = found[0]?.verdict === 'good';
  // Only the platform's own store depends on the platform's answer.
  const upload =
    isTaken || session.profile.uploadTarget.kind !== 'platform'
      ? await checkUpload(limits, session)
      : skipped(uploadTitle(), l10n.t('Not checked: the platform did not take the request.'));
  return [...found, upload];
}
