import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../base/errors';
import { readBounded } from './boundedRead';
import { type AppModel, makeAppModel } from './checks/appModel';
import type { CheckContext } from './checks/check';
import { makeCodeFiles } from './checks/codeFiles';
import { entryJson } from './checks/entryFile';
import { checks } from './checks/table';
import { configName } from './configFiles';
import { EarlyMeasures, jsonReader, measureFiles } from './measured';
import type { CheckJob, PackedFile, PackProblem } from './packTypes';
import { type Plan, makePlan } from './plan/plan';
import { platforms } from './platforms';
import { loadProject } from './project';
import { type PackPool, littleFiles } from './worker/pool';
import { rewrittenConfig } from './rewrittenConfig';

/** What is known of a folder before its files are read. */
export interface Survey {
  readonly context: CheckContext;
  readonly plan: Plan;
  /** What ships, in the order of the zip. */
  readonly files: readonly PackedFile[];
  /** When each was changed last, in that order; milliseconds, NaN for what is not a file of the folder. */
  readonly modified: Float64Array;
  /** Content that is not a file of the folder: the configuration put beside the code. By path in the package. */
  readonly made: ReadonlyMap<string, Buffer>;
  /** What listing the files brought up. */
  readonly problems: readonly PackProblem[];
}

/** Reads the project and lists what ships. */
export async function survey(job: CheckJob, pool: PackPool): Promise<Survey> {
  const loaded = await loadProject(job.root);
  const { project } = loaded;
  const platform = platforms[job.platform ?? 'tcsas'];
  const layout = job.layout ?? 'codeRoot';
  const early = new EarlyMeasures(pool);
  const plan = await makePlan({
    ...loaded,
    platform,
    layout,
    signal: job.signal,
    onFound: (base, found, sure) => {
      if (found > littleFiles) pool.start();
      early.add(base, sure);
    },
  });
  const made = new Map<string, Buffer>();
  if (layout === 'codeRoot' && plan.prefix !== '' && project.configFile !== undefined) {
    made.set(configName, await rewrittenConfig(project.configFile));
  }
  const { files, modified, texts, gone } = await measureFiles(plan, made, pool, early, job.signal);
  const prefix = plan.codePrefix;
  const inCode = sizesBelow(prefix, files);
  const excluded = plan.excluded.flatMap((item) =>
    item.path.startsWith(prefix) ? [{ path: item.path.slice(prefix.length), reason: item.reason }] : [],
  );
  const shown = (file: string): string => plan.prefix + prefix + file;
  const json = jsonReader((file) => {
    if (!inCode.has(file)) throw new Error('not shipped');
    return texts.get(prefix + file) ?? readBounded(path.join(project.codeRoot, file), { most: mostJsonBytes });
  });
  const context: CheckContext = {
    ...loaded,
    platform,
    limits: job.limits ?? platform.limits[project.kind],
    plan,
    files,
    code: makeCodeFiles(inCode, excluded),
    app: await appModel(entryJson(project.kind), json),
    expectedAppId: job.expectedAppId,
    json,
    shown,
  };
  return { context, plan, files, modified, made, problems: [...project.problems, ...gone] };
}
/** Runs the checks of the structure. Others get a turn between two of them: with many files each takes its time. */
export async function checkStructure(
  { context, problems }: Survey,
  signal?: AbortSignal,
): Promise<readonly PackProblem[]> {
  const found = [...problems];
  for (const check of checks) {
    await setImmediate();
    throwIfAborted(signal);
    found.push(...(await check(context)));
  }
  return found;
}
/** Sizes by path, relative to `prefix`. */
function sizesBelow(prefix: string, files: readonly PackedFile[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { path: file, bytes } of files) {
    if (file.startsWith(prefix)) sizes.set(file.slice(prefix.length), bytes);
  }
  return sizes;
}
async function appModel(name: string, json: CheckContext['json']): Promise<AppModel | undefined> {
  const file = await json(name);
  return file && makeAppModel(name, file);
}
const mostJsonBytes = 4 * 1024 * 1024;
