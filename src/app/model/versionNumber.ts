/** Orders x.y.z numbers by their parts; text that is no number is ordered as text, after the common parts. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const one = left[i] ?? '0';
    const two = right[i] ?? '0';
    const byNumber = Number(one) - Number(two);
    if (Number.isFinite(byNumber) && byNumber !== 0) return byNumber;
    if (!Number.isFinite(byNumber) && one !== two) return one < two ? -1 : 1;
  }
  return 0;
}
