import * as path from 'node:path';
import type { PackProblem } from '../packTypes';
import {
  type ContentCheck,
  type ContentContext,
  type ContentFile,
  type FileReference,
  isThirdParty,
  rangeIn,
} from './content';
import { isCode } from './scriptText';

interface Reference {
  readonly pattern: RegExp;
  /** Endings to try, in order. */
  readonly endings: readonly string[];
  /** A bare name means a package; elsewhere it means a file beside this one. */
  readonly bareIsPackage: boolean;
}
const script: Reference = {
  pattern:
    /\brequire(?:\.async)?\s*\(\s*(["'])(?<a>[^"'\n{}]+)\1\s*\)|\b(?:import|export)\s(?:[^"';()=]*?\sfrom\s*)?(["'])(?<b>[^"'\n]+)\3/g,
  endings: ['', '.js', '/index.js', '.json', '.wxs'],
  bareIsPackage: true,
};
const wxs: Reference = {
  pattern: /\brequire\s*\(\s*(["'])(?<a>[^"'\n]+)\1\s*\)/g,
  endings: ['', '.wxs'],
  bareIsPackage: false,
};
const markup: Reference = {
  pattern:
    /<(?:import|include|wxs|image|audio|video|cover-image|live-player)\b[^>]*?\s(?:src|poster)\s*=\s*(["'])(?<a>[^"'{}\n]+)\1/g,
  endings: ['', '.wxml'],
  bareIsPackage: false,
};
const style: Reference = {
  pattern: /@import\s+(?:url\()?\s*(["'])(?<a>[^"'\n]+)\1|\burl\(\s*(["']?)(?<b>[^"')\s]+)\3\s*\)/g,
  endings: ['', '.wxss'],
  bareIsPackage: false,
};
const byEnding: Readonly<Record<string, Reference>> = { '.js': script, '.wxs': wxs, '.wxml': markup, '.wxss': style };

/** What scripts, markup and styles refer to; of code that is not the user's own, nothing. */
export function referencesOf(
  file: Pick<ContentFile, 'path' | 'text'>,
  context: ContentContext,
): readonly FileReference[] {
  const reference = byEnding[path.posix.extname(file.path)];
  if (!reference || isThirdParty(file.path)) return [];
  const text = file.text();
  const references: FileReference[] = [];
  for (const match of text.matchAll(reference.pattern)) {
    const target = match.groups?.['a'] ?? match.groups?.['b'] ?? '';
    const found = resolve(file.path, target, reference, context);
    const isScript = reference === script || reference === wxs;
    if (found.state !== 'shipped' && isScript && !isCode(text, match.index)) continue;
    references.push({ target, offset: match.index + match[0].indexOf(target), found });
  }
  return references;
}
/** What a file refers to must be in the package: a missing file fails only on the device. */
export const checkReferences: ContentCheck = (file) =>
  file.references().flatMap(({ target, offset, found }): PackProblem[] => {
    if (found.state === 'shipped') return [];
    const range = rangeIn(file, offset, target.length);
    const args = { path: file.path, line: range.line + 1, target };
    const place = { severity: 'warning', file: file.file, range } as const;
    return found.state === 'missing'
      ? [{ rule: 'referenceMissing', args, ...place }]
      : [{ rule: 'referenceNotShipped', args: { ...args, found: found.path, ...found.reason }, ...place }];
  });
function resolve(from: string, target: string, reference: Reference, context: ContentContext): FileReference['found'] {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|data:|~|@@)/i.test(target)) return { state: 'shipped', path: '' };
  const isBare = !/^\.{0,2}\//.test(target);
  if (isBare && reference.bareIsPackage) return resolvePackage(from, target, context);
  const clean = target.replace(/[?#].*$/, '');
  const base = clean.startsWith('/')
    ? context.codePrefix + clean.slice(1)
    : path.posix.join(path.posix.dirname(from), clean);
  return firstOf([base.endsWith('/') ? base.slice(0, -1) : base], reference, context);
}
/** The first of these paths that ships, with one of the endings; else the first that at least lies in the folder. */
function firstOf(bases: readonly string[], reference: Reference, context: ContentContext): FileReference['found'] {
  const { endings } = reference;
  for (const base of bases) {
    for (const ending of endings) {
      // Most are found here, so nothing is made for what comes below.
      if (context.shipped.has(base + ending)) return { state: 'shipped', path: base + ending };
    }
  }
  const candidates = bases.flatMap((base) => endings.map((ending) => base + ending));
  const sources = reference === script ? candidates.flatMap((name) => [name, `${name}.ts`]) : candidates;
  for (const candidate of sources) {
    const reason = context.notShipped.get(candidate);
    if (reason) return { state: 'notShipped', path: candidate, reason };
  }
  return { state: 'missing' };
}
/** A package is looked up in `miniprogram_npm` from the file's folder upwards; the file beside it works too. */
function resolvePackage(from: string, target: string, context: ContentContext): FileReference['found'] {
  const bases = [path.posix.join(path.posix.dirname(from), target)];
  for (let dir = path.posix.dirname(from); ; dir = path.posix.dirname(dir)) {
    bases.push(path.posix.join(dir, 'miniprogram_npm', target));
    if (dir === '.' || dir === '/') break;
  }
  return firstOf(bases, script, context);
}
