/** The parts of the Platform view, in the order shown. */
export const partNames = ['superApps', 'teams', 'roles', 'users', 'globalDomains'] as const;
export type PartName = (typeof partNames)[number];
