import * as l10n from '@vscode/l10n';
import type { CallOptions } from '../../client/cloudClient';
import type { GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from '../platform/model';
import { isRefused } from '../platform/platformStore';
import {
  readColleagues,
  readDomains,
  type Reader,
  readMembers,
  readRoles,
  readSensitiveApis,
  readSuperApps,
  readTeams,
  readUsers,
} from '../platform/reads';
import type {
  DomainRef,
  MemberRef,
  PlatformRef,
  SensitiveApiRef,
  SuperAppRef,
  TeamRef,
  UserRef,
} from '../platform/refs';
import { personWord } from '../platform/rows';
import { accountTypeWord, teamTypeWord } from '../platform/words';
import type { PickItem } from '../ports';
import type { Session } from '../services';
import { maxKeyword } from '../stores/reads';
import type { CommandContext } from './context';
import { answered, titleFor } from './pickers';

export interface PlatformTarget<R extends PlatformRef> {
  readonly session: Session;
  readonly ref: R;
}
const shownAtOnce = 50;
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

interface PickRows<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly read: Reader<T>;
  readonly item: (row: T) => PickItem<T>;
  /** Rows that cannot be meant are left out. */
  readonly accepts?: (row: T) => boolean;
}
/** Asks for one row of a list of the platform, which searches as the user types. Throws `Cancelled`. */
export async function pickRow<T>({ ui }: CommandContext, session: Session, options: PickRows<T>): Promise<T> {
  const { title, placeholder, read, item, accepts = () => true } = options;
  const items = async (query: string, signal: AbortSignal): Promise<readonly PickItem<T | undefined>[]> => {
    const keyword = query.trim().slice(0, maxKeyword);
    const { rows, sent, total } = await read(session, { offset: 0, limit: shownAtOnce, keyword }, { signal });
    const found: readonly PickItem<T | undefined>[] = rows.filter(accepts).map(item);
    const rest = total - sent;
    return rest > 0
      ? [...found, { label: l10n.t('{0} more: type to search', rest), separator: true, value: undefined }]
      : found;
  };
  return answered(await ui.pick({ title: titleFor(title, session.profile), placeholder, items }));
}
/** Every row a search finds, at most `most`: lists that a person chooses from, or that are searched for one row. */
export async function readSome<T>(
  session: Session,
  read: Reader<T>,
  keyword: string,
  options?: CallOptions,
  most = 500,
): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let offset = 0; offset < most;) {
    const page = await read(session, { offset, limit: 100, keyword: keyword.slice(0, maxKeyword) }, options);
    rows.push(...page.rows);
    offset += page.sent;
    if (page.sent === 0 || offset >= page.total) break;
  }
  return rows;
}

export async function targetSuperApp(
  context: CommandContext,
  node: SuperAppRef | undefined,
  title: string,
): Promise<PlatformTarget<SuperAppRef>> {
  const session = await context.sessions.open(node?.profileId);
  if (node) return { session, ref: node };
  const placeholder = l10n.t('Which super app?');
  const item = (row: SuperApp): PickItem<SuperApp> => ({
    label: row.ref.name,
    description: row.ref.key,
    detail: joined(row.teamName, row.intro),
    icon: 'device-mobile',
    value: row,
  });
  const { ref } = await pickRow(context, session, { title, placeholder, read: readSuperApps, item });
  return { session, ref };
}
export async function targetTeam(
  context: CommandContext,
  node: TeamRef | undefined,
  title: string,
): Promise<PlatformTarget<TeamRef>> {
  const session = await context.sessions.open(node?.profileId);
  if (node) return { session, ref: node };
  const placeholder = l10n.t('Which team?');
  const item = (row: Team): PickItem<Team> => ({
    label: row.ref.name,
    description: teamTypeWord(row.roleTypes),
    detail: personWord(row.administratorName, row.administratorAccount),
    icon: 'organization',
    value: row,
  });
  const { ref } = await pickRow(context, session, { title, placeholder, read: readTeams, item });
  return { session, ref };
}
const userItem = (row: User): PickItem<User> => ({
  label: row.ref.name,
  description: row.account,
  detail: joined(row.accountType === undefined ? '' : accountTypeWord(row.accountType), row.teams),
  icon: 'person',
  value: row,
});
export const pickUser = (
  context: CommandContext,
  session: Session,
  title: string,
  placeholder: string,
  accepts: (row: User) => boolean = () => true,
): Promise<User> => pickRow(context, session, { title, placeholder, read: readPeople, item: userItem, accepts });
/** The users of the platform; for a key that may not see them, those who are in its teams. */
const readPeople: Reader<User> = async (session, page, options) => {
  try {
    return await readUsers(session, page, options);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const found = await readColleagues(session, page, options);
    return { ...found, rows: [...new Map(found.rows.map((user) => [user.ref.key, user])).values()] };
  }
};

