import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import type { CallOptions } from '../../client/cloudClient';
import type { CommandContext } from '../commands/context';
import { present } from '../errors/present';
import type { Profile } from '../profile';
import {
  emptyDraft,
  environmentOf,
  type ProfileDraft,
  profileSteps,
  secretIdStep,
  secretKeyProblem,
} from './profileSteps';
import { runSteps, type Step } from './wizard';

/** Asks for everything, proves it by one call, saves and activates it. Undefined when the user gave up: then nothing is left. */
export async function addProfile(context: CommandContext): Promise<Profile | undefined> {
  const taken = context.profiles.list().map((profile) => profile.name);
  const id = context.newId();
  const before = profileSteps(context.ui, taken);
  const last = secretKeyStep(context, l10n.t('Add Profile'), (draft: ProfileDraft) => profileOf(id, draft));
  const draft = await runSteps(emptyDraft, (state) => [...before(state), last]);
  if (!draft) return undefined;
  const profile = profileOf(id, draft);
  if (!(await keepKey(context, profile, draft.secretKey))) return undefined;
  await context.profiles.save(profile);
  await context.profiles.activate(profile.id);
  return profile;
}
const profileOf = (id: string, draft: ProfileDraft): Profile => ({
  id,
  name: draft.name,
  environment: environmentOf(draft),
  dialect: draft.dialect,
  endpoint: draft.endpoint,
  region: draft.region,
  platformId: draft.platformId,
  secretId: draft.secretId,
  uploadTarget: { kind: 'platform' },
});

type KeyDraft = Pick<ProfileDraft, 'secretId' | 'secretKey'>;

/**
 * Asks for SecretId and SecretKey of a profile again, proves both by one call, then keeps them. False when the user gave
 * up: then the old ones stay.
 */
export async function replaceKey(context: CommandContext, profile: Profile): Promise<boolean> {
  const title = l10n.t('Replace Key: {0}', profile.name);
  const withId = ({ secretId }: KeyDraft): Profile => ({ ...profile, secretId });
  const steps = [secretIdStep<KeyDraft>(context.ui, title), secretKeyStep(context, title, withId)];
  const draft = await runSteps<KeyDraft>({ secretId: profile.secretId, secretKey: '' }, () => steps);
  return draft !== undefined && keepKey(context, withId(draft), draft.secretKey);
}

/** Asks for the SecretKey; the box stays open with the reason until the platform accepts it. */
const secretKeyStep =
  <D extends KeyDraft>(context: CommandContext, title: string, profileFor: (draft: D) => Profile): Step<D> =>
  async (draft, steps, keep) => {
    const profile = profileFor(draft);
    const answer = await context.ui.input({
      title,
      steps,
      prompt: l10n.t(
        'SecretKey for {0} at {1}. It is kept in the key store of this system only.',
        profile.secretId,
        profile.endpoint,
      ),
      password: true,
      value: draft.secretKey,
      onBack: (text) => keep({ ...draft, secretKey: text.trim() }),
      validate: secretKeyProblem,
      busyText: l10n.t('Checking…'),
      check: (text, signal) => prove(context, profile, text.trim(), signal),
    });
    return typeof answer === 'string' ? { ...draft, secretKey: answer.trim() } : answer;
  };
/** One harmless call (DescribeMNPList, one row). Answers what is wrong. */
async function prove(
  context: CommandContext,
  profile: Profile,
  secretKey: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  context.remember(secretKey);
  const client = context.factory.createClient(profile, { secretId: profile.secretId, secretKey });
  const options: CallOptions = { signal };
  try {
    await client.call('DescribeMNPList', { Offset: 0, Limit: 1 }, options);
    return undefined;
  } catch (error) {
    if (isCancelled(error)) throw error;
    const shown = present(error, { profileId: profile.id });
    context.log.warn(`check of profile "${profile.name}": ${shown?.details ?? messageOf(error)}`);
    return shown?.message ?? messageOf(error);
  }
}
/** Stores the key; when the system cannot, offers to keep it until the window closes. False when the user would rather not. */
async function keepKey(context: CommandContext, profile: Profile, secretKey: string): Promise<boolean> {
  try {
    await context.profiles.setSecret(profile, { secretKey });
    return true;
  } catch (error) {
    context.log.warn(`key store: ${messageOf(error)}`);
    const accepted = await context.ui.confirm({
      message: l10n.t('The key store of this system did not take the key. Keep it until this window closes?'),
      detail: l10n.t('It is written nowhere. You will be asked for it again next time.'),
      confirm: l10n.t('Keep for This Session'),
      reason: 'secrets',
    });
    if (accepted) await context.profiles.keepForSession(profile, { secretKey });
    return accepted;
  }
}
