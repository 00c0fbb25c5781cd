import * as l10n from '@vscode/l10n';
import { assertNever } from '../base/errors';
import type { Answer } from './exchange';
import { fillTemplate, type PlaceValues, templateProblem } from './place';
import { UploadError } from './upload';

/** Where the platform finds the file. */
export type PublicAddress =
  /** Where it was put. */
  | { readonly kind: 'same' }
  /** Another host or path, such as that of a CDN. */
  | { readonly kind: 'template'; readonly template: string }
  /** In the JSON that the server answers: `/downloadUri` for Artifactory. Source: RFC 6901. */
  | { readonly kind: 'pointer'; readonly pointer: string }
  /** In the `Location` header of its answer. */
  | { readonly kind: 'location' };

/** What is wrong with an address made of a template, as a sentence; undefined when it can be used. */
export function addressProblem(template: string): string | undefined {
  const problem = templateProblem(template);
  if (problem !== undefined) return problem;
  const filled = template.replaceAll(/\{[^{}]*\}/g, 'x');
  if (!URL.canParse(filled)) return l10n.t('"{0}" is not a web address. It begins with https://.', template);
  const url = new URL(filled);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return l10n.t('"{0}" is not a web address. It begins with https://.', template);
  if (url.username !== '' || url.password !== '')
    return l10n.t('Enter the user and password as the login of the upload target, not inside its address.');
  // What we upload must never decide which host gets the password.
  if (/^[a-z]+:\/\/[^/?#]*[{}]/i.test(template)) return l10n.t('The host of "{0}" cannot be made of braces.', template);
  if (url.hash !== '') return l10n.t('Leave out what follows the # in "{0}".', template);
  return undefined;
}
/** The address for these values, each percent-encoded. Throws `UploadError` (`settings`). */
export function fillAddress(template: string, values: PlaceValues): URL {
  const problem = addressProblem(template);
  if (problem !== undefined) throw new UploadError('settings', '', 'address', problem);
  return new URL(fillTemplate(template, values, encodeURIComponent));
}

/** Throws `UploadError` (`settings`) when the answer has no address where we look for one. */
export function publicUrl(address: PublicAddress, put: URL, values: PlaceValues, answer: Answer): string {
  switch (address.kind) {
    case 'same':
      return put.href;
    case 'template':
      return fillAddress(address.template, values).href;
    case 'location':
      return absolute(answer.headers.get('location'), put, 'Location');
    case 'pointer':
      return absolute(atPointer(answer.text, address.pointer), put, address.pointer);
    default:
      return assertNever(address);
  }
}
function absolute(found: unknown, put: URL, where: string): string {
  const url =
    typeof found === 'string' && found !== '' && URL.canParse(found, put.href) ? new URL(found, put) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  throw new UploadError(
    'settings',
    put.host,
    'publicAddress',
    l10n.t('{0} stored the file, but its answer names no address at {1}. Check the public address.', put.host, where),
  );
}
function atPointer(text: string, pointer: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