export async function targetUser(
  context: CommandContext,
  node: UserRef | undefined,
  title: string,
): Promise<PlatformTarget<UserRef>> {
  const session = await context.sessions.open(node?.profileId);
  if (node) return { session, ref: node };
  return { session, ref: (await pickUser(context, session, title, l10n.t('Which user?'))).ref };
}
export async function targetDomain(
  context: CommandContext,
  node: DomainRef | undefined,
  title: string,
): Promise<PlatformTarget<DomainRef>> {
  const session = await context.sessions.open(node?.profileId);
  if (node) return { session, ref: node };
  const placeholder = l10n.t('Which domain?');
  const item = (row: GlobalDomain): PickItem<GlobalDomain> => ({
    label: row.ref.name,
    description: row.isBlocked ? l10n.t('blocked') : l10n.t('allowed'),
    icon: row.isBlocked ? 'circle-slash' : 'check',
    value: row,
  });
  const { ref } = await pickRow(context, session, { title, placeholder, read: readDomains, item });
  return { session, ref };
}
/** A member who may be changed: never the administrator of the team. */
export async function targetMember(
  context: CommandContext,
  node: MemberRef | undefined,
  title: string,
): Promise<PlatformTarget<MemberRef>> {
  if (node) return { session: await context.sessions.open(node.profileId), ref: node };
  const { session, ref: team } = await targetTeam(context, undefined, title);
  const item = (row: Member): PickItem<Member> => ({
    label: row.ref.name,
    description: joined(row.account, row.roleName),
    icon: 'person',
    value: row,
  });
  const placeholder = l10n.t('Which member of {0}?', team.name);
  const accepts = (row: Member): boolean => row.canEdit;
  const { ref } = await pickRow(context, session, { title, placeholder, read: readMembers(team), item, accepts });
  return { session, ref };
}
export async function targetSensitiveApi(
  context: CommandContext,
  node: SensitiveApiRef | undefined,
  title: string,
): Promise<PlatformTarget<SensitiveApiRef>> {
  if (node) return { session: await context.sessions.open(node.profileId), ref: node };
  const { session, ref: superApp } = await targetSuperApp(context, undefined, title);
  const item = (row: SensitiveApi): PickItem<SensitiveApi> => ({
    label: row.ref.name,
    description: row.isRestricted ? l10n.t('with permission only') : l10n.t('open to all'),
    detail: row.description,
    icon: row.isRestricted ? 'lock' : 'unlock',
    value: row,
  });
  const placeholder = l10n.t('Which sensitive API of {0}?', superApp.name);
  const { ref } = await pickRow(context, session, { title, placeholder, read: readSensitiveApis(superApp), item });
  return { session, ref };
}
export function pickRole(context: CommandContext, session: Session, title: string, team: TeamRef): Promise<Role> {
  const item = (row: Role): PickItem<Role> => ({ label: row.name, icon: 'shield', value: row });
  const placeholder = l10n.t('Role in {0}', team.name);
  return pickRow(context, session, { title, placeholder, read: readRoles(team), item });
}
