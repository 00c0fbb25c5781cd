import type { Check } from './check';

/** Symbolic links that lead out of the folder, nowhere or in a circle do not ship. */
export const checkLinks: Check = ({ plan }) =>
  plan.excluded.flatMap(({ path, reason }) => {
    if (reason.by !== 'link') return [];
    const rule = reason.rule === 'outside' ? 'linkOutside' : reason.rule === 'loop' ? 'linkLoop' : 'linkBroken';
    return [{ rule, severity: 'warning', args: { path }, file: plan.prefix + path } as const];
  });
