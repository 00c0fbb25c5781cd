import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { globalDomainResult, globalDomainType } from '../../contract/enums';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import { cleanDomain, domainProblem, splitDomains } from '../forms/domainNames';
import type { GlobalDomain } from '../platform/model';
import { readDomains } from '../platform/reads';
import type { DomainRef } from '../platform/refs';
import type { Session } from '../services';
import { sayDone, typedOutsideSandbox } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, titleFor } from './pickers';
import { changePlatform, platformDetail, subjectOf } from './platformChange';
import { readSome, targetDomain } from './platformTargets';

/** The domains that the platform allows or blocks for every mini program. */
export function globalDomainCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.addGlobalDomains' | 'miniProgram.editGlobalDomain' | 'miniProgram.removeGlobalDomain'> {
  return {
    'miniProgram.addGlobalDomains': () => add(context),
    'miniProgram.editGlobalDomain': async (node) => {
      const { session, ref } = await targetDomain(context, node, l10n.t('Edit Global Domain'));
      await edit(context, session, ref);
    },
    'miniProgram.removeGlobalDomain': async (node) => {
      const { session, ref } = await targetDomain(context, node, l10n.t('Remove Global Domain'));
      await remove(context, session, ref);
    },
  };
}
async function add(context: CommandContext): Promise<void> {
  const { ui } = context;
  const session = await context.sessions.open();
  const title = titleFor(l10n.t('Add Global Domains'), session.profile);
  const type = answered(
    await ui.pick<number>({
      title,
      placeholder: l10n.t('For every mini program of this platform'),
      items: [
        { label: l10n.t('Allow'), icon: 'check', value: globalDomainType.allowed },
        { label: l10n.t('Block'), icon: 'circle-slash', value: globalDomainType.blocked },
      ],
    }),
  );
  const text = await ui.input({
    title,
    prompt: l10n.t('One domain or several, with commas or blanks between them'),
    placeholder: 'api.example.com, *.example.com',
    validate: (value) => {
      const domains = splitDomains(value);
      if (domains.length === 0) return l10n.t('Enter at least one domain, such as api.example.com.');
      return domains.map(domainProblem).find((problem) => problem !== undefined);
    },
  });
  const domains = [...new Set(splitDomains(answered(text)).map(cleanDomain))];
  const isBlocked = type === globalDomainType.blocked;
  await confirmBlock(context, session, isBlocked, domains);
  const shown = domains.length === 1 ? (domains[0] ?? '') : l10n.t('{0} domains', domains.length);
  await changePlatform(
    context,
    session,
    l10n.t('Adding {0}', shown),
    {
      send: () => session.client.call('CreateGlobalDomainACL', { DomainUrlList: domains, DomainType: type }),
      check: ({ data }) => {
        if (data?.Result === false) throw notAdded(data);
      },
      read: (signal) => Promise.all(domains.map((domain) => domainNow(session, domain, signal))),
      isDone: (found) => found.every((row) => row?.isBlocked === isBlocked),
    },
    {
      kind: 'create',
      facts: [
        [l10n.t('Domains'), listOf(domains)],
        [l10n.t('State'), isBlocked ? l10n.t('blocked') : l10n.t('allowed')],
      ],
    },
  );
  sayDone(context, session, isBlocked ? l10n.t('Blocked: {0}', shown) : l10n.t('Allowed: {0}', shown));
}
/** A block takes something from end users at once. */
async function confirmBlock(
  { ui }: CommandContext,
  session: Session,
  isBlocked: boolean,
  domains: readonly string[],
): Promise<void> {
  if (!isBlocked) return;
  const confirmed = await ui.confirm({
    message: l10n.t('Block {0} domains for all mini programs?', domains.length),
    detail: platformDetail(session, [
      [l10n.t('Domains'), listOf(domains.slice(0, 20)) + (domains.length > 20 ? ' …' : '')],
      [l10n.t('Then'), l10n.t('No mini program of this platform can reach them.')],
      [l10n.t('Undo'), l10n.t('Remove the domain from the list.')],
    ]),
    confirm: l10n.t('Block'),
    ...typedOutsideSandbox(session.profile, domains.length === 1 ? (domains[0] ?? '') : session.profile.name),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
}
/** Nothing was added: the platform takes all of them or none. */
function notAdded(data: {
  readonly RepeatUrls: readonly string[] | null;
  readonly ExistsWhiteUrls: readonly string[] | null;
  readonly ExistsBlackUrls: readonly string[] | null;
}): UserError {
  const list = (urls: readonly string[] | null): string => listOf(urls ?? []);
  const parts = [
    data.ExistsWhiteUrls?.length ? l10n.t('allowed already: {0}', list(data.ExistsWhiteUrls)) : '',
    data.ExistsBlackUrls?.length ? l10n.t('blocked already: {0}', list(data.ExistsBlackUrls)) : '',
    data.RepeatUrls?.length ? l10n.t('given twice: {0}', list(data.RepeatUrls)) : '',
  ].filter((part) => part !== '');
  return new UserError(
    l10n.t('Nothing was added. Leave these out, then add the others: {0}', parts.join('; ')),
    [{ label: l10n.t('Add Again'), command: 'miniProgram.addGlobalDomains' }],
    'refused',
  );
}
async function edit(context: CommandContext, session: Session, ref: DomainRef): Promise<void> {
  const text = await context.ui.input({
    title: titleFor(l10n.t('Edit {0}', ref.name), session.profile),
    prompt: l10n.t('The domain, such as api.example.com or *.example.com'),
    value: ref.name,
    validate: domainProblem,
  });
  const domain = cleanDomain(answered(text));
  if (domain === ref.name) return;
  await changePlatform(
    context,
    session,
    l10n.t('Changing {0}', ref.name),
    {
      send: () => session.client.call('ModifyGlobalDomain', { DomainId: Number(ref.key), DomainUrl: domain }),
      check: ({ data }) => {
        const result = data?.Result;
        if (result === globalDomainResult.onAllowlist)
          throw new UserError(
            l10n.t('{0} is on the list already, as allowed. Nothing was changed.', domain),
            [],
            'refused',
          );
        if (result === globalDomainResult.onBlocklist)
          throw new UserError(
            l10n.t('{0} is on the list already, as blocked. Nothing was changed.', domain),
            [],
            'refused',
          );
      },
      read: (signal) => domainNow(session, domain, signal),
      isDone: (row) => row?.ref.key === ref.key,
    },
    subjectOf('edit', ref, [l10n.t('New domain'), domain]),
  );
  sayDone(context, session, l10n.t('{0} is now {1}.', ref.name, domain));
}
async function remove(context: CommandContext, session: Session, ref: DomainRef): Promise<void> {
  const row = await domainNow(session, ref.name, undefined);
  const isAllowed = row?.isBlocked === false;
  const confirmed = await context.ui.confirm({
    message: l10n.t('Remove {0} from the global domains?', ref.name),
    detail: platformDetail(session, [
      [l10n.t('State'), isAllowed ? l10n.t('allowed') : l10n.t('blocked')],
      [
        l10n.t('Then'),
        isAllowed
          ? l10n.t('Mini programs that do not allow it themselves can no longer reach it.')
          : l10n.t('Mini programs that allow it themselves can reach it again.'),
      ],
      [l10n.t('Undo'), l10n.t('Add it again.')],
    ]),
    confirm: l10n.t('Remove'),
    ...(isAllowed ? typedOutsideSandbox(session.profile, ref.name) : {}),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  await changePlatform(
    context,
    session,
    l10n.t('Removing {0}', ref.name),
    {
      send: () => session.client.call('DeleteGlobalDomain', { DomainId: Number(ref.key) }),
      read: (signal) => domainNow(session, ref.name, signal),
      isDone: (found) => found?.ref.key !== ref.key,
    },
    subjectOf('delete', ref),
  );
  sayDone(context, session, l10n.t('{0} is removed from the global domains.', ref.name));
}
/** The rule for exactly this domain. A keyword has 64 characters at most, and finds others too. */
const domainNow = async (
  session: Session,
  domain: string,
  signal: AbortSignal | undefined,
): Promise<GlobalDomain | undefined> =>
  (await readSome(session, readDomains, domain, { signal })).find((row) => row.ref.name === domain);
