/** Strokes on a 16 × 16 grid. */
export const paths = {
  copy: ['M5.5 5.5h7v8h-7z', 'M10.5 5.5v-3h-7v8h2'],
  save: ['M8 2.5v7.5', 'M5 7.2 8 10.2l3-3', 'M2.5 10.5v3h11v-3'],
  refresh: ['M13 8a5 5 0 1 1-1.6-3.7L13 5.8', 'M13 2.3v3.5H9.5'],
  phone: ['M4.5 1.5h7v13h-7z', 'M7 12.5h2'],
} as const;
