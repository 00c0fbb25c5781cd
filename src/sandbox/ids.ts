/** Identifiers in the platform's own forms, from a random source in [0, 1). */
export type Random = () => number;

const lower = '0123456789abcdefghijklmnopqrstuvwxyz';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

function pick(random: Random, alphabet: string, length: number): string {
  let out = '';
  for (let i = 0; i < length; i++) out += alphabet.charAt(Math.floor(random() * alphabet.length));
  return out;
}
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14);

export const newPlatformId = (random: Random): string =>
  `T${pick(random, digits, 5)}${pick(random, upper, 2)}${pick(random, digits, 7)}${pick(random, upper, 4)}`;
export const newProgramId = (random: Random): string => `mp${pick(random, lower, 14)}`;
export const newApplicationId = (random: Random): string => `app-${pick(random, lower, 10)}`;
export const newApprovalNo = (random: Random): string => `aud${pick(random, lower, 15)}`;
/** Ten digits, small enough for the integer that `RelatedTeamId` is. */
export const newTeamId = (random: Random): string => `${1 + Math.floor(random() * 8)}${pick(random, digits, 9)}`;
export const newUserId = (random: Random, ms: number): string => `U${stamp(ms)}${pick(random, upper, 6)}`;
export const newSensitiveApiId = (random: Random): string => `api-${pick(random, lower, 16)}`;
export const newPermissionNo = (random: Random, ms: number): string =>
  `${stamp(ms).slice(0, 8)}${pick(random, lower, 10)}`;
export const newTaskId = (random: Random, ms: number): string => `${stamp(ms)}${pick(random, digits, 5)}`;
export const newBusinessId = (random: Random): string => pick(random, lower, 18);
export const newSecretId = (random: Random): string => `AKID${pick(random, lower + upper, 32)}`;
export const newSecretKey = (random: Random): string => pick(random, lower + upper, 32);
export const newToken = (random: Random): string => pick(random, lower + upper, 96);
export const newObjectName = (random: Random): string => pick(random, '0123456789abcdef', 32);

/** The same numbers for the same start, for seeds. */
export function seededRandom(start: number): Random {
  let a = start >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
