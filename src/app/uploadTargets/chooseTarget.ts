import * as l10n from '@vscode/l10n';
import { assertNever, messageOf } from '../../base/errors';
import type { CommandContext } from '../commands/context';
import { BACK } from '../ports';
import type { Profile, TargetSecret, UploadTarget } from '../profile';
import { sandboxProfileId } from '../profiles/profileStore';
import { runSteps } from '../profiles/wizard';
import { cosSteps } from './cosSteps';
import { draftOf, type TargetDraft, targetOf } from './draft';
import { httpSteps } from './httpSteps';
import { LibraryList, smhSteps } from './smhSteps';
import { choiceStep, type TargetStep, type TargetSteps } from './stepKit';
import { secretOrigin } from './targetOrigin';
import { type TargetTest, testTarget } from './testTarget';
import { describeTarget, targetName } from './targetWords';

/** Asks where the packages of a profile go, proves it by a test upload, and saves it. False when the user gave up: nothing changed. */
export async function chooseTarget(context: CommandContext, profile: Profile): Promise<boolean> {
  const list = new LibraryList(context, profile.id === sandboxProfileId ? profile.endpoint : undefined);
  const kept = await context.profiles.targetSecretOf(profile);
  const kit: TargetSteps = {
    ui: context.ui,
    title: l10n.t('Upload Target: {0}', profile.name),
    kept: (draft) => (kept && kept.origin === secretOrigin(targetOf(draft)) ? kept : undefined),
  };
  let draft = draftOf(profile.uploadTarget);
  for (;;) {
    const filled = await runSteps(draft, (state) => [kindStep(kit), ...stepsOf(kit, list, state)]);
    if (!filled) return false;
    draft = filled;
    const target = targetOf(draft);
    const secret = secretOf(draft, kit.kept(draft));
    const test = await tested(context, { ...profile, uploadTarget: target }, secret);
    context.log[test.isGood ? 'info' : 'warn'](`upload target ${describeTarget(target)}: ${test.details}`);
    const answer = test.isGood ? 'save' : await askFailed(context, kit.title, test);
    if (answer === undefined) return false;
    if (answer === 'change') continue;
    if (!(await save(context, profile, target, draft.secret === '' && draft.sessionToken === '' ? undefined : secret)))
      return false;
    const text = l10n.t('Packages of {0} go to: {1}.', profile.name, describeTarget(target));
    context.ui.say(test.isGood ? 'info' : 'warning', `${text} ${test.text}`);
    return true;
  }
}
const kindStep = (kit: TargetSteps): TargetStep =>
  choiceStep(kit, 'kind', l10n.t('Where do packages go, for the platform to download them?'), () => [
    {
      label: targetName('platform'),
      detail: l10n.t('Nothing to set up; the platform lends its credentials'),
      value: 'platform',
    },
    { label: targetName('cos'), detail: l10n.t('Cloud Object Storage, with a key of yours'), value: 'cos' },
    { label: targetName('smh'), detail: l10n.t('Each upload with a token of few rights'), value: 'smh' },
    {
      label: targetName('http'),
      detail: l10n.t('Anything that takes PUT: nginx, Apache, Artifactory, Nexus'),
      value: 'http',
    },
  ]);
function stepsOf(kit: TargetSteps, list: LibraryList, draft: TargetDraft): readonly TargetStep[] {
  switch (draft.kind) {
    case 'platform':
      return [];
    case 'cos':
      return cosSteps(kit, draft);
    case 'smh':
      return smhSteps(kit, list, draft);
    case 'http':
      return httpSteps(kit, draft);
    default:
      return assertNever(draft.kind);
  }
}
/** What was typed, with what is set for what was left empty; a new key does not go with the token of an old one. */
function secretOf(
  { secret, sessionToken }: TargetDraft,
  kept: TargetSecret | undefined,
): Omit<TargetSecret, 'origin'> | undefined {
  if (secret === '' && kept === undefined) return undefined;
  const token = sessionToken || (secret === '' ? kept?.token : undefined);
  return { secret: secret || (kept?.secret ?? ''), ...(token !== undefined && { token }) };
}

/** Tests the target of a profile, saved or not; without a secret given, with the one that is set. */
export async function tested(
  context: CommandContext,
  profile: Profile,
  secret: Omit<TargetSecret, 'origin'> | undefined,
): Promise<TargetTest> {
  const origin = secretOrigin(profile.uploadTarget);
  const { factory, profiles, remember, sessions, ui } = context;
  for (const own of [secret?.secret, secret?.token]) if (own) remember(own);
  const session = await sessions.open(profile.id);
  const current = { ...session.profile, uploadTarget: profile.uploadTarget };
  const upload = factory.createUploader(current, session.client, () =>
    secret && origin !== undefined ? Promise.resolve({ ...secret, origin }) : profiles.targetSecretOf(current),
  );
  return ui.withProgress(l10n.t('Testing the upload'), ({ signal }) =>
    testTarget(context, profile.uploadTarget, upload, signal),
  );
}
async function askFailed(
  { ui }: CommandContext,
  title: string,
  test: TargetTest,
): Promise<'change' | 'save' | undefined> {
  const answer = await ui.pick<'change' | 'save'>({
    title,
    placeholder: test.text,
    items: [
      { label: l10n.t('Change the Settings'), detail: test.text, icon: 'edit', value: 'change' },
      {
        label: l10n.t('Save Anyway'),
        detail: l10n.t('Publishing fails at the upload until this is cured'),
        value: 'save',
      },
    ],
  });
  return answer === BACK ? undefined : answer;
}

/** When the system's key store does not take the secret, offers to keep it until the window closes. False when the user would rather not. */
async function save(
  { profiles, ui, log }: CommandContext,
  profile: Profile,
  target: UploadTarget,
  secret: Omit<TargetSecret, 'origin'> | undefined,
): Promise<boolean> {
  // Settings may have changed while the user typed.
  const current = profiles.get(profile.id) ?? profile;
  try {
    await profiles.setTarget(current, target, secret);
    return true;
  } catch (error) {
    log.warn(`key store: ${messageOf(error)}`);
    const accepted = await ui.confirm({
      message: l10n.t('The key store of this system did not take the key. Keep it until this window closes?'),
      detail: l10n.t('It is written nowhere. You will be asked for it again next time.'),
      confirm: l10n.t('Keep for This Session'),
      reason: 'secrets',
    });
    if (accepted) await profiles.setTarget(current, target, secret, 'forSession');
    return accepted;
  }
}
