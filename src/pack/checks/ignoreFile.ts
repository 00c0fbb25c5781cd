import type { Check } from './check';

/** A `.mpignore` that cannot be followed stops the package: what it keeps out would ship. */
export const checkIgnoreFile: Check = ({ plan }) =>
  plan.unfit.map((args) => ({ rule: 'projectConfigUnfit', severity: 'error', args, file: args.file }) as const);
