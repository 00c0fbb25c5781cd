import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { throwIfAborted } from '../base/errors';
import { type AppModel, makeAppModel } from './checks/appModel';
import type { CheckContext } from './checks/check';
import { makeCodeFiles } from './checks/codeFiles';
import { entryJson } from './checks/entryFile';
import { checks } from './checks/table';
import { type JsonFile, parseJson } from './jsonFile';
import type { CheckJob, PackedFile, PackProblem } from './packTypes';
import { type Plan, makePlan } from './plan/plan';
import { platforms } from './platforms';
import { configName, loadProject } from './project';
import { type PackPool, littleFiles } from './worker/pool';
import { rewrittenConfig } from './rewrittenConfig';

/** What is known of a folder before its files are read. */
export interface Survey {
  readonly context: CheckContext;
  readonly plan: Plan;
  /** What ships, in the order of the zip. */
  readonly files: readonly PackedFile[];
  /** Content that is not a file of the folder: the configuration put beside the code. By path in the package. */
  readonly made: ReadonlyMap<string, Buffer>;
  readonly problems: readonly PackProblem[];
}
const measurePortion = 2048;

/** Reads the project, lists what ships and runs the checks of the structure. */
export async function survey(job: CheckJob, pool: PackPool): Promise<Survey> {
  const loaded = await loadProject(job.root);
  const { project } = loaded;
  const platform = platforms[job.platform ?? 'tcsas'];
  const layout = job.layout ?? 'codeRoot';
  const plan = await makePlan({
    ...loaded,
    platform,
    layout,
    signal: job.signal,
    onFound: (files) => {
      if (files > littleFiles) pool.start();
    },
  });
  const made = new Map<string, Buffer>();
  if (layout === 'codeRoot' && plan.prefix !== '' && project.configFile !== undefined) {
    made.set(configName, await rewrittenConfig(project.configFile));
  }
  const { files, gone } = await measured(plan, made, pool, job.signal);
  const prefix = plan.codePrefix;
  const inCode = new Map(
    files.flatMap((file) => (file.path.startsWith(prefix) ? [[file.path.slice(prefix.length), file.bytes]] : [])),
  );
  const excluded = plan.excluded.flatMap((item) =>
    item.path.startsWith(prefix) ? [{ path: item.path.slice(prefix.length), reason: item.reason }] : [],
  );
  const shown = (file: string): string => plan.prefix + prefix + file;
  const json = jsonReader(project.codeRoot, (file) => inCode.has(file));
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
  const problems = [...project.problems, ...gone];
  for (const check of checks) {
    throwIfAborted(job.signal);
    problems.push(...(await check(context)));
  }
  return { context, plan, files, made, problems };
}
async function appModel(name: string, json: CheckContext['json']): Promise<AppModel | undefined> {
  const file = await json(name);
  return file && makeAppModel(name, file);
}
/** Sizes, taken off the main thread. A file that vanished since it was listed is told as unreadable. */
async function measured(
  plan: Plan,
  made: ReadonlyMap<string, Buffer>,
  pool: PackPool,
  signal: AbortSignal | undefined,
): Promise<{ readonly files: readonly PackedFile[]; readonly gone: readonly PackProblem[] }> {
  const own = plan.files.filter((file) => !made.has(file));
  const portions: string[][] = [];
  for (let i = 0; i < own.length; i += measurePortion) portions.push(own.slice(i, i + measurePortion));
  const inline = pool.isInlineFor(own.length, 0);
  const sizes = await Promise.all(
    portions.map((paths) => pool.run({ type: 'measure', base: plan.base, paths }, inline)),
  );
  throwIfAborted(signal);
  const files: PackedFile[] = [];
  const gone: PackProblem[] = [];
  own.forEach((file, i) => {
    const bytes = sizes[Math.floor(i / measurePortion)]?.[i % measurePortion] ?? -1;
    if (bytes >= 0) files.push({ path: file, bytes });
    else
      gone.push({
        rule: 'fileUnreadable',
        severity: 'error',
        args: { path: file, code: 'ENOENT' },
        file: plan.prefix + file,
      });
  });
  for (const [name, content] of made) {
    const at = files.findIndex(({ path: other }) => other > name);
    files.splice(at < 0 ? files.length : at, 0, { path: name, bytes: content.length });
  }
  return { files, gone };
}
/** Reads JSON files of the code once; what does not ship is not read. */
function jsonReader(codeRoot: string, ships: (path: string) => boolean): CheckContext['json'] {
  const read = new Map<string, Promise<JsonFile | undefined>>();
  return (file) => {
    let found = read.get(file);
    if (!found) {
      const text = ships(file) ? readFile(path.join(codeRoot, file), 'utf8') : Promise.reject(new Error('not shipped'));
      // A file that cannot be read is told when its content is packed.
      found = text.then(parseJson).catch(() => undefined);
      read.set(file, found);
    }
    return found;
  };
}
