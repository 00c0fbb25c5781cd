import * as l10n from '@vscode/l10n';

/** Pure: which number a new version may have. */
export type Bump = 'patch' | 'minor' | 'major';
type Parts = readonly [number, number, number];

/** Three numbers; the platform gives x.y.z in examples only, so nine digits each is our own limit. */
const wellFormed = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;

/** Reads odd numbers as well as can be (`v1.2`, `1.2.3-beta`, `2024.01`); undefined when there is no number in front. */
function partsOf(text: string): Parts | undefined {
  const match = /^\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/i.exec(text);
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}
/** Below 0 when `a` is the smaller. Odd text counts as smaller than any number. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
export function highest(numbers: readonly string[]): string | undefined {
  return numbers
    .filter((number) => partsOf(number))
    .reduce<string | undefined>(
      (best, number) => (best === undefined || compareNumbers(number, best) > 0 ? number : best),
      undefined,
    );
}
/** The next number above everything that the server has; without any, the first ones. */
export function propose(numbers: readonly string[], bump: Bump): string {
  const top = highest(numbers);
  const [major, minor, patch] = (top === undefined ? undefined : partsOf(top)) ?? [0, 0, 0];
  switch (bump) {
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'major':
      return `${major + 1}.0.0`;
  }
}

export type NumberVerdict =
  | { readonly kind: 'good' }
  /** Will be taken, but the user should know. */
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'bad'; readonly message: string };

/** What is to be said about a number that someone typed. `existing` are the numbers of all versions of the program. */
export function checkNumber(text: string, existing: readonly string[], online: string | undefined): NumberVerdict {
  const number = text.trim();
  if (!wellFormed.test(number))
    return {
      kind: 'bad',
      message: l10n.t('Write three numbers with dots between them, such as {0}.', propose(existing, 'patch')),
    };
  if (online !== undefined && compareNumbers(number, online) <= 0)
    return { kind: 'bad', message: l10n.t('The number must be above {0}, which is online.', online) };
  if (existing.includes(number))
    return {
      kind: 'warning',
      message: l10n.t('There is a version {0} already. The platform then keeps both under one number.', number),
    };
  return { kind: 'good' };
}
