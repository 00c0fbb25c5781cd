import type { RowIcon } from './packageProtocol';

/** Strokes on a 16 × 16 grid. */
export const rowIcons: Readonly<Record<RowIcon, readonly string[]>> = {
  package: ['M8 1.7 13.5 4.6v6.8L8 14.3l-5.5-2.9V4.6z', 'M2.6 4.7 8 7.6l5.4-2.9', 'M8 7.6v6.6'],
  folder: ['M1.5 12.5v-9h4.2l1.5 1.8h7.3v7.2z'],
  file: ['M3.5 1.5h5.8l3.2 3.2v9.8h-9z', 'M9.2 1.6v3.2h3.2'],
  rule: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'm3.9 3.9 8.2 8.2'],
  added: ['M2.5 2.5h11v11h-11z', 'M8 5.3v5.4', 'M5.3 8h5.4'],
  removed: ['M2.5 2.5h11v11h-11z', 'M5.3 8h5.4'],
  changed: ['M2.5 2.5h11v11h-11z', 'M8 7v2', 'M7 8h2'],
  page: ['M4.5 1.5h7v13h-7z', 'M7 12.5h2'],
  permission: ['M3.5 7h9v6.5h-9z', 'M5.3 7V4.7a2.7 2.7 0 0 1 5.4 0V7'],
  domain: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'M2 8h12', 'M8 2c-3.4 3.6-3.4 8.4 0 12', 'M8 2c3.4 3.6 3.4 8.4 0 12'],
  setting: ['M2 4.5h7', 'M12 4.5h2', 'M10.5 3v3', 'M2 11.5h2', 'M7 11.5h7', 'M5.5 10v3'],
  error: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'm5.8 5.8 4.4 4.4', 'm10.2 5.8-4.4 4.4'],
  warning: ['M8 2.2 14.5 13.5h-13z', 'M8 6.5v3.2', 'M8 11.6v.2'],
  info: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'M8 7.4v3.4', 'M8 5.2v.2'],
};
export const icons = {
  ok: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'm5.3 8.2 2 2 3.5-4'],
  twistie: ['m6 4 4 4-4 4'],
  copy: ['M5.5 5.5h7v8h-7z', 'M10.5 5.5v-3h-7v8h2'],
  save: ['M8 2.5v7.5', 'M5 7.2 8 10.2l3-3', 'M2.5 10.5v3h11v-3'],
  check: ['M13 8a5 5 0 1 1-1.6-3.7L13 5.8', 'M13 2.3v3.5H9.5'],
  publish: ['M8 10V2.8', 'M5 5.6 8 2.6l3 3', 'M2.5 10.5v3h11v-3'],
  list: ['M2.5 4h11', 'M2.5 8h11', 'M2.5 12h7'],
} as const;
