import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { PickItem, SandboxAccount, SandboxAddress } from '../ports';
import type { Profile } from '../profile';
import { sandboxProfileId, sandboxRoleProfileId } from '../profiles/profileStore';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';
import { whileWaiting } from './waiting';

type Role = SandboxAccount['role'];

/** Plays another person in the sandbox: each role is a profile with rights of its own, and all see the same platform. */
export function sandboxRoleCommands(context: CommandContext): HandlersOf<'miniProgram.switchSandboxRole'> {
  return { 'miniProgram.switchSandboxRole': (role) => switchRole(context, role) };
}
async function switchRole(context: CommandContext, given: string | undefined): Promise<void> {
  const { profiles, sandbox, ui, store } = context;
  const starting = l10n.t('Starting the sandbox');
  const address = await whileWaiting(context, starting, () => sandbox.ensure());
  context.remember(address.secretKey);
  const accounts = await sandbox.accounts();
  const active = profiles.active?.id;
  const items: PickItem<string>[] = [
    item('owner', l10n.t('Owner'), l10n.t('May do everything'), active),
    ...accounts.map(({ role }) => item(role, roleWord(role), roleText(role), active)),
  ];
  const known = items.find(({ value }) => value === given)?.value;
  const chosen =
    known ??
    answered(
      await ui.pick<string>({
        title: l10n.t('Switch Sandbox Role'),
        placeholder: l10n.t('Who do you want to be in the sandbox?'),
        items,
      }),
    );
  const account = accounts.find(({ role }) => role === chosen);
  if (!account && chosen !== 'owner') throw new UserError(l10n.t('The running sandbox has no such role.'), []);
  const profile = account
    ? {
        ...sandboxProfile(profiles, address, sandboxRoleProfileId(account.role), nameOf(account.role)),
        secretId: account.secretId,
        account: account.userAccount,
      }
    : sandboxProfile(profiles, address);
  if (account) context.remember(account.secretKey);
  await profiles.save(profile);
  await profiles.activate(profile.id);
  await store.loadList();
}
/** The profile of the emulator at this address, by default its owner's; what the user has changed of it stays. */
export function sandboxProfile(
  profiles: CommandContext['profiles'],
  { url: endpoint, platformId, secretId, region, dialect }: SandboxAddress,
  id: string = sandboxProfileId,
  name: string = l10n.t('Sandbox'),
): Profile {
  const known = profiles.get(id);
  return {
    id,
    name: known?.name ?? name,
    environment: 'sandbox',
    dialect,
    endpoint,
    region,
    platformId,
    secretId,
    uploadTarget: known?.uploadTarget ?? { kind: 'platform' },
  };
}
function item(value: Role | 'owner', label: string, detail: string, active: string | undefined): PickItem<string> {
  const id = value === 'owner' ? sandboxProfileId : sandboxRoleProfileId(value);
  const isActive = id === active;
  return {
    label,
    detail,
    value,
    icon: icons[value],
    picked: isActive,
    ...(isActive ? { description: l10n.t('active') } : {}),
  };
}
const icons: Readonly<Record<Role | 'owner', string>> = {
  owner: 'star-full',
  developer: 'code',
  reviewer: 'checklist',
  administrator: 'shield',
};
function roleWord(role: Role): string {
  return { developer: l10n.t('Developer'), reviewer: l10n.t('Reviewer'), administrator: l10n.t('Administrator') }[role];
}
function nameOf(role: Role): string {
  return {
    developer: l10n.t('Sandbox (developer)'),
    reviewer: l10n.t('Sandbox (reviewer)'),
    administrator: l10n.t('Sandbox (administrator)'),
  }[role];
}
function roleText(role: Role): string {
  return {
    developer: l10n.t('Publishes, asks for approval, releases; decides nothing'),
    reviewer: l10n.t('Approves and rejects requests; changes nothing else'),
    administrator: l10n.t('Keeps teams, users, super apps and domains; publishes and decides nothing'),
  }[role];
}
