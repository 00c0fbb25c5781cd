import type { PackageSize, PackedFile, PackProblem } from '../packTypes';
import { subPackageOf } from './appModel';
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

const known = new WeakMap<CheckContext, readonly PackageSize[]>();
/** Sizes of the main package (first) and of every sub-package; found out once for each package. */
export function packageSizes(context: CheckContext): readonly PackageSize[] {
  const sizes = known.get(context) ?? sizesOf(context);
  known.set(context, sizes);
  return sizes;
}
function sizesOf({ app, files, limits, plan }: CheckContext): readonly PackageSize[] {
  const roots = ['', ...(app?.subPackages ?? []).map(({ root }) => root)];
  const parts = new Map(roots.map((root) => [root, { bytes: 0, names: 0, held: [] as PackedFile[] }]));
  for (const file of files) {
    const path = file.path.startsWith(plan.codePrefix) ? file.path.slice(plan.codePrefix.length) : file.path;
    const part = parts.get(subPackageOf(app, path)?.root ?? '');
    if (!part) continue;
    part.bytes += file.bytes;
    part.names += Buffer.byteLength(file.path);
    part.held.push(file);
  }
  return [...parts].map(([root, { bytes, names, held }]) => {
    const independent = app?.subPackages.find((item) => item.root === root)?.independent ?? false;
    const limit = root === '' ? limits.main : independent ? limits.independent : limits.subPackage;
    return { root, independent, files: held.length, bytes, counted: bytes + names, limit, largest: largestOf(held) };
  });
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
