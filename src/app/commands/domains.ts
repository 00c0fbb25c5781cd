import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { domainType } from '../../contract/enums';
import type { Fact } from '../activity/record';
import { domainKinds, domainKindUse, domainKindWord, type DomainLists, readDomains } from '../domains/domains';
import { cleanProgramDomain, exampleOf, programDomainProblem } from '../domains/programDomain';
import { UserError } from '../errors/userError';
import { splitDomains } from '../forms/domainNames';
import { listOf } from '../model/lists';
import type { DomainKind, ProgramDomainRef } from '../model/partRefs';
import type { ProgramRef } from '../model/refs';
import type { Session } from '../services';
import { type Change, changeAndReadBack, dangerDetail, sayDone, typedOnProduction } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, type ProgramTarget, targetProgram, titleFor } from './pickers';
import { whileWaiting } from './waiting';

/** Commands on the domains that a mini program may reach. */
export function domainCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.addDomains' | 'miniProgram.editDomain' | 'miniProgram.removeDomain'> {
  return {
    'miniProgram.addDomains': async (node) => {
      const what = l10n.t('Add Domains');
      const target = await targetProgram(context, programOf(node), what);
      const kind = node?.kind === 'domainKind' ? node.domainKind : await askKind(context, target, what);
      await add(context, target, kind);
    },
    'miniProgram.editDomain': async (node) => {
      const { target, kind, domain } = await targetDomain(context, node, l10n.t('Edit Domain'));
      await edit(context, target, kind, domain);
    },
    'miniProgram.removeDomain': async (node) => {
      const { target, kind, domain } = await targetDomain(context, node, l10n.t('Remove Domain'));
      await remove(context, target, kind, domain);
    },
  };
}
type Below = { readonly profileId: string; readonly mnpId: string; readonly name: string };
/** The program that a node stands for or lies below. */
const programOf = (node: Below | undefined): ProgramRef | undefined =>
  node && { kind: 'program', profileId: node.profileId, mnpId: node.mnpId, name: node.name };

async function askKind({ ui }: CommandContext, { session, program }: ProgramTarget, what: string): Promise<DomainKind> {
  const kind = await ui.pick<DomainKind>({
    title: titleFor(`${what}: ${program.name}`, session.profile),
    placeholder: l10n.t('What are the domains for?'),
    items: domainKinds.map((value) => ({
      label: domainKindWord(value),
      description: domainKindUse(value),
      value,
    })),
  });
  return answered(kind);
}
const listsNow = (context: CommandContext, { session, program }: ProgramTarget): Promise<DomainLists> =>
  whileWaiting(context, l10n.t('Reading the domains of {0}', program.name), (signal) =>
    readDomains(session, program, signal),
  );

async function targetDomain(
  context: CommandContext,
  node: ProgramDomainRef | undefined,
  what: string,
): Promise<{ readonly target: ProgramTarget; readonly kind: DomainKind; readonly domain: string }> {
  const target = await targetProgram(context, programOf(node), what);
  if (node) return { target, kind: node.domainKind, domain: node.domain };
  const { session, program } = target;
  const lists = await listsNow(context, target);
  const found = domainKinds.flatMap((kind) => lists[kind].map((domain) => ({ kind, domain })));
  if (found.length === 0)
    throw new UserError(l10n.t('{0} has no domains yet.', program.name), [
      { label: l10n.t('Add Domains'), command: 'miniProgram.addDomains', args: [program] },
    ]);
  const chosen = await context.ui.pick({
    title: titleFor(`${what}: ${program.name}`, session.profile),
    placeholder: l10n.t('Choose a domain'),
    items: found.map((value) => ({
      label: value.domain,
      description: domainKindWord(value.kind),
      icon: 'link',
      value,
    })),
  });
  return { target, ...answered(chosen) };
}

async function add(context: CommandContext, target: ProgramTarget, kind: DomainKind): Promise<void> {
  const { session, program } = target;
  const lists = await listsNow(context, target);
  const text = await context.ui.input({
    title: titleFor(l10n.t('Add {0} Domains: {1}', domainKindWord(kind), program.name), session.profile),
    prompt: l10n.t('One domain or several, with commas or blanks between them'),
    placeholder: exampleOf(kind),
    validate: (value) => addProblem(value, kind, lists[kind]),
  });
  const domains = domainsIn(answered(text), kind);
  await send(context, target, l10n.t('Adding domains to {0}', program.name), {
    send: () =>
      session.client.call('CreateMNPDomainACL', {
        MNPId: program.mnpId,
        Domain: [{ DomainType: domainType[kind], DomainUrlList: domains }],
      }),
    isDone: (now) => domains.every((domain) => now[kind].includes(domain)),
    facts: [[domainKindWord(kind), `+ ${listOf(domains)}`]],
  });
  sayDone(context, session, l10n.t('{0} may reach {1}.', program.name, listOf(domains)));
}
const domainsIn = (text: string, kind: DomainKind): readonly string[] => [
  ...new Set(splitDomains(text).map((domain) => cleanProgramDomain(domain, kind))),
];
function addProblem(text: string, kind: DomainKind, present: readonly string[]): string | undefined {
  const given = splitDomains(text);
  if (given.length === 0) return l10n.t('Enter at least one domain, such as {0}.', exampleOf(kind));
  const wrong = given.map((domain) => programDomainProblem(domain, kind)).find((problem) => problem !== undefined);
  return wrong ?? presentProblem(domainsIn(text, kind), present);
}
function presentProblem(domains: readonly string[], present: readonly string[]): string | undefined {
  const there = domains.find((domain) => present.includes(domain));
  return there === undefined ? undefined : l10n.t('{0} is on the list already.', there);
}

