import * as crypto from 'node:crypto';

/** Hexadecimal SHA-256 of bytes in memory. The one-shot call takes half the time of a hash object on small files. */
export const sha256: (bytes: Uint8Array) => string =
  typeof crypto.hash === 'function'
    ? (bytes) => crypto.hash('sha256', bytes)
    : (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');
