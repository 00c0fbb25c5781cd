import { Minimatch } from 'minimatch';
import { type ConfigFiles, type ConfigPlace, placeInConfig } from '../configFiles';
import { asArray, asObject } from '../jsonFile';
import { type Verdict, testBounded, testRegexp } from './boundedRegexp';

export const ruleTypes = ['prefix', 'suffix', 'folder', 'file', 'glob', 'regexp'] as const;
export type RuleType = (typeof ruleTypes)[number];
export interface PackRule {
  readonly list: 'ignore' | 'include';
  readonly index: number;
  /** As written; undefined when it is not one of the six. */
  readonly type: RuleType | undefined;
  readonly givenType: string;
  readonly value: string;
  /** Where the value stands in the configuration. */
  readonly place: ConfigPlace;
}
/** The rules of `packOptions` in the order of the file. Entries that are not objects with a string value count as empty. */
export function readPackRules(config: Readonly<Record<string, unknown>>, files: ConfigFiles): readonly PackRule[] {
  const options = asObject(config['packOptions']);
  return (['ignore', 'include'] as const).flatMap((list) =>
    asArray(options[list]).map((item, index): PackRule => {
      const rule = asObject(item);
      const type = ruleTypes.find((known) => known === rule['type']);
      const givenType = typeof rule['type'] === 'string' ? rule['type'] : '';
      const value = typeof rule['value'] === 'string' ? rule['value'] : '';
      const at = placeInConfig(files, ['packOptions', list, index, 'value']);
      const place = at.range ? at : placeInConfig(files, ['packOptions', list, index]);
      return { list, index, type, givenType, value, place };
    }),
  );
}
export const showRule = (rule: PackRule): string => `${rule.givenType}: ${rule.value}`;

/**
 * Whether each path matches the rule, by the platform's own semantics: value and path in lower case; `prefix` and `suffix`
 * look at the base name only; `folder` and `file` are anchored at the code root; `glob` is minimatch with default options,
 * tried with and without a leading slash; `regexp` is tried likewise. An empty value matches nothing here (the platform:
 * everything); the check `packRules` refuses it.
 */
export function matchRule(rule: PackRule, paths: readonly string[]): Verdict {
  const value = rule.value.toLowerCase();
  if (rule.value === '' || !rule.type) return { matches: paths.map(() => false) };
  const lower = paths.map((path) => path.toLowerCase());
  if (rule.type === 'regexp') return testRegexp(value, lower);
  const matches = matcher(rule.type, value);
  // A glob becomes a regular expression, and many stars in one take as long.
  return rule.type === 'glob' ? testBounded(lower, matches) : { matches: lower.map(matches) };
}
function matcher(type: Exclude<RuleType, 'regexp'>, value: string): (path: string) => boolean {
  switch (type) {
    case 'prefix':
      return (path) => path.startsWith(value, path.lastIndexOf('/') + 1);
    case 'suffix':
      return (path) => path.slice(path.lastIndexOf('/') + 1).endsWith(value);
    case 'folder': {
      const folder = anchoredFolder(value);
      return (path) => `/${path}`.startsWith(folder);
    }
    case 'file': {
      const file = value.startsWith('/') ? value : `/${value}`;
      return (path) => `/${path}` === file;
    }
    case 'glob':
      return globMatcher(value);
  }
}
function globMatcher(value: string): (path: string) => boolean {
  // The platform's minimatch 3 trims the pattern; ours (10) does not. A pattern it cannot read matches nothing.
  try {
    const glob = new Minimatch(value.trim());
    return (path) => glob.match(path) || glob.match(`/${path}`);
  } catch {
    return () => false;
  }
}
/** `/value/` in lower case, as the platform compares it. */
export function anchoredFolder(value: string): string {
  const lower = value.toLowerCase();
  const leading = lower.startsWith('/') ? lower : `/${lower}`;
  return leading.endsWith('/') ? leading : `${leading}/`;
}
/**
 * The ignore rule that keeps out a folder with all it holds, so that it need not be opened. Only `folder` rules, and only
 * when no include rule could bring something back. `folder` is relative to the code root.
 */
export function prunedBy(rules: readonly PackRule[], folder: string): PackRule | undefined {
  if (rules.some((rule) => rule.list === 'include')) return undefined;
  const at = `/${folder.toLowerCase()}/`;
  return rules.find((rule) => rule.type === 'folder' && rule.value !== '' && at.startsWith(anchoredFolder(rule.value)));
}
