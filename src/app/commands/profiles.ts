import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import { environmentIcon, environmentWord } from '../model/words';
import { type PickItem } from '../ports';
import type { Profile } from '../profile';
import { addProfile, replaceKey } from '../profiles/addProfile';
import { nameProblem } from '../profiles/profileSteps';
import { isSandboxProfileId, sandboxProfileId } from '../profiles/profileStore';
import { discardAll, waitingPublishes } from '../profiles/waitingPublishes';
import type { Journal } from '../publish/journal';
import type { Publishes } from '../publish/publishes';
import { forgetFacts } from '../status/facts';
import { forgetCachedList } from '../stores/listCache';
import { describeTarget } from '../uploadTargets/targetWords';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';
import { sandboxProfile } from './sandboxRole';
import { whileWaiting } from './waiting';

export function profileCommands(
  context: CommandContext,
  publishes: Publishes,
): HandlersOf<
  | 'miniProgram.trySandbox'
  | 'miniProgram.resetSandbox'
  | 'miniProgram.addProfile'
  | 'miniProgram.switchProfile'
  | 'miniProgram.rekeyProfile'
  | 'miniProgram.renameProfile'
  | 'miniProgram.removeProfile'
> {
  return {
    'miniProgram.trySandbox': () => trySandbox(context),
    'miniProgram.resetSandbox': () => resetSandbox(context, publishes),
    'miniProgram.addProfile': () => add(context),
    'miniProgram.switchProfile': () => switchProfile(context),
    'miniProgram.rekeyProfile': (id) => rekeyProfile(context, id),
    'miniProgram.renameProfile': (id) => renameProfile(context, id),
    'miniProgram.removeProfile': (id) => removeProfile(context, publishes, id),
  };
}
/** No question: starts the emulator, makes its profile the active one, shows its mini programs. */
async function trySandbox(context: CommandContext): Promise<void> {
  const { profiles, sandbox, store } = context;
  const address = await whileWaiting(context, l10n.t('Starting the sandbox'), () => sandbox.ensure());
  context.remember(address.secretKey);
  const profile = sandboxProfile(profiles, address);
  await profiles.save(profile);
  await profiles.activate(profile.id);
  context.ui.focusView?.();
  await store.loadList();
}
async function resetSandbox(context: CommandContext, publishes: Publishes): Promise<void> {
  const { sandbox, store, ui, profiles } = context;
  const ids = profiles.list().flatMap(({ id }) => (isSandboxProfileId(id) ? [id] : []));
  const waitingNow = async (): Promise<readonly Journal[]> =>
    (await Promise.all([...new Set([sandboxProfileId, ...ids])].map((id) => waitingPublishes(publishes, id)))).flat();
  const waiting = await waitingNow();
  const confirmed = await ui.confirm({
    message: l10n.t('Reset the sandbox?'),
    detail: [
      l10n.t(
        'Everything that was made in it goes: mini programs, versions, approvals. It begins again with its samples.',
      ),
      ...(waiting.length > 0
        ? [l10n.t('Publishes to it that wait to be resumed are discarded: {0}.', waitingWords(waiting))]
        : []),
    ].join('\n\n'),
    confirm: l10n.t('Reset Sandbox'),
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
  await sandbox.reset();
  await discardAll(publishes, await waitingNow());
  // What was watched in it is gone because its user wanted so: there is nothing to tell.
  for (const watch of context.watches.current.value)
    if (isSandboxProfileId(watch.profileId)) await context.watches.remove(watch);
  for (const id of ids) {
    await forgetCachedList(context.workspaceState, id);
    await forgetFacts(context.workspaceState, id);
    await context.sessions.open(id);
  }
  if (!profiles.active || !isSandboxProfileId(profiles.active.id)) return;
  store.startOver();
  await store.loadList();
}
async function add(context: CommandContext): Promise<void> {
  const profile = await addProfile(context);
  if (!profile) throw new Cancelled();
  context.ui.focusView?.();
  await context.store.loadList();
}
async function switchProfile(context: CommandContext): Promise<void> {
  const { profiles, ui } = context;
  const active = profiles.active?.id;
  const chosen = answered(
    await ui.pick<string>({
      title: l10n.t('Switch Profile'),
      placeholder: l10n.t('The profile of this window'),
      items: [
        ...profiles.list().map((profile) => profileItem(profile, active)),
        { label: l10n.t('Add Profile…'), icon: 'add', value: addMark },
        ...(profiles.get(sandboxProfileId)
          ? []
          : [{ label: l10n.t('Try the Sandbox'), icon: 'beaker', value: sandboxProfileId }]),
      ],
    }),
  );
  if (chosen === addMark) return add(context);
  if (chosen === sandboxProfileId) return trySandbox(context);
  await profiles.activate(chosen);
  await context.store.loadList();
}
const addMark = '+';
function profileItem(profile: Profile, activeId: string | undefined): PickItem<string> {
  const parts = [environmentWord(profile.environment), ...(profile.id === activeId ? [l10n.t('active')] : [])];
  return {
    label: profile.name,
    description: parts.join(' · '),
    detail: [
      l10n.t('{0} at {1}', profile.platformId, profile.endpoint),
      ...(profile.uploadTarget.kind === 'platform'
        ? []
        : [l10n.t('Packages go to: {0}', describeTarget(profile.uploadTarget))]),
    ].join(' · '),
    icon: environmentIcon(profile.environment),
    value: profile.id,
  };
}
async function rekeyProfile(context: CommandContext, id: string | undefined): Promise<void> {
  const active = context.profiles.active;
  // From the row and the menu that tell of the missing key: the profile they speak of.
  const meant = id ?? (active && (await context.profiles.secretOf(active)) === undefined ? active.id : undefined);
  const accepts = (profile: Profile): boolean => !isSandboxProfileId(profile.id);
  const profile = await whichProfile(context, meant, l10n.t('Replace Key'), accepts);
  if (!(await replaceKey(context, profile))) throw new Cancelled();
  await context.store.loadList();
}
async function renameProfile(context: CommandContext, id: string | undefined): Promise<void> {
  const profile = await whichProfile(context, id, l10n.t('Rename Profile'), () => true);
  const taken = context.profiles.list().flatMap((other) => (other.id === profile.id ? [] : [other.name]));
  const name = await context.ui.input({
    title: l10n.t('Rename Profile'),
    prompt: l10n.t('New name of {0}', profile.name),
    value: profile.name,
    validate: (text) => nameProblem(text, taken),
  });
  await context.profiles.save({ ...profile, name: answered(name).trim() });
}
async function removeProfile(context: CommandContext, publishes: Publishes, id: string | undefined): Promise<void> {
  const { ui, profiles, workspaceState, log } = context;
  const profile = await whichProfile(context, id, l10n.t('Remove Profile'), () => true);
  const waiting = await waitingPublishes(publishes, profile.id);
  const goes = [
    l10n.t('its address, platform ID and SecretId'),
    ...(isSandboxProfileId(profile.id) ? [] : [l10n.t('its key in the key store of this system')]),
    l10n.t('the lists kept for it in this workspace'),
    ...(waiting.length > 0 ? [l10n.t('its publishes that wait to be resumed: {0}', waitingWords(waiting))] : []),
  ];
  const confirmed = await ui.confirm({
    message: l10n.t('Remove profile {0}?', profile.name),
    detail: `${l10n.t('This goes from this computer:')}\n${goes.map((line) => `• ${line}`).join('\n')}\n\n${l10n.t('Nothing changes on the platform.')}`,
    confirm: l10n.t('Remove Profile'),
    reason: 'secrets',
  });
  if (!confirmed) throw new Cancelled();
  // Before its key goes: the store is asked to forget what was not finished.
  await discardAll(publishes, await waitingPublishes(publishes, profile.id));
  await profiles.remove(profile.id);
  await forgetCachedList(workspaceState, profile.id);
  await forgetFacts(workspaceState, profile.id);
  log.info(`profile ${profile.id} removed`);
  // Which of several others this window is to use now, only the user knows.
  if (!profiles.active && profiles.list().length > 0) await switchProfile(context);
}
/** "Corner Coffee 1.5.0, Gift Cards 1.2.0". */
const waitingWords = (journals: readonly Journal[]): string =>
  listOf(journals.map(({ plan }) => `${plan.programName} ${plan.version}`));
/** The profile with this id, else the only one, else the one the user picks. */
export async function whichProfile(
  { profiles, ui }: CommandContext,
  id: string | undefined,
  title: string,
  accepts: (profile: Profile) => boolean,
): Promise<Profile> {
  const fitting = profiles.list().filter(accepts);
  const given = id === undefined ? undefined : fitting.find((profile) => profile.id === id);
  const only = fitting.length === 1 ? fitting[0] : undefined;
  const meant = given ?? only;
  if (meant) return meant;
  if (fitting.length === 0)
    throw new UserError(
      l10n.t('There is no profile for this yet. Add one for your account.'),
      [{ label: l10n.t('Add Profile'), command: 'miniProgram.addProfile' }],
      'noProfile',
    );
  const active = profiles.active?.id;
  const chosen = answered(
    await ui.pick<string>({ title, items: fitting.map((profile) => profileItem(profile, active)) }),
  );
  return fitting.find((profile) => profile.id === chosen)!;
}
