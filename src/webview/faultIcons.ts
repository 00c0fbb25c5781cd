/** Strokes on a 16 × 16 grid. */
export const faultIcons = {
  waiting: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z', 'M8 4.8V8l2.4 1.6'],
  struck: ['M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z'],
  remove: ['m4 4 8 8', 'm12 4-8 8'],
  add: ['M8 3v10', 'M3 8h10'],
} as const;
