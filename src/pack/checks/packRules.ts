import type { PackProblem } from '../packTypes';
import { type PackRule, ruleTypes, showRule } from '../plan/packOptions';
import { type RuleFact } from '../plan/plan';
import { configName } from '../project';
import type { Check, CheckContext } from './check';
import { extensionOf } from './content';

/**
 * Rules of `packOptions` that do something else than they look like. The semantics are the platform's and are kept; the
 * surprise is told at the rule.
 */
export const checkPackRules: Check = (context) =>
  context.plan.ruleFacts.flatMap((fact) => {
    const found = refused(fact) ?? neverMatches(fact.rule) ?? regexpSurprise(fact.rule) ?? effect(context, fact);
    return found ? [problem(fact.rule, found)] : [];
  });
interface Found {
  readonly rule: string;
  readonly severity: PackProblem['severity'];
  readonly args?: Readonly<Record<string, string | number>>;
}
function problem(rule: PackRule, { rule: id, severity, args }: Found): PackProblem {
  const range = rule.range ? { range: rule.range } : {};
  return {
    rule: id,
    severity,
    args: { given: showRule(rule), list: rule.list, value: rule.value, ...args },
    file: configName,
    ...range,
  };
}
function refused({ rule, refused: why }: RuleFact): Found | undefined {
  if (!rule.type)
    return { rule: 'packRuleType', severity: 'error', args: { type: rule.givenType, types: ruleTypes.join(', ') } };
  if (rule.value === '') return { rule: 'packRuleEmpty', severity: 'error' };
  if (why === 'tooSlow') return { rule: 'packRuleTooSlow', severity: 'error' };
  return why === 'invalid' ? { rule: 'packRuleInvalid', severity: 'error' } : undefined;
}
/** Values that can match nothing, or everything, whatever is in the folder. */
function neverMatches({ type, value }: PackRule): Found | undefined {
  const hint = (rule: string, args: Readonly<Record<string, string>> = {}): Found => ({
    rule,
    severity: 'warning',
    args,
  });
  switch (type) {
    case 'prefix':
    case 'suffix':
      return value.includes('/') ? hint('packRuleSlash', { type }) : undefined;
    case 'folder':
    case 'file':
      return /^\.{1,2}\//.test(value)
        ? hint('packRuleDot', { type, better: value.replace(/^(?:\.{1,2}\/)+/, '') })
        : undefined;
    case 'glob':
      if (value.trim().startsWith('!')) return hint('packRuleNegated');
      return /^\.{1,2}\//.test(value)
        ? hint('packRuleDot', { type, better: value.replace(/^(?:\.{1,2}\/)+/, '') })
        : undefined;
    case 'regexp':
    case undefined:
      return undefined;
  }
}
function regexpSurprise({ type, value }: PackRule): Found | undefined {
  if (type !== 'regexp') return undefined;
  const flipped = /\\([SDWB])/.exec(value)?.[1];
  if (flipped)
    return {
      rule: 'packRuleFlipped',
      severity: 'warning',
      args: { escape: `\\${flipped}`, becomes: `\\${flipped.toLowerCase()}` },
    };
  return /^\/.*\/[a-z]*$/.test(value) ? { rule: 'packRuleSlashes', severity: 'warning' } : undefined;
}
/** What the rule did, or did not do, in this very folder. */
function effect(context: CheckContext, { rule, matched }: RuleFact): Found | undefined {
  const { plan } = context;
  const pruned = plan.excluded.some(({ reason }) => reason.by === 'packOptions' && reason.rule === showRule(rule));
  const value = rule.value.toLowerCase();
  if (rule.list === 'include') return includeEffect(context, rule, matched);
  if (matched > 0 || pruned) {
    return rule.type === 'glob' && rule.value.includes('*') ? dotFiles(plan.files, rule) : undefined;
  }
  const deeper = plan.files.find((file) => {
    const path = `/${file.toLowerCase()}`;
    const bare = value.replace(/^\/|\/$/g, '');
    if (rule.type === 'folder') return path.includes(`/${bare}/`);
    return rule.type === 'file' && path.endsWith(`/${bare}`);
  });
  if (deeper !== undefined)
    return { rule: 'packRuleAnchored', severity: 'warning', args: { type: rule.type ?? '', example: deeper } };
  const isFolder =
    rule.type === 'glob' && plan.files.some((file) => file.toLowerCase().startsWith(`${value.replace(/\/$/, '')}/`));
  if (isFolder)
    return { rule: 'packRuleBareFolder', severity: 'warning', args: { better: `${rule.value.replace(/\/$/, '')}/**` } };
  return { rule: 'packRuleMatchesNothing', severity: 'info' };
}
/** `*` does not match names that start with a dot. */
function dotFiles(files: readonly string[], rule: PackRule): Found | undefined {
  const ending = /\*(\.[\w]+)$/.exec(rule.value)?.[1]?.toLowerCase();
  const left = files.find(
    (file) => /(?:^|\/)\./.test(file) && (ending === undefined || file.toLowerCase().endsWith(ending)),
  );
  return left !== undefined && rule.value.includes('**')
    ? { rule: 'packRuleDotFiles', severity: 'info', args: { example: left } }
    : undefined;
}
function includeEffect({ plan, platform, project }: CheckContext, rule: PackRule, matched: number): Found | undefined {
  const extension = extensionOf(rule.value.replace(/\$$/, ''));
  const isCarried = platform.extensions[project.kind].some((known) => known === extension.toLowerCase());
  if (matched > 0 && [...plan.broughtBack.values()].includes(rule)) return undefined;
  if (extension !== '' && !isCarried && /^\.\w+$/.test(extension)) {
    return { rule: 'packIncludeCannotAdd', severity: 'warning', args: { extension } };
  }
  return matched === 0 ? { rule: 'packRuleMatchesNothing', severity: 'info' } : undefined;
}
