import * as l10n from '@vscode/l10n';
import { reasonWords } from './reasons';
import { orEmpty, type PackWords } from './say';

/** The pages and sub-packages of app.json, and what refers to them. */
export const pageWords = {
  pagesEmpty: () => l10n.t('The mini program has no pages. List at least one under "pages".'),
  pageNotText: ({ index }) => l10n.t('Entry {0} of "pages" is not a text. Write the path of a page in quotes.', index),
  pagePathWrong: ({ page }) =>
    l10n.t(
      '"{0}" is no page path. Write it like "pages/index/index": without an ending, a slash or dot in front, "..", "\\" or blanks around it.',
      orEmpty(page),
    ),
  pageFileMissing: ({ page, path }) =>
    l10n.t('The page {0} has no {1}. Create the file, or take the page out of the list.', page, path),
  pageFileExcluded: ({ page, path, ...reason }) =>
    l10n.t('The page {0} needs {1}, which is left out of the package: {2}.', page, path, reasonWords(reason)),
  caseDiffers: ({ wanted, found }) =>
    l10n.t('{0} is called {1} on disk. Write both alike: on the device upper and lower case matter.', wanted, found),
  pageTwice: ({ page }) => l10n.t('The page {0} is listed twice. Remove one of them.', page),
  pageInSubPackage: ({ page, root }) =>
    l10n.t(
      'The page {0} lies in the sub-package {1} but is listed in the main package. List it in the sub-package.',
      page,
      root,
    ),
  subPackageRoot: ({ given }) =>
    l10n.t(
      '"{0}" cannot be the root of a sub-package. Write a folder below the code, without ".." or "\\".',
      orEmpty(given),
    ),
  subPackageName: ({ name }) => l10n.t('A sub-package cannot be called {0}. Choose another name.', name),
  subPackageNameTwice: ({ root, other, name }) =>
    l10n.t('The sub-packages {0} and {1} are both called "{2}". Rename one of them.', root, other, name),
  subPackageTwice: ({ root }) => l10n.t('The sub-package {0} is listed twice. Make them one.', root),
  subPackageNested: ({ root, outer }) =>
    l10n.t('The sub-package {0} lies inside the sub-package {1}. Move it out.', root, outer),
  entryPageUnknown: ({ page }) =>
    l10n.t(
      'The entry page "{0}" is not in the list of pages. Correct "entryPagePath", or list the page.',
      orEmpty(page),
    ),
  preloadPageUnknown: ({ page }) =>
    l10n.t('"preloadRule" names {0}, which is no page. Correct or remove it.', orEmpty(page)),
  preloadPackageUnknown: ({ page, package: name }) =>
    l10n.t(
      '"preloadRule" of {0} names {1}, which is no sub-package. Correct or remove it.',
      orEmpty(page),
      orEmpty(name),
    ),
} satisfies Partial<PackWords>;
