import type { WireRequestOf } from '../../contract/actions';
import type { domainActions } from '../../contract/actions/domain';
import { globalDomainResult, globalDomainType } from '../../contract/enums';
import { checkDomainType, globalDomain, programDomain } from '../domainNames';
import { Problem } from '../problem';
import type { GlobalDomainRecord, ProgramRecord, SandboxState } from '../state';
import { type Handlers, keyword, page, seconds } from './handler';
import { programOf } from './lookup';
import { touch } from './miniProgram';

export const domainHandlers: Handlers<keyof typeof domainActions> = {
  DescribeMNPDomainACL: (request, { state }) =>
    programOf(state, request.MNPId).domains.map(({ type, urls }) => ({ DomainUrl: urls.join(';'), DomainType: type })),

  CreateMNPDomainACL(request, call) {
    const program = programOf(call.state, request.MNPId, 'FailedOperation.GetOperateResourceFailed');
    const added = entriesOf(request.Domain);
    if (added.length === 0 || added.some(({ urls }) => urls.length === 0))
      throw new Problem('InvalidParameterValue', 'No domain was given.');
    for (const { type, urls } of added) {
      const present = repeatedIn([...domainsOf(program, type), ...urls])[0];
      if (present !== undefined)
        throw new Problem('FailedOperation.ExistRepeatDomainUrl', `The domain ${present} already exists.`);
    }
    for (const { type, urls } of added) setDomains(program, type, [...domainsOf(program, type), ...urls]);
    touch(program, call);
    return { Result: true };
  },

  /** Sets the kinds that are named; the others stay. */
  ModifyMNPDomain(request, call) {
    const program = programOf(call.state, request.MNPId);
    const entries = entriesOf(request.Domain ?? []);
    for (const { type, urls } of entries) setDomains(program, type, [...new Set(urls)]);
    touch(program, call);
    return { Result: true };
  },

  DescribeGlobalDomainACL(request, { state }) {
    const wanted = keyword(request.Keyword);
    const types = request.DomainTypes ?? [];
    for (const type of types) checkGlobalType(type);
    const rows = [...state.globalDomains.values()]
      .reverse()
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .filter(({ domain }) => !wanted || domain.includes(wanted));
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map((record) => ({
        DomainId: record.id,
        DomainUrl: record.domain,
        DomainType: record.type,
        CreateUser: record.createUser,
        CreateTime: seconds(record.createTime),
        UpdateUser: record.updateUser,
        UpdateTime: seconds(record.updateTime),
      })),
    };
  },

  /** All or nothing: the reply names what stands in the way. */
  CreateGlobalDomainACL(request, { state, user, now }) {
    checkGlobalType(request.DomainType);
    if (request.DomainUrlList.length === 0) throw new Problem('InvalidParameterValue', 'No domain was given.');
    const domains = request.DomainUrlList.map(globalDomain);
    const listed = new Map([...state.globalDomains.values()].map(({ domain, type }) => [domain, type]));
    const [allowed, blocked] = [globalDomainType.allowed, globalDomainType.blocked].map((type) =>
      domains.filter((domain) => listed.get(domain) === type),
    );
    const repeated = repeatedIn(domains);
    const isFree = repeated.length === 0 && domains.every((domain) => !listed.has(domain));
    if (isFree) {
      for (const domain of domains) {
        const id = state.counters.globalDomain++;
        const made = { createUser: user, createTime: now, updateUser: user, updateTime: now };
        state.globalDomains.set(id, { id, domain, type: request.DomainType, ...made });
      }
    }
    return {
      Result: isFree,
      RepeatUrls: repeated,
      ExistsWhiteUrls: allowed ?? [],
      ExistsBlackUrls: blocked ?? [],
    };
  },

  ModifyGlobalDomain(request, { state, user, now }) {
    const record = globalDomainOf(state, request.DomainId);
    const domain = globalDomain(request.DomainUrl);
    const other = [...state.globalDomains.values()].find((one) => one !== record && one.domain === domain);
    if (other) {
      const isAllowed = other.type === globalDomainType.allowed;
      return { Result: isAllowed ? globalDomainResult.onAllowlist : globalDomainResult.onBlocklist };
    }
    record.domain = domain;
    record.updateUser = user;
    record.updateTime = now;
    return { Result: globalDomainResult.done };
  },

  DeleteGlobalDomain(request, { state }) {
    state.globalDomains.delete(globalDomainOf(state, request.DomainId).id);
    return { Result: true };
  },
};

type DomainList = WireRequestOf<'ModifyMNPDomain'>['Domain'];

/** The domains of a request by kind, checked; the same kind given twice counts as one. */
function entriesOf(list: NonNullable<DomainList>): ProgramRecord['domains'] {
  const byType = new Map<number, string[]>();
  for (const { DomainType: type, DomainUrlList } of list) {
    checkDomainType(type);
    const urls = (DomainUrlList ?? []).map((url) => programDomain(url, type));
    byType.set(type, [...(byType.get(type) ?? []), ...urls]);
  }
  return [...byType].map(([type, urls]) => ({ type, urls }));
}
/** Whatever is there more than once, once. */
function repeatedIn(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const text of texts) (seen.has(text) ? repeated : seen).add(text);
  return [...repeated];
}
const domainsOf = (program: ProgramRecord, type: number): readonly string[] =>
  program.domains.find((entry) => entry.type === type)?.urls ?? [];
function setDomains(program: ProgramRecord, type: number, urls: string[]): void {
  const others = program.domains.filter((entry) => entry.type !== type);
  program.domains = [...others, ...(urls.length === 0 ? [] : [{ type, urls }])].sort((a, b) => a.type - b.type);
}

function checkGlobalType(type: number): void {
  const known: readonly number[] = Object.values(globalDomainType);
  if (!known.includes(type)) throw new Problem('InvalidParameterValue', 'A domain type must be 1 or 2.');
}
function globalDomainOf(state: SandboxState, id: number): GlobalDomainRecord {
  const record = state.globalDomains.get(id);
  if (!record) throw new Problem('FailedOperation.RecordNotFound', `The domain rule ${id} does not exist.`);
  return record;
}
