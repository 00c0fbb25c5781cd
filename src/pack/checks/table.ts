import { checkAppIdMatch } from './appIdMatch';
import { checkAppScript } from './appScript';
import type { Check } from './check';
import { checkComponents } from './components';
import { checkEntryFile } from './entryFile';
import { checkEntryPage } from './entryPage';
import { checkExtensions } from './extensions';
import { checkFileNames } from './fileNames';
import { checkIgnoreFile } from './ignoreFile';
import { checkLinks } from './links';
import { checkNpmNotBuilt } from './npmNotBuilt';
import { checkPackRules } from './packRules';
import { checkPageDuplicates } from './pageDuplicates';
import { checkPageFiles } from './pageFiles';
import { checkPagePaths } from './pagePaths';
import { checkPagesEmpty } from './pagesEmpty';
import { checkPreloadRule } from './preloadRule';
import { checkQuality } from './quality';
import { checkSitemap } from './sitemap';
import { checkSizes } from './sizes';
import { checkStrictJson } from './strictJson';
import { checkStyleSources } from './styleSources';
import { checkTabBar } from './tabBar';
import { checkTabBarIcons } from './tabBarIcons';
import { checkWorkers } from './workers';

/** Every check of the folder's structure. Those of the files' content are in `contentTable.ts`. */
export const checks: readonly Check[] = [
  checkEntryFile,
  checkStrictJson,
  checkAppScript,
  checkPagesEmpty,
  checkPagePaths,
  checkPageFiles,
  checkStyleSources,
  checkPageDuplicates,
  checkTabBar,
  checkTabBarIcons,
  checkComponents,
  checkEntryPage,
  checkWorkers,
  checkPreloadRule,
  checkSitemap,
  checkNpmNotBuilt,
  checkSizes,
  checkExtensions,
  checkFileNames,
  checkLinks,
  checkPackRules,
  checkIgnoreFile,
  checkAppIdMatch,
  checkQuality,
];
