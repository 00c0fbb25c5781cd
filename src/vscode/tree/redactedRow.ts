import type { Presentation } from '../../app/tree/node';

/** The row with `redact` in front of what is shown and read out. */
export const redactedRow = (row: Presentation, redact: (text: string) => string): Presentation => ({
  ...row,
  label: redact(row.label),
  ...(row.description !== undefined && { description: redact(row.description) }),
  accessibleLabel: redact(row.accessibleLabel),
});
