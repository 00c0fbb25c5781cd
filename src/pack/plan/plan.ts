import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../base/errors';
import { extensionOf } from '../checks/content';
import type { JsonFile } from '../jsonFile';
import type { PackLayout, ProjectInfo } from '../packTypes';
import type { Platform } from '../platforms';
import { configName } from '../project';
import { readIgnoreFile } from './mpignore';
import { neverShipsFile, neverShipsFolder } from './neverShip';
import { type PackRule, matchRule, prunedBy, readPackRules, showRule } from './packOptions';
import type { Reason } from '../packTypes';
import { type Excluded, walk } from './walk';

/** What ships and what does not, each with the rule that decided. */
export interface Plan {
  /** Folder whose content is packed. Absolute. */
  readonly base: string;
  /** Put before a path of the plan to make it relative to the project's root: empty or ending with a slash. */
  readonly prefix: string;
  /** Put before a path of the code (a page) to make it relative to `base`: empty or ending with a slash. */
  readonly codePrefix: string;
  /** Sorted, relative to `base`. */
  readonly files: readonly string[];
  readonly excluded: readonly Excluded[];
  /** Files that an ignore rule named and an include rule brought back. */
  readonly broughtBack: ReadonlyMap<string, PackRule>;
  readonly rules: readonly PackRule[];
  readonly ruleFacts: readonly RuleFact[];
}
/** What a rule of `packOptions` did in this folder. */
export interface RuleFact {
  readonly rule: PackRule;
  readonly matched: number;
  readonly refused?: 'invalid' | 'tooSlow';
}
export interface PlanInput {
  readonly project: ProjectInfo;
  /** The configuration in force, and the public file it came from. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly configFile: JsonFile | undefined;
  readonly platform: Platform;
  readonly layout: PackLayout;
  readonly signal?: AbortSignal | undefined;
  readonly onFound?: (files: number) => void;
}
/** Decides for every file below the packed folder. Order: never ships, `.mpignore`, `packOptions`, extension. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { project, layout } = input;
  const base = layout === 'codeRoot' ? project.codeRoot : project.root;
  const prefix = folderPrefix(project.root, base);
  const codePrefix = folderPrefix(base, project.codeRoot);
  const rules = readPackRules(input.config, input.configFile);
  const walked = await walkFolder(input, base, prefix, codePrefix, rules);
  const excluded = [...walked.excluded];
  const sorted = await applyRules(walked.files, rules, codePrefix, input.signal);
  const carried = new Set(input.platform.extensions[project.kind]);
  const files: string[] = [];
  for (const file of walked.files) {
    const rule = sorted.ignored.get(file);
    const extension = extensionOf(file);
    if (rule) excluded.push({ path: file, reason: ruleReason(rule) });
    else if (carried.has(extension)) files.push(file);
    else excluded.push({ path: file, reason: { by: 'extension', rule: extension } });
  }
  return { base, prefix, codePrefix, files, excluded, broughtBack: sorted.broughtBack, rules, ruleFacts: sorted.facts };
}
function folderPrefix(from: string, to: string): string {
  const relative = path.relative(from, to).split(path.sep).join('/');
  return relative === '' ? '' : `${relative}/`;
}
async function walkFolder(
  input: PlanInput,
  base: string,
  prefix: string,
  codePrefix: string,
  rules: readonly PackRule[],
): ReturnType<typeof walk> {
  const { project } = input;
  const outer = await readIgnoreFile(project.root, '.mpignore');
  const code = folderPrefix(project.root, project.codeRoot);
  const inner = code === '' ? undefined : await readIgnoreFile(project.codeRoot, `${code}.mpignore`);
  const ignoredBy = (relative: string): Reason | undefined => {
    const shown = prefix + relative;
    return outer?.reason(shown) ?? (shown.startsWith(code) ? inner?.reason(shown.slice(code.length)) : undefined);
  };
  const named = (rule: string | undefined): Reason | undefined => (rule ? { by: 'neverShips', rule } : undefined);
  return walk({
    base,
    linkRoot: project.root,
    signal: input.signal,
    ...(input.onFound ? { onFound: input.onFound } : {}),
    folderReason(relative, name) {
      const never = named(neverShipsFolder(name)) ?? ignoredBy(`${relative}/`);
      if (never || !`${relative}/`.startsWith(codePrefix)) return never;
      const pruning = prunedBy(rules, relative.slice(codePrefix.length));
      return pruning && ruleReason(pruning);
    },
    fileReason: (relative, name) => named(neverShipsFile(name, project.kind)) ?? ignoredBy(relative),
  });
}
function ruleReason(rule: PackRule): Reason {
  const range = rule.range ? { range: rule.range } : {};
  return { by: 'packOptions', rule: showRule(rule), file: configName, ...range };
}
const portion = 2000;
/** Files that must ship whatever the rules say; the platform does the same. */
const alwaysShips = new Set(['app.json', 'game.json', configName]);

async function applyRules(
  files: readonly string[],
  rules: readonly PackRule[],
  codePrefix: string,
  signal: AbortSignal | undefined,
): Promise<{ ignored: Map<string, PackRule>; broughtBack: Map<string, PackRule>; facts: RuleFact[] }> {
  const ignored = new Map<string, PackRule>();
  const broughtBack = new Map<string, PackRule>();
  const facts: RuleFact[] = [];
  const subject = rules.length > 0 ? files.filter((file) => file.startsWith(codePrefix)) : [];
  for (const rule of rules) {
    let matched = 0;
    let refused: RuleFact['refused'];
    for (let i = 0; i < subject.length && !refused; i += portion) {
      const part = subject.slice(i, i + portion);
      const verdict = matchRule(
        rule,
        part.map((file) => file.slice(codePrefix.length)),
      );
      refused = verdict.refused;
      verdict.matches.forEach((isMatch, k) => {
        const file = part[k];
        if (!isMatch || file === undefined || alwaysShips.has(file.slice(codePrefix.length))) return;
        matched++;
        const before = ignored.get(file);
        if (rule.list === 'ignore') ignored.set(file, before ?? rule);
        else if (before) {
          ignored.delete(file);
          broughtBack.set(file, rule);
        }
      });
      if (subject.length > portion) await setImmediate();
      throwIfAborted(signal);
    }
    facts.push({ rule, matched, ...(refused ? { refused } : {}) });
  }
  return { ignored, broughtBack, facts };
}