async function edit(context: CommandContext, target: ProgramTarget, kind: DomainKind, before: string): Promise<void> {
  const { session } = target;
  const lists = await listsNow(context, target);
  checkThere(lists, kind, before);
  const others = lists[kind].filter((domain) => domain !== before);
  const text = await context.ui.input({
    title: titleFor(l10n.t('Edit {0}', before), session.profile),
    prompt: l10n.t('The domain, {0}', domainKindUse(kind)),
    value: before,
    validate: (value) => programDomainProblem(value, kind) ?? presentProblem(domainsIn(value, kind), others),
  });
  const after = cleanProgramDomain(answered(text), kind);
  if (after === before) return;
  await confirmLoss(context, target, {
    question: l10n.t('Replace {0} by {1}?', before, after),
    confirm: l10n.t('Replace'),
    kind,
    lost: before,
  });
  await replaceIn(context, target, kind, before, after);
  sayDone(context, session, l10n.t('{0} is now {1}.', before, after));
}
async function remove(context: CommandContext, target: ProgramTarget, kind: DomainKind, domain: string): Promise<void> {
  const { session, program } = target;
  checkThere(await listsNow(context, target), kind, domain);
  await confirmLoss(context, target, {
    question: l10n.t('Remove {0} from the domains of {1}?', domain, program.name),
    confirm: l10n.t('Remove'),
    kind,
    lost: domain,
  });
  await replaceIn(context, target, kind, domain, undefined);
  sayDone(context, session, l10n.t('{0} can no longer reach {1}.', program.name, domain));
}
function checkThere(lists: DomainLists, kind: DomainKind, domain: string): void {
  if (lists[kind].includes(domain)) return;
  throw new UserError(l10n.t('{0} is not on the list any more. Refresh the view.', domain), [
    { label: l10n.t('Refresh'), command: 'miniProgram.refresh' },
  ]);
}

interface Loss {
  readonly question: string;
  readonly confirm: string;
  readonly kind: DomainKind;
  readonly lost: string;
}
/** Whoever uses a version that is online may need the domain. Throws `Cancelled` when the answer is no. */
async function confirmLoss(
  { ui }: CommandContext,
  { session, program }: ProgramTarget,
  { question, confirm, kind, lost }: Loss,
): Promise<void> {
  const confirmed = await ui.confirm({
    message: question,
    detail: dangerDetail(session.profile, program, [
      [l10n.t('Kind'), `${domainKindWord(kind)} (${domainKindUse(kind)})`],
      [l10n.t('Then'), l10n.t('Calls to {0} fail, also in the version that is online.', lost)],
      [l10n.t('Undo'), l10n.t('Add it again.')],
    ]),
    confirm,
    ...typedOnProduction(session.profile, program.name),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
}
/** The platform replaces a kind's whole list, so the newest one is read right before: what others added meanwhile stays. */
function replaceIn(
  context: CommandContext,
  target: ProgramTarget,
  kind: DomainKind,
  before: string,
  after: string | undefined,
): Promise<DomainLists> {
  const { session, program } = target;
  return send(context, target, l10n.t('Changing the domains of {0}', program.name), {
    send: async () => {
      const lists = await readDomains(session, program);
      const replaced = lists[kind].flatMap((domain) => (domain === before ? (after ?? []) : domain));
      return session.client.call('ModifyMNPDomain', {
        MNPId: program.mnpId,
        // A kind is emptied by leaving its list out, as the published example does.
        Domain: [{ DomainType: domainType[kind], ...(replaced.length === 0 ? {} : { DomainUrlList: replaced }) }],
      });
    },
    isDone: (now) => !now[kind].includes(before) && (after === undefined || now[kind].includes(after)),
    facts: [[domainKindWord(kind), after === undefined ? `− ${before}` : `${before} → ${after}`]],
  });
}
async function send(
  context: CommandContext,
  { session, program }: ProgramTarget,
  title: string,
  { facts, ...change }: Pick<Change<DomainLists>, 'send' | 'isDone'> & { readonly facts: readonly Fact[] },
): Promise<DomainLists> {
  const { parts } = context.store;
  try {
    const read = (signal: AbortSignal): Promise<DomainLists> => readDomains(session, program, signal);
    const subject = { kind: 'other', ref: program, facts } as const;
    const seen = await changeAndReadBack(context, session, program.mnpId, title, { ...change, read }, subject);
    if (isShown(context, session)) parts.domains.put(program.mnpId, seen);
    return seen;
  } catch (error) {
    parts.domains.markStale(program.mnpId);
    throw error;
  }
}
const isShown = ({ sessions }: CommandContext, { profile }: Session): boolean => sessions.active?.id === profile.id;
