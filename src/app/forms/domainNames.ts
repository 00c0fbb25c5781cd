import * as l10n from '@vscode/l10n';

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const form = new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})+(?::\\d{1,5})?$`, 'u');
/** Longest name that DNS has. */
const longest = 253;

/** Several domains as people paste them: commas (also Chinese ones), semicolons, blanks or lines between them. */
export const splitDomains = (text: string): readonly string[] =>
  text.split(/[\s,;，；、]+/u).filter((part) => part !== '');

/** As the platform keeps a platform-wide domain: lower case, without a scheme. */
export const cleanDomain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?|wss?):\/\//, '')
    .replace(/\/$/, '');

/** What is wrong with a platform-wide domain, or undefined. */
export function domainProblem(text: string): string | undefined {
  const domain = cleanDomain(text);
  if (domain.includes('/'))
    return l10n.t('"{0}" has a path. Enter the domain only, such as api.example.com.', text.trim());
  if (domain.length <= longest && form.test(domain)) return undefined;
  return l10n.t('"{0}" is not a domain. Enter one such as api.example.com or *.example.com.', text.trim());
}
