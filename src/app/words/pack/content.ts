import * as l10n from '@vscode/l10n';
import { reasonWords } from './reasons';
import type { PackWords } from './say';

/** What stands in the files. */
export const contentWords = {
  notUtf8: () => l10n.t('The file is not UTF-8. Save it as UTF-8.'),
  secretCloudId: () => l10n.t('A cloud API SecretId is written here. Take it out: everybody can read the package.'),
  secretPrivateKey: () => l10n.t('A private key is written here. Take it out: everybody can read the package.'),
  secretAssigned: () => l10n.t('A secret is written here. Take it out: everybody can read the package.'),
  secretEnvValue: ({ name }) =>
    l10n.t('The value of {0} from an .env file is written here. Take it out: everybody can read the package.', name),
  referenceMissing: ({ target }) =>
    l10n.t('This refers to {0}, which does not exist. Correct the path, or add the file.', target),
  referenceNotShipped: ({ target, found, ...reason }) =>
    l10n.t('This refers to {0}, but {1} is left out of the package: {2}.', target, found, reasonWords(reason)),
  scriptSyntax: ({ reason }) => l10n.t('The device cannot run this script: {0}. Correct it.', reason),
  markupUnbalanced: ({ tag, inside }) =>
    inside === ''
      ? l10n.t('The tag <{0}> is opened or closed alone. Add the other half, or remove it.', tag)
      : l10n.t('<{0}> ends while <{1}> is still open in it. Close <{1}> first.', tag, inside),
} satisfies Partial<PackWords>;
