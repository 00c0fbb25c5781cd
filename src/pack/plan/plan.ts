import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../base/errors';
import { extensionOf } from '../checks/content';
import { type Unfit, UnfitFile } from '../boundedRead';
import { type ConfigFiles, configName, placeInConfig } from '../configFiles';
import type { KeptFile, PackLayout, ProjectInfo, Reason } from '../packTypes';
import type { Platform } from '../platforms';
import { mpignoreName, readIgnoreFile } from './mpignore';
import { neverShipsFile, neverShipsFolder } from './neverShip';
import { type PackRule, matchRule, prunedBy, readPackRules, showRule } from './packOptions';
import { type Excluded, type Walked, walk } from './walk';

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
  /** What lies beside the packed folder and so was not opened; relative to the project's root. */
  readonly outside: readonly Excluded[];
  /** Files that ship because a rule, or the platform, says so; relative to `base`. */
  readonly kept: ReadonlyMap<string, Kept>;
  readonly unfit: readonly UnfitIgnoreFile[];
  readonly rules: readonly PackRule[];
  readonly ruleFacts: readonly RuleFact[];
}
/** A `.mpignore` that was not read. */
export interface UnfitIgnoreFile {
  /** Relative to the project's root. */
  readonly file: string;
  readonly reason: Unfit;
  /** In bytes. */
  readonly limit: number;
}
export interface Kept {
  /** The first include rule that names the file; undefined = it must ship (`app.json`). */
  readonly rule: PackRule | undefined;
  /** The first ignore rule that names it. */
  readonly against: PackRule | undefined;
}
/** What a rule of `packOptions` did in this folder. */
export interface RuleFact {
  readonly rule: PackRule;
  readonly matched: number;
  readonly refused?: 'invalid' | 'tooSlow';
}
export interface PlanInput extends ConfigFiles {
  readonly project: ProjectInfo;
  /** The configuration in force. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly platform: Platform;
  readonly layout: PackLayout;
  readonly signal?: AbortSignal | undefined;
  /** Called while the folder is listed: the number of files found, and those below `base` that will surely ship. */
  readonly onFound?: ((base: string, found: number, sure: readonly string[]) => void) | undefined;
}
/** Decides for every file below the packed folder. Order: never ships, `.mpignore`, `packOptions`, extension. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { project, layout } = input;
  const base = layout === 'codeRoot' ? project.codeRoot : project.root;
  const prefix = folderPrefix(project.root, base);
  const codePrefix = folderPrefix(base, project.codeRoot);
  const rules = readPackRules(input.config, input);
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
    else {
      excluded.push({ path: file, reason: { by: 'extension', rule: extension } });
      sorted.kept.delete(file);
    }
  }
  const outside = await listOutside(input, prefix);
  return {
    base,
    prefix,
    codePrefix,
    files,
    excluded,
    outside,
    kept: sorted.kept,
    unfit: walked.unfit,
    rules,
    ruleFacts: sorted.facts,
  };
}
/** The neighbours of the packed folder, on each level up to the project's root. */
async function listOutside({ project, ...files }: PlanInput, prefix: string): Promise<readonly Excluded[]> {
  const key = project.kind === 'plugin' ? 'pluginRoot' : 'miniprogramRoot';
  const beside: Reason = { by: 'codeRoot', rule: `${key}: ${prefix}`, ...placeInConfig(files, [key]) };
  const outside: Excluded[] = [];
  const parts = prefix.split('/').slice(0, -1);
  for (const [i, inside] of parts.entries()) {
    const above = parts.slice(0, i).map((part) => `${part}/`);
    const entries = await readdir(path.join(project.root, ...above), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name === inside || (i === 0 && entry.name === configName)) continue;
      const isFolder = entry.isDirectory();
      const never = isFolder ? neverShipsFolder(entry.name) : neverShipsFile(entry.name, project.kind);
      const reason: Reason = never === undefined ? beside : { by: 'neverShips', rule: never };
      outside.push({ path: `${above.join('')}${entry.name}${isFolder ? '/' : ''}`, reason });
    }
  }
  return outside.sort((a, b) => (a.path < b.path ? -1 : 1));
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
): Promise<Walked & { readonly unfit: readonly UnfitIgnoreFile[] }> {
  const { project } = input;
  const unfit: UnfitIgnoreFile[] = [];
  const told = (file: string) => (error: unknown) => {
    if (!(error instanceof UnfitFile)) throw error;
    unfit.push({ file, reason: error.reason, limit: error.limit });
    return undefined;
  };
  const outer = await readIgnoreFile(project.root, mpignoreName, project.root).catch(told(mpignoreName));
  const code = folderPrefix(project.root, project.codeRoot);
  const innerName = code + mpignoreName;
  const inner =
    code === '' ? undefined : await readIgnoreFile(project.codeRoot, innerName, project.root).catch(told(innerName));
  const ignoredBy = (relative: string): Reason | undefined => {
    const shown = prefix + relative;
    return outer?.reason(shown) ?? (shown.startsWith(code) ? inner?.reason(shown.slice(code.length)) : undefined);
  };
  const named = (rule: string | undefined): Reason | undefined => (rule ? { by: 'neverShips', rule } : undefined);
  const walked = await walk({
    base,
    linkRoot: project.root,
    signal: input.signal,
    onFound: onFoundOf(input, base, rules),
    folderReason(relative, name) {
      const never = named(neverShipsFolder(name)) ?? ignoredBy(`${relative}/`);
      if (never || !`${relative}/`.startsWith(codePrefix)) return never;
      const pruning = prunedBy(rules, relative.slice(codePrefix.length));
      return pruning && ruleReason(pruning);
    },
    fileReason: (relative, name) => named(neverShipsFile(name, project.kind)) ?? ignoredBy(relative),
  });
  return { ...walked, unfit };
}
/** Where there are rules, they decide when everything is listed: until then no file is sure. */
function onFoundOf(
  { onFound, platform, project }: PlanInput,
  base: string,
  rules: readonly PackRule[],
): ((files: readonly string[]) => void) | undefined {
  if (!onFound) return undefined;
  const carried = new Set(platform.extensions[project.kind]);
  let found = 0;
  return (files) => {
    found += files.length;
    onFound(base, found, rules.length > 0 ? [] : files.filter((file) => carried.has(extensionOf(file))));
  };
}
function ruleReason(rule: PackRule): Reason {
  return { by: 'packOptions', rule: showRule(rule), ...rule.place };
}
const portion = 2000;
/** Files that must ship whatever the rules say; the platform does the same. */
const alwaysShips = new Set(['app.json', 'game.json', configName]);

