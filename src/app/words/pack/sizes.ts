import * as l10n from '@vscode/l10n';
import { listOf } from '../../model/lists';
import { numberText, sizeOf } from '../../model/sizes';
import type { RuleArgs } from '../../../pack/problemRules';
import type { PackWords } from './say';

/** How large the packages are. */
export const sizeWords = {
  packageTooLarge: ({ package: root, ...size }) => tooLarge(packageName(root), size),
  packageNearLimit: ({ package: root, ...size }) => nearLimit(packageName(root), size),
  totalTooLarge: (size) => tooLarge(l10n.t('All packages together'), size),
  totalNearLimit: (size) => nearLimit(l10n.t('All packages together'), size),
  mediaLarge: ({ bytes, limit }) =>
    l10n.t('Images and audio: {0}. Above {1} they had better be loaded from a server.', sizeOf(bytes), sizeOf(limit)),
  mainLarge: ({ bytes, limit }) =>
    l10n.t(
      'The main package: {0}. Below {1} the mini program starts faster; move pages to sub-packages.',
      sizeOf(bytes),
      sizeOf(limit),
    ),
  filesUnused: ({ count, bytes, examples }) =>
    l10n.t(
      'Code files that nothing refers to: {0}, with {1}. Delete them, or keep them out by .mpignore: {2}.',
      numberText(count),
      sizeOf(bytes),
      examples,
    ),
  mainForSubPackage: ({ root, count, bytes, examples }) =>
    l10n.t(
      'Files of the main package that only the sub-package {0} uses: {1}, with {2}. Move them there: {3}.',
      root,
      numberText(count),
      sizeOf(bytes),
      examples,
    ),
  checksBounded: ({ bytes, looked }) =>
    l10n.t(
      'The package holds {0} of text, so only the first {1} were checked for broken scripts and references.',
      sizeOf(bytes),
      sizeOf(looked),
    ),
} satisfies Partial<PackWords>;
type Size = RuleArgs['totalTooLarge'];
/** How many of the largest files are named. */
const maxNamed = 3;

const packageName = (root: string): string =>
  root === '' ? l10n.t('The main package') : l10n.t('The sub-package {0}', root);
function tooLarge(name: string, { bytes, limit, largest }: Size): string {
  return l10n.t(
    '{0}: {1}, which is {2} over the limit of {3}. Make it smaller; the largest files: {4}.',
    name,
    sizeOf(bytes),
    sizeOf(bytes - limit),
    sizeOf(limit),
    named(largest),
  );
}
function nearLimit(name: string, { bytes, limit, largest }: Size): string {
  return l10n.t(
    '{0}: {1} of the {2} allowed. The largest files: {3}.',
    name,
    sizeOf(bytes),
    sizeOf(limit),
    named(largest),
  );
}
const named = (files: Size['largest']): string =>
  listOf(files.slice(0, maxNamed).map(({ path, bytes }) => `${path} (${sizeOf(bytes)})`));
