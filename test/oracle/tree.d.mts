export function writeTree(
  root: string,
  tree: readonly string[],
  rules: { readonly ignore?: readonly string[][]; readonly include?: readonly string[][] },
): void;