async function applyRules(
  files: readonly string[],
  rules: readonly PackRule[],
  codePrefix: string,
  signal: AbortSignal | undefined,
): Promise<{ ignored: Map<string, PackRule>; kept: Map<string, Kept>; facts: RuleFact[] }> {
  const ignored = new Map<string, PackRule>();
  const kept = new Map<string, Kept>();
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
        if (!isMatch || file === undefined) return;
        const before = kept.get(file);
        if (alwaysShips.has(file.slice(codePrefix.length))) {
          if (rule.list === 'ignore') kept.set(file, { rule: undefined, against: before?.against ?? rule });
          return;
        }
        matched++;
        if (rule.list === 'ignore') {
          if (!ignored.has(file)) ignored.set(file, rule);
        } else {
          kept.set(file, before ?? { rule, against: ignored.get(file) });
        }
      });
      if (subject.length > portion) await setImmediate();
      throwIfAborted(signal);
    }
    facts.push({ rule, matched, ...(refused ? { refused } : {}) });
  }
  // Include rules come last, and win.
  for (const file of kept.keys()) ignored.delete(file);
  return { ignored, kept, facts };
}
/** The files of the plan that ship because a rule says so, for the report. */
export function keptFiles({ kept, prefix }: Pick<Plan, 'kept' | 'prefix'>): readonly KeptFile[] {
  return [...kept].map(([file, { rule, against }]) => ({
    path: prefix + file,
    reason: rule && ruleReason(rule),
    against: against && ruleReason(against),
  }));
}
