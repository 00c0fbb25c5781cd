import type { PackProblem } from '../packTypes';
import type { OfPackRule, ProblemRule, RuleArgs } from '../problemRules';
import { type PackRule, ruleTypes, showRule } from '../plan/packOptions';
import { type RuleFact } from '../plan/plan';
import type { Check, CheckContext } from './check';
import { extensionOf } from './content';

/**
 * Rules of `packOptions` that do something else than they look like. The semantics are the platform's and are kept; the
 * surprise is told at the rule.
 */
export const checkPackRules: Check = (context) =>
  context.plan.ruleFacts.flatMap((fact) => {
    const told = refused(fact) ?? neverMatches(fact.rule) ?? regexpSurprise(fact.rule) ?? effect(context, fact);
    return told ? [problem(fact.rule, told)] : [];
  });
type Rule = Extract<ProblemRule, `packRule${string}` | 'packIncludeCannotAdd'>;
/** What a problem tells besides the rule itself. */
type More<R extends Rule> = Omit<RuleArgs[R], keyof OfPackRule>;
interface Found {
  readonly rule: Rule;
  readonly severity: PackProblem['severity'];
  readonly more: object;
}
const found = <R extends Rule>(severity: PackProblem['severity'], rule: R, more: More<R>): Found => ({
  rule,
  severity,
  more,
});
function problem(rule: PackRule, { rule: id, severity, more }: Found): PackProblem {
  const args = { given: showRule(rule), list: rule.list, value: rule.value, ...more };
  // `found` has seen to it that rule and args belong together.
  return { rule: id, severity, args, ...rule.place } as PackProblem;
}
function refused({ rule, refused: why }: RuleFact): Found | undefined {
  if (!rule.type) return found('error', 'packRuleType', { type: rule.givenType, types: ruleTypes.join(', ') });
  if (rule.value === '') return found('error', 'packRuleEmpty', {});
  if (why === 'tooSlow') return found('error', 'packRuleTooSlow', {});
  return why === 'invalid' ? found('error', 'packRuleInvalid', {}) : undefined;
}
/** Values that can match nothing, or everything, whatever is in the folder. */
function neverMatches({ type, value }: PackRule): Found | undefined {
  const withoutDots = (): Found | undefined =>
    /^\.{1,2}\//.test(value)
      ? found('warning', 'packRuleDot', { better: value.replace(/^(?:\.{1,2}\/)+/, '') })
      : undefined;
  switch (type) {
    case 'prefix':
    case 'suffix':
      return value.includes('/') ? found('warning', 'packRuleSlash', { type }) : undefined;
    case 'folder':
    case 'file':
      return withoutDots();
    case 'glob':
      return value.trim().startsWith('!') ? found('warning', 'packRuleNegated', {}) : withoutDots();
    case 'regexp':
    case undefined:
      return undefined;
  }
}
function regexpSurprise({ type, value }: PackRule): Found | undefined {
  if (type !== 'regexp') return undefined;
  const flipped = /\\([SDWB])/.exec(value)?.[1];
  if (flipped)
    return found('warning', 'packRuleFlipped', { escape: `\\${flipped}`, becomes: `\\${flipped.toLowerCase()}` });
  return /^\/.*\/[a-z]*$/.test(value) ? found('warning', 'packRuleSlashes', {}) : undefined;
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
  if (deeper !== undefined) return found('warning', 'packRuleAnchored', { type: rule.type ?? '', example: deeper });
  const isFolder =
    rule.type === 'glob' && plan.files.some((file) => file.toLowerCase().startsWith(`${value.replace(/\/$/, '')}/`));
  if (isFolder) return found('warning', 'packRuleBareFolder', { better: `${rule.value.replace(/\/$/, '')}/**` });
  return found('info', 'packRuleMatchesNothing', {});
}
/** `*` does not match names that start with a dot. */
function dotFiles(files: readonly string[], rule: PackRule): Found | undefined {
  const ending = /\*(\.[\w]+)$/.exec(rule.value)?.[1]?.toLowerCase();
  const left = files.find(
    (file) => /(?:^|\/)\./.test(file) && (ending === undefined || file.toLowerCase().endsWith(ending)),
  );
  return left !== undefined && rule.value.includes('**')
    ? found('info', 'packRuleDotFiles', { example: left })
    : undefined;
}
function includeEffect({ plan, platform, project }: CheckContext, rule: PackRule, matched: number): Found | undefined {
  const extension = extensionOf(rule.value.replace(/\$$/, ''));
  const isCarried = platform.extensions[project.kind].some((known) => known === extension.toLowerCase());
  if ([...plan.kept.values()].some((kept) => kept.rule === rule)) return undefined;
  if (extension !== '' && !isCarried && /^\.\w+$/.test(extension)) {
    return found('warning', 'packIncludeCannotAdd', { extension });
  }
  return matched === 0 ? found('info', 'packRuleMatchesNothing', {}) : undefined;
}
