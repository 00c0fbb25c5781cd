import type { JsonFile, JsonPath } from '../jsonFile';
import { rangeOf } from '../jsonFile';
import type { PackedFile, PackProblem, ProblemFix, ProjectInfo, SizeLimits } from '../packTypes';
import type { Plan } from '../plan/plan';
import type { Platform } from '../platforms';
import type { AppModel } from './appModel';
import type { CodeFiles } from './codeFiles';

/** What a check of the folder's structure looks at. Paths are relative to the code root unless said otherwise. */
export interface CheckContext {
  readonly project: ProjectInfo;
  /** The configuration in force. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly configFile: JsonFile | undefined;
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

type Args = PackProblem['args'];
/** A problem at a place of a JSON file of the code. */
export function atJson(
  context: CheckContext,
  path: string,
  json: JsonFile,
  place: JsonPath,
  rule: string,
  severity: PackProblem['severity'],
  args: Args,
  fix?: ProblemFix,
): PackProblem {
  const range = rangeOf(json, place);
  return { rule, severity, args, file: context.shown(path), ...(range ? { range } : {}), ...(fix ? { fix } : {}) };
}
/** A problem at a place of app.json (game.json). */
export function atApp(
  context: CheckContext,
  app: AppModel,
  place: JsonPath,
  rule: string,
  severity: PackProblem['severity'],
  args: Args,
): PackProblem {
  return atJson(context, app.path, app.json, place, rule, severity, args);
}
