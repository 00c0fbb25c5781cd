import type { PackProblem, ProblemOf } from '../packTypes';
import type { ContentCheck, ContentFile } from './content';

interface SecretKind {
  readonly rule: 'secretCloudId' | 'secretPrivateKey' | 'secretAssigned';
  /** Found fast in the bytes; only then the text is decoded and searched. */
  readonly needles: readonly string[];
  readonly pattern: RegExp;
}
const kinds: readonly SecretKind[] = [
  { rule: 'secretCloudId', needles: ['AKID'], pattern: /\bAKID[0-9A-Za-z]{13,40}\b/g },
  {
    // With a body: libraries carry the bare heading as a string.
    rule: 'secretPrivateKey',
    needles: ['-----BEGIN '],
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:[\s"'+,]|\\[nr])*[0-9A-Za-z+/=]{40,}/g,
  },
  {
    rule: 'secretAssigned',
    // From a rarer letter on: found in half the time.
    needles: ['cret', 'CRET'],
    pattern:
      /(?:app|secret|client|access)[_-]?(?:secret|key)["']?\s*[:=]\s*["'](?=[^"']*\d)(?=[^"']*[A-Za-z])[0-9A-Za-z+/_-]{24,88}={0,2}["']/gi,
  },
];
/**
 * Finds secrets in shipped text: Tencent Cloud ids, private keys, assigned secrets, values of `.env` files. Mini programs
 * are unpacked and searched for exactly these. The secret itself is never in the problem.
 */
export const checkSecrets: ContentCheck = (file, { envValues }) => {
  const problems: PackProblem[] = [];
  for (const { rule, needles, pattern } of kinds) {
    if (!needles.some((needle) => file.bytes.includes(needle, 0, 'latin1'))) continue;
    for (const match of file.text().matchAll(pattern)) {
      if (rule === 'secretAssigned' && !/secret/i.test(match[0])) continue;
      problems.push({ rule, ...found(file, match.index, match[0].length) });
    }
  }
  for (const [name, value] of envValues) {
    if (!file.bytes.includes(value, 0, 'utf8')) continue;
    const at = file.text().indexOf(value);
    const { args, ...rest } = found(file, at, value.length);
    problems.push({ rule: 'secretEnvValue', ...rest, args: { ...args, name } });
  }
  return problems;
};
function found(file: ContentFile, offset: number, length: number): Omit<ProblemOf<SecretKind['rule']>, 'rule'> {
  const text = file.text();
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  const lines = text.slice(offset, offset + length).split('\n');
  const endColumn = lines.length > 1 ? (lines.at(-1) ?? '').length : column + length;
  const range = { line, column, endLine: line + lines.length - 1, endColumn };
  return { severity: 'error', args: { path: file.path, line: line + 1 }, file: file.file, range };
}
/** `NAME=value` lines of a `.env` file whose value is long enough to be a secret and not a plain word, number or address. */
export function envValuesOf(text: string): readonly (readonly [string, string])[] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    const value = match?.[2]?.replace(/^(["'])(.*)\1$/, '$2') ?? '';
    const isSecretLike =
      value.length >= 12 && !/^https?:|^[a-z-]+$|^[\d.]+$|\s/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value);
    return match?.[1] && isSecretLike ? [[match[1], value]] : [];
  });
}
