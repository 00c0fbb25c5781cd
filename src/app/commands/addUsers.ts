import * as l10n from '@vscode/l10n';
import { isCancelled } from '../../base/errors';
import { ApiError } from '../../client/errors';
import { type FormError, type FormModel, type FormOutcome, type FormRow, withoutPasswords } from '../forms/form';
import { whereWord } from '../model/words';
import { refusalOf } from '../forms/refusals';
import { checkUsers, newUser, userFields, userRefusals } from '../forms/usersForm';
import type { User } from '../platform/model';
import { encryptedPassword } from '../platform/passwords';
import { readUsers } from '../platform/reads';
import { personWord } from '../platform/rows';
import { accountTypeWord, kindWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone } from './change';
import type { CommandContext } from './context';
import { changePlatform, idFact } from './platformChange';
import { readSome } from './platformTargets';

/** More would be a list to import, not a form. */
const mostAtOnce = 20;
/** Shorter words would be taken out of texts that have nothing to do with a password. */
const shortestRemembered = 6;

/** Opens the form for one user or several; what was typed before is still there, but for the passwords. */
export async function addUsers(context: CommandContext): Promise<void> {
  const { ui, workspaceState } = context;
  const session = await context.sessions.open();
  const { profile } = session;
  const key = `form/${profile.id}/addUsers`;
  const fields = userFields();
  const drafts = workspaceState.get<readonly FormRow[]>(key);
  const model: FormModel = {
    key,
    title: l10n.t('Add Users'),
    environment: profile.environment,
    where: whereWord(profile),
    fields,
    fresh: [newUser],
    draft: drafts?.map((draft) => ({ ...newUser, ...draft })),
    repeats: {
      title: l10n.t('User {0}', '{0}'),
      add: l10n.t('Another User'),
      remove: l10n.t('Leave Out'),
      most: mostAtOnce,
    },
    submit: l10n.t('Add Users'),
    busy: l10n.t('Adding…'),
    check: (rows) => checkUsers(fields, rows),
    send: async (rows) => {
      // The form may have been open for hours: the profile may have a new key or address.
      const now = await context.sessions.open(profile.id).catch((error: unknown) => ({ error }));
      return 'error' in now ? refusalOf(now.error, context.log, userRefusals, 0) : send(context, now, rows);
    },
    keep: (rows) => workspaceState.set(key, rows && withoutPasswords(fields, rows)),
    reopen: () => context.run('miniProgram.addUsers'),
  };
  ui.showForm(model);
}
/** One after the other. A value that is refused leaves its user in the form; anything else ends the round. */
async function send(context: CommandContext, session: Session, rows: readonly FormRow[]): Promise<FormOutcome> {
  const left: FormRow[] = [];
  const errors: FormError[] = [];
  const added: string[] = [];
  let stopped: string | undefined;
  for (const row of rows) {
    if (stopped !== undefined) {
      left.push(row);
      continue;
    }
    try {
      added.push((await addOne(context, session, row)).ref.name);
    } catch (error) {
      const refusal = refusalOf(error, context.log, userRefusals, left.length);
      errors.push(...refusal.errors);
      if (refusal.errors.length === 0 || !(error instanceof ApiError) || isCancelled(error)) stopped = refusal.message;
      left.push(row);
    }
  }
  if (added.length > 0)
    sayDone(
      context,
      session,
      added.length === 1 ? l10n.t('{0} is added.', added[0] ?? '') : l10n.t('{0} users are added.', added.length),
    );
  if (left.length === 0) return { kind: 'done' };
  const sum = l10n.t('{0} of {1} users are added. The others are below.', added.length, rows.length);
  const why = stopped ?? l10n.t('The platform did not accept a value. Correct the marked fields, then try again.');
  return { kind: 'refused', message: added.length > 0 ? `${sum} ${why}` : why, errors, rows: left };
}
async function addOne(context: CommandContext, session: Session, row: FormRow): Promise<User> {
  const [account, name] = [(row['account'] ?? '').trim(), (row['name'] ?? '').trim()];
  const password = row['password'] ?? '';
  if (password.length >= shortestRemembered) context.remember(password);
  const encrypted = await encryptedPassword(session, context.encrypt, password, new AbortController().signal);
  const seen = await changePlatform(
    context,
    session,
    l10n.t('Adding {0}', name),
    {
      send: () =>
        session.client.call('CreateUser', {
          UserAccount: account,
          UserName: name,
          AccountType: Number(row['type']),
          ...encrypted,
        }),
      read: async (signal) =>
        (await readSome(session, readUsers, account, { signal })).find((user) => user.account === account),
      isDone: (user) => user !== undefined,
      found: (user) => idFact(user?.ref),
    },
    {
      kind: 'create',
      facts: [
        [kindWord('user'), personWord(name, account)],
        [l10n.t('Kind'), accountTypeWord(Number(row['type']))],
      ],
    },
  );
  // `isDone` has seen it.
  return seen as User;
}
