import { createHash, createHmac } from 'node:crypto';
import { accountType, userStatus } from '../contract/enums';
import type { SandboxState, UserRecord } from './state';

/** A user of the platform with an API key of their own, beside the owner's key that may do everything. */
export interface SandboxAccount {
  readonly role: AccountRole;
  /** Login that the state shows for what this key does. */
  readonly userAccount: string;
  readonly secretId: string;
  readonly secretKey: string;
}
export type AccountRole = (typeof accountRoles)[number]['role'];

/** Who can be played: together they make the whole way of a version, each alone does not. */
export const accountRoles = [
  { role: 'administrator', login: 'platform_admin' },
  { role: 'developer', login: 'shop_developer' },
  { role: 'reviewer', login: 'reviewer' },
] as const;

/**
 * The keys of the accounts. They follow from the owner's key, so that profiles stay good over a restart with the same one
 * though no secret is kept in the state.
 */
export function accountsOf(state: SandboxState, ownerKey: string): readonly SandboxAccount[] {
  return accountRoles.map(({ role, login }) => ({
    role,
    userAccount: login,
    secretId: secretIdOf(state, login),
    secretKey: createHmac('sha256', ownerKey).update(`account ${login}`).digest('hex').slice(0, 32),
  }));
}

/** Whose key this is; undefined when nobody's, or when the user is gone or disabled. The owner is the super administrator. */
export function userOfKey(state: SandboxState, secretId: string): UserRecord | undefined {
  const users = [...state.users.values()];
  if (secretId === state.secretId) return users.find((user) => user.accountType === accountType.superAdmin);
  const login = accountRoles.find((account) => secretIdOf(state, account.login) === secretId)?.login;
  const user = users.find(({ account }) => account === login);
  return user?.status === userStatus.normal ? user : undefined;
}

const secretIdOf = (state: SandboxState, login: string): string =>
  `AKID${createHash('sha256').update(`${state.secretId} ${login}`).digest('hex').slice(0, 32)}`;
