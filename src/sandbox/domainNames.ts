import { domainType } from '../contract/enums';
import { Problem } from './problem';

/** One label of a host name; names in other scripts are as good as their ASCII form. */
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const host = `${label}(?:\\.${label})+(?::\\d{1,5})?`;
const globalForm = new RegExp(`^(?:\\*\\.)?${host}$`, 'u');
const lengthLimit = 253;

const bad = (text: string): Problem => new Problem('InvalidParameterValue', text);

/** A domain of a mini program as it is kept: lower case, with its scheme. Throws for anything else. */
export function programDomain(text: string, type: number): string {
  const scheme = type === domainType.socket ? 'wss' : 'https';
  const domain = text.trim().toLowerCase();
  if (domain.length <= lengthLimit && new RegExp(`^${scheme}://${host}$`, 'u').test(domain)) return domain;
  throw bad(
    `The domain \`${text}\` is not valid: it must begin with ${scheme}:// and name a host, without a path or a slash at the end.`,
  );
}
export function checkDomainType(type: number): void {
  const known: readonly number[] = Object.values(domainType);
  if (!known.includes(type)) throw bad('The value of parameter `DomainType` must be 1, 2, 3, 4 or 5.');
}

/** A platform-wide domain as it is kept: a host name in lower case. A scheme is taken off. Throws for anything else. */
export function globalDomain(text: string): string {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^(https?|wss?):\/\//, '');
  if (domain.length <= lengthLimit && globalForm.test(domain)) return domain;
  throw bad(`The domain \`${text}\` is not valid: it must be a host name such as www.example.com, without a path.`);
}
