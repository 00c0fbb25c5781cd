/** Enough of a SecretId to tell one key from another: `AKID…wxyz`. */
export const masked = (secretId: string): string =>
  secretId.length < 12 ? '…' : `${secretId.slice(0, 4)}…${secretId.slice(-4)}`;
