import type { PackageSize, PackedFile, PackProblem, SizeLimits } from '../packTypes';
import { type AppModel, subPackageOf } from './appModel';
import { type Check, type CheckContext, atApp } from './check';

/** From this share of a limit on we warn. */
const warnAt = 0.8;

/** The main package, each sub-package and the whole stay within the platform's limits; the ten largest files are named. */
export const checkSizes: Check = (context) => {
  const sizes = packageSizes(context);
  const problems = sizes.flatMap((size) => judge(context, size));
  const counted = sizes.reduce((sum, size) => sum + size.counted, 0);
  const total = context.limits.total;
  if (total !== undefined && counted > total * warnAt) {
    const args = { bytes: counted, limit: total, largest: largestOf(context.files) };
    const isOver = counted > total;
    problems.push({ rule: isOver ? 'totalTooLarge' : 'totalNearLimit', severity: isOver ? 'error' : 'warning', args });
  }
  return problems;
};
function judge(context: CheckContext, size: PackageSize): PackProblem[] {
  const { limit, counted, root } = size;
  if (limit === undefined || counted <= limit * warnAt) return [];
  const isOver = counted > limit;
  const rule = isOver ? 'packageTooLarge' : 'packageNearLimit';
  const severity = isOver ? 'error' : 'warning';
  const args = { package: root, bytes: counted, limit, largest: size.largest };
  const place = context.app?.subPackages.find((item) => item.root === root)?.place;
  return [context.app && place ? atApp(context, context.app, place, rule, severity, args) : { rule, severity, args }];
}

/** Sizes of the main package (first) and of every sub-package. */
export function packageSizes(context: Pick<CheckContext, 'files' | 'app' | 'limits' | 'plan'>): readonly PackageSize[] {
  const { app, files, limits, plan } = context;
  const parts = new Map<string, PackedFile[]>([
    ['', []],
    ...(app?.subPackages ?? []).map(({ root }): [string, PackedFile[]] => [root, []]),
  ]);
  for (const file of files) {
    const path = file.path.startsWith(plan.codePrefix) ? file.path.slice(plan.codePrefix.length) : file.path;
    parts.get(subPackageOf(app, path)?.root ?? '')?.push(file);
  }
  return [...parts].map(([root, held]) => sizeOf(root, held, app, limits));
}
function sizeOf(
  root: string,
  files: readonly PackedFile[],
  app: AppModel | undefined,
  limits: SizeLimits,
): PackageSize {
  const independent = app?.subPackages.find((item) => item.root === root)?.independent ?? false;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const paths = files.reduce((sum, file) => sum + Buffer.byteLength(file.path), 0);
  const limit = root === '' ? limits.main : independent ? limits.independent : limits.subPackage;
  return { root, independent, files: files.length, bytes, counted: bytes + paths, limit, largest: largestOf(files) };
}
/** The ten largest, without sorting them all. */
function largestOf(files: readonly PackedFile[]): readonly PackedFile[] {
  let top: PackedFile[] = [];
  let least = -1;
  for (const file of files) {
    if (top.length >= 10 && file.bytes <= least) continue;
    top = [...top, file].sort((a, b) => b.bytes - a.bytes).slice(0, 10);
    least = top.length >= 10 ? (top.at(-1)?.bytes ?? 0) : -1;
  }
  return top;
}
