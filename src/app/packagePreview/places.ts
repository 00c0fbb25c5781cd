import type { PackReport } from '../../pack/packTypes';
import { configName } from '../../pack/configFiles';
import type { PackLayout } from '../../pack/packTypes';
import type { LeftOut } from './leftOut';
import type { Place } from './preview';
import { problemOf } from './problemRows';
import { settingOf } from './settingRows';

export interface PlaceParts {
  readonly report: PackReport;
  readonly layout: PackLayout;
  readonly leftOut: LeftOut;
  readonly join: (...parts: readonly string[]) => string;
}
/**
 * Finds where a row lies on the disk. An id comes from a page: only files that the report names are answered, so that it
 * can ask for nothing else.
 */
export function placeFinder({ report, layout, leftOut, join }: PlaceParts): (id: string) => Place | undefined {
  const { root, codeRoot } = report.project;
  const base = layout === 'codeRoot' ? codeRoot : root;
  let shipped: ReadonlySet<string> | undefined;
  let excluded: ReadonlySet<string> | undefined;
  const isShipped = (path: string): boolean => (shipped ??= new Set(report.files.map((file) => file.path))).has(path);
  const isExcluded = (path: string): boolean =>
    (excluded ??= new Set(report.excluded.map((file) => file.path))).has(path);
  return (id) => {
    const problem = problemOf(report.problems, id);
    if (problem) return problem.file === undefined ? undefined : placeIn(root, problem.file, problem.range);
    const setting = settingOf(report.project.settings, id);
    if (setting) return placeIn(root, setting.file, setting.range);
    const reason = leftOut.reason(id);
    if (reason) return reason.file === undefined ? undefined : placeIn(root, reason.file, reason.range);
    const [, kind, path = ''] = /^(file|out):(.*)$/s.exec(id) ?? [];
    // It is written anew beside app.json, out of the one at the root.
    if (kind === 'file' && isShipped(path)) return { path: join(path === configName ? root : base, path) };
    return kind === 'out' && isExcluded(path) ? { path: join(root, path) } : undefined;
  };
  function placeIn(folder: string, file: string, range: Place['range']): Place {
    return { path: join(folder, file), range };
  }
}
