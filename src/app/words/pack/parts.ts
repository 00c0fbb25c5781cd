import * as l10n from '@vscode/l10n';
import { sizeOf } from '../../model/sizes';
import { reasonWords } from './reasons';
import { orEmpty, type PackWords } from './say';

/** What app.json names besides pages: tabs, components, workers and single files. */
export const partWords = {
  tabCount: ({ count, most }) => l10n.t('Tabs in the tab bar: {0}. Make them 2 to {1}.', count, most),
  tabBarCustomMissing: ({ path }) =>
    l10n.t('The tab bar is a custom one, but {0} is missing. Create this component, or remove "custom".', path),
  tabPathWrong: ({ page }) => l10n.t('The tab "{0}" must be the path of a page, without query or ending.', page),
  tabTwice: ({ page }) => l10n.t('The tab {0} is listed twice. Remove one of them.', orEmpty(page)),
  tabNotAPage: ({ page }) =>
    l10n.t(
      'The tab "{0}" is no page of the main package. List the page under "pages", or remove the tab.',
      orEmpty(page),
    ),
  tabTextMissing: ({ page }) => l10n.t('The tab {0} has no text. Give it one as "text".', orEmpty(page)),
  iconMissing: ({ path }) => l10n.t('The tab icon {0} is missing. Add the file, or correct the path.', path),
  iconExcluded: ({ path, ...reason }) =>
    l10n.t('The tab icon {0} is left out of the package: {1}.', path, reasonWords(reason)),
  iconType: ({ path }) => l10n.t('The tab icon {0} must be a PNG or JPEG file. Convert it.', path),
  iconTooLarge: ({ path, bytes, limit }) =>
    l10n.t('The tab icon {0} has {1}; {2} are allowed. Make it smaller.', path, sizeOf(bytes), sizeOf(limit)),
  componentUnused: ({ name }) =>
    l10n.t('The component "{0}" is declared here, but the markup does not use it. Remove the entry.', name),
  pluginUnused: ({ name }) => l10n.t('The plugin "{0}" is declared, but nothing uses it. Remove the entry.', name),
  componentMissing: ({ name, component }) =>
    l10n.t('The component "{0}" is missing: there is no {1}. Correct or remove it.', name, orEmpty(component)),
  componentNotBuilt: ({ name, component }) =>
    l10n.t('The component "{0}" comes from npm ({1}), which is not built. Build npm, then try again.', name, component),
  componentExcluded: ({ name, component, ...reason }) =>
    l10n.t('The component "{0}" ({1}) is left out of the package: {2}.', name, component, reasonWords(reason)),
  workersMissing: ({ path }) =>
    path === ''
      ? l10n.t('"workers" names no folder. Write the folder that holds the worker scripts.')
      : l10n.t('The workers folder "{0}" is missing or empty. Correct the path, or add the scripts.', path),
  locationMissing: ({ key, path }) =>
    l10n.t('"{0}" names {1}, which is not in the package. Add the file, or remove the entry.', key, path),
} satisfies Partial<PackWords>;
