import * as l10n from '@vscode/l10n';
import { orEmpty, type PackWords } from './say';

/** Rules of "packOptions" that do something else than they look like. */
export const packRuleWords = {
  packRuleEmpty: ({ list }) =>
    l10n.t('A rule in "{0}" is empty, which the platform takes for every file. Remove it.', list),
  packRuleType: ({ type, types }) => l10n.t('"{0}" is no type of rule. Use one of: {1}.', orEmpty(type), types),
  packRuleInvalid: ({ value }) => l10n.t('The pattern "{0}" cannot be read. Correct it.', value),
  packRuleTooSlow: ({ value }) => l10n.t('The pattern "{0}" takes too long to try. Make it simpler.', value),
  packRuleSlash: ({ given, type }) =>
    l10n.t(
      'The rule "{0}" never matches: "{1}" looks at file names without their folders. Use "folder" or "glob".',
      given,
      type,
    ),
  packRuleDot: ({ given, better }) =>
    l10n.t('The rule "{0}" never matches because of the dot in front. Write "{1}".', given, better),
  packRuleNegated: ({ given }) =>
    l10n.t('Because of its "!" the rule "{0}" matches everything but what it names. Write it without "!".', given),
  packRuleFlipped: ({ escape, becomes }) =>
    l10n.t('Rules are read in lower case, so {0} means {1} here. Write the characters out instead.', escape, becomes),
  packRuleSlashes: ({ given }) =>
    l10n.t('In the rule "{0}" the slashes around the pattern count as part of it. Remove them.', given),
  packRuleAnchored: ({ given, example }) =>
    l10n.t(
      'The rule "{0}" counts from the code folder, so it does not match {1}. Write the whole path, or use "glob".',
      given,
      example,
    ),
  packRuleBareFolder: ({ given, better }) =>
    l10n.t('The rule "{0}" names a folder and matches no file in it. Write "{1}".', given, better),
  packRuleDotFiles: ({ given, example }) =>
    l10n.t(
      'The rule "{0}" does not match names that begin with a dot, such as {1}. Add a rule for them if needed.',
      given,
      example,
    ),
  packRuleMatchesNothing: ({ given }) =>
    l10n.t('The rule "{0}" matches nothing in this folder. Correct or remove it.', given),
  packIncludeCannotAdd: ({ extension }) =>
    l10n.t('"include" cannot add files ending in {0}: the platform does not carry them. Remove the rule.', extension),
} satisfies Partial<PackWords>;
