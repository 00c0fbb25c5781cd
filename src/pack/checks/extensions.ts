import type { Check } from './check';

/** Files that the platform does not carry to the device: told by ending; a wrong case of a good ending is a warning. */
export const checkExtensions: Check = ({ plan, platform, project }) => {
  const carried = new Set(platform.extensions[project.kind]);
  const byEnding = new Map<string, string[]>();
  for (const { path, reason } of plan.excluded) {
    if (reason.by !== 'extension') continue;
    const paths = byEnding.get(reason.rule) ?? [];
    paths.push(path);
    byEnding.set(reason.rule, paths);
  }
  return [...byEnding].map(([extension, paths]) => {
    const right = extension.toLowerCase();
    const isCase = carried.has(right);
    return {
      rule: isCase ? 'extensionCase' : 'extensionNotShipped',
      severity: isCase ? 'warning' : 'info',
      args: { extension: extension || '-', right, count: paths.length, examples: paths.slice(0, 5).join(', ') },
      ...(paths.length === 1 ? { file: plan.prefix + (paths[0] ?? '') } : {}),
    } as const;
  });
};
