import type { ConfigFiles } from '../configFiles';
import type { JsonFile, JsonPath } from '../jsonFile';
import { rangeOf } from '../jsonFile';
import type { PackedFile, PackProblem, ProblemFix, ProjectInfo, SizeLimits } from '../packTypes';
import type { Plan } from '../plan/plan';
import type { ProblemRule, RuleArgs } from '../problemRules';
import type { Platform } from '../platforms';
import type { AppModel } from './appModel';
import type { CodeFiles } from './codeFiles';

/** What a check of the folder's structure looks at. Paths are relative to the code root unless said otherwise. */
export interface CheckContext extends ConfigFiles {
  readonly project: ProjectInfo;
  /** The configuration in force. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly platform: Platform;
  readonly limits: SizeLimits;
  readonly plan: Plan;
  /** What ships, with sizes; paths as in the package. */
  readonly files: readonly PackedFile[];
  readonly code: CodeFiles;
  /** undefined when app.json (game.json) is missing or cannot be read. */
  readonly app: AppModel | undefined;
  readonly expectedAppId: string | undefined;
  /** Reads a JSON file of the code, once; undefined when it does not ship or cannot be read. */
  readonly json: (path: string) => Promise<JsonFile | undefined>;
  /** Makes a path of the code relative to the project's root. */
  readonly shown: (path: string) => string;
}
export type Check = (context: CheckContext) => readonly PackProblem[] | Promise<readonly PackProblem[]>;

/** A problem at a place of a JSON file of the code. */
export function atJson<R extends ProblemRule>(
  context: CheckContext,
  path: string,
  json: JsonFile,
  place: JsonPath,
  rule: R,
  severity: PackProblem['severity'],
  args: RuleArgs[R],
  fix?: ProblemFix,
): PackProblem {
  const range = rangeOf(json, place);
  const where = { file: context.shown(path), ...(range ? { range } : {}) };
  // The compiler does not see that rule and args of a generic function belong together.
  return { rule, severity, args, ...where, ...(fix ? { fix } : {}) } as PackProblem;
}
/** A problem at a place of app.json (game.json). */
export function atApp<R extends ProblemRule>(
  context: CheckContext,
  app: AppModel,
  place: JsonPath,
  rule: R,
  severity: PackProblem['severity'],
  args: RuleArgs[R],
): PackProblem {
  return atJson(context, app.path, app.json, place, rule, severity, args);
}
