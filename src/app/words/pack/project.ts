import * as l10n from '@vscode/l10n';
import { sizeOf } from '../../model/sizes';
import { cannotRead } from './files';
import { jsonWords } from './reasons';
import type { PackWords } from './say';

/** The project file and the files a mini program begins with. */
export const projectWords = {
  appIdSeveral: ({ value, key, others }) =>
    l10n.t('Several mini program IDs are given; {0} ("{1}") is used, not {2}.', value, key, others),
  appIdWechat: ({ value }) =>
    l10n.t(
      '"appid" holds a WeChat ID ({0}), which is none of this platform. Link the folder to a mini program, or add "TCSASappid".',
      value,
    ),
  appIdDiffers: ({ value, key, expected }) =>
    l10n.t(
      'The folder says that it is {0} ("{1}"), but the package is for {2}. Correct the file, or choose the other mini program.',
      value,
      key,
      expected,
    ),
  projectConfigBroken: ({ column, code }) => brokenJson(column, code),
  projectConfigUnfit: ({ file, reason, limit }) => {
    if (reason === 'tooLarge')
      return l10n.t('The file is larger than {0}, so it was not read. Make it smaller.', sizeOf(limit));
    return reason === 'outside'
      ? l10n.t('{0} is a link that leads out of the project, so it was not read. Put the file itself here.', file)
      : l10n.t('{0} is not a file, so it was not read. Put a plain file in its place.', file);
  },
  privateKeyIgnored: ({ key }) =>
    l10n.t(
      '"{0}" does not count in the private file, because it changes what is published. Write it in project.config.json.',
      key,
    ),
  codeRootOutside: ({ key, value }) =>
    l10n.t('"{0}" is "{1}", which leads out of the project. Write a folder inside it.', key, value),
  folderUnreadable: ({ path, code }) => cannotRead(path, code),
  appJsonMissing: ({ name, path }) =>
    l10n.t(
      'This is no mini program: {0} is missing (looked for {1}). Build the project, open its folder, or correct "{2}" in project.config.json.',
      name,
      path,
      name === 'plugin.json' ? 'pluginRoot' : 'miniprogramRoot',
    ),
  jsonBroken: ({ column, code }) => brokenJson(column, code),
  jsonNotStrict: ({ column, code }) =>
    code === 'InvalidCommentToken'
      ? l10n.t('There is a comment at column {0}. Remove it: the platform reads strict JSON only.', column)
      : l10n.t('There is a comma too many before column {0}. Remove it: the platform reads strict JSON only.', column),
  jsonBom: () =>
    l10n.t('The file begins with a byte order mark, which the platform cannot read. Save it as UTF-8 without BOM.'),
  appScriptMissing: ({ path }) => l10n.t('{0} is missing. Create it, or build the project.', path),
  onlyTypeScript: ({ path, source }) =>
    l10n.t(
      '{0} is missing; there is only {1}. Build the project: TypeScript does not run on the device.',
      path,
      source,
    ),
  onlyStyleSource: ({ path, source }) =>
    l10n.t(
      '{0} is missing; there is only {1}. Build the project: such styles do not work on the device.',
      path,
      source,
    ),
  npmNotBuilt: ({ packages }) =>
    l10n.t('package.json has dependencies ({0}), but npm is not built. Build npm if the code uses them.', packages),
  minifyOff: () => l10n.t('"minified" is off, so the package is larger than it need be. Turn it on under "setting".'),
} satisfies Partial<PackWords>;
const brokenJson = (column: number, code: string): string =>
  l10n.t('This is not valid JSON: {0} at column {1}. Correct it, then try again.', jsonWords(code), column);
