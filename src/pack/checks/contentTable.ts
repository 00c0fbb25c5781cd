import type { PackProblem } from '../packTypes';
import { type ContentCheck, type ContentContext, type ContentFile, type FileReference, isText } from './content';
import { checkEncoding } from './encoding';
import { checkMarkupBalance } from './markupBalance';
import { checkReferences, referencesOf } from './references';
import { checkScriptSyntax } from './scriptSyntax';
import { checkSecrets } from './secrets';
import { usesOf } from './uses';

/** Always run: what is found stops the publish. */
const essential: readonly ContentCheck[] = [checkEncoding, checkSecrets];
/** Run while the text looked at is below what the platform accepts in all (`content/budget`). */
const thorough: readonly ContentCheck[] = [checkReferences, checkScriptSyntax, checkMarkupBalance];

const maxPerFile = 20;
const host = /\b(?:https?|wss?):\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)/gi;

export interface Inspected {
  readonly problems: readonly PackProblem[];
  /** Hosts named in code, lower case. */
  readonly hosts: readonly string[];
  /** What the file uses, as `formatUses` writes it; empty = nothing, or not looked for. */
  readonly uses: string;
}
const nothing: Inspected = { problems: [], hosts: [], uses: '' };
/** Runs the content checks over one file. */
export function inspect(
  path: string,
  file: string,
  bytes: Buffer,
  depth: 'essential' | 'thorough',
  context: ContentContext,
): Inspected {
  if (!isText(path)) return nothing;
  let text: string | undefined;
  let references: readonly FileReference[] | undefined;
  const content: ContentFile = {
    path,
    file,
    bytes,
    text: () => (text ??= bytes.toString('utf8')),
    references: () => (references ??= referencesOf(content, context)),
  };
  const checks = depth === 'thorough' ? [...essential, ...thorough] : essential;
  const problems = checks.flatMap((check) => check(content, context).slice(0, maxPerFile));
  const hosts = depth === 'thorough' && /\.(?:js|wxs|wxml|json)$/.test(path) ? hostsIn(content) : [];
  return { problems, hosts, uses: depth === 'thorough' ? usesOf(content) : '' };
}
function hostsIn(file: ContentFile): readonly string[] {
  if (!file.bytes.includes('://', 0, 'latin1')) return [];
  return [...file.text().matchAll(host)].map((match) => (match[1] ?? '').toLowerCase());
}
