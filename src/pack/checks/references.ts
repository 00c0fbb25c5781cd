import * as path from 'node:path';
import type { PackProblem } from '../packTypes';
import {
  type ContentCheck,
  type ContentContext,
  type ContentFile,
  type NotShipped,
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

/** What a file refers to must be in the package: a missing file fails only on the device. */
export const checkReferences: ContentCheck = (file, context) => {
  const reference = byEnding[path.posix.extname(file.path)];
  if (!reference || isThirdParty(file.path)) return [];
  const text = file.text();
  const problems: PackProblem[] = [];
  for (const match of text.matchAll(reference.pattern)) {
    const target = match.groups?.['a'] ?? match.groups?.['b'] ?? '';
    const found = resolve(file, target, reference, context);
    if (found === 'shipped') continue;
    if ((reference === script || reference === wxs) && !isCode(text, match.index)) continue;
    problems.push(problemFor(file, target, found, match.index + match[0].indexOf(target)));
  }
  return problems;
};
type Found = 'shipped' | 'missing' | { readonly path: string; readonly reason: NotShipped };
function resolve(file: ContentFile, target: string, reference: Reference, context: ContentContext): Found {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|data:|~|@@)/i.test(target)) return 'shipped';
  const isBare = !/^\.{0,2}\//.test(target);
  if (isBare && reference.bareIsPackage) return resolvePackage(file, target, context);
  const clean = target.replace(/[?#].*$/, '');
  const base = clean.startsWith('/') ? clean.slice(1) : path.posix.join(path.posix.dirname(file.path), clean);
  return firstOf(
    reference.endings.map((ending) => base.replace(/\/$/, '') + ending),
    reference,
    context,
  );
}
function firstOf(candidates: readonly string[], reference: Reference, context: ContentContext): Found {
  if (candidates.some((candidate) => context.shipped.has(candidate))) return 'shipped';
  const sources = reference === script ? candidates.flatMap((name) => [name, `${name}.ts`]) : candidates;
  for (const candidate of sources) {
    const reason = context.notShipped.get(candidate);
    if (reason) return { path: candidate, reason };
  }
  return 'missing';
}
/** A package is looked up in `miniprogram_npm` from the file's folder upwards; the file beside it works too. */
function resolvePackage(file: ContentFile, target: string, context: ContentContext): Found {
  const beside = path.posix.join(path.posix.dirname(file.path), target);
  const candidates = script.endings.map((ending) => beside + ending);
  for (let dir = path.posix.dirname(file.path); ; dir = path.posix.dirname(dir)) {
    const base = path.posix.join(dir, 'miniprogram_npm', target);
    candidates.push(...script.endings.map((ending) => base + ending));
    if (dir === '.' || dir === '/') break;
  }
  return firstOf(candidates, script, context);
}
function problemFor(file: ContentFile, target: string, found: Exclude<Found, 'shipped'>, offset: number): PackProblem {
  const range = rangeIn(file, offset, target.length);
  const place = { path: file.path, line: range.line + 1, target };
  return found === 'missing'
    ? { rule: 'referenceMissing', severity: 'warning', args: place, file: file.file, range }
    : {
        rule: 'referenceNotShipped',
        severity: 'warning',
        args: { ...place, found: found.path, ...found.reason },
        file: file.file,
        range,
      };
}
