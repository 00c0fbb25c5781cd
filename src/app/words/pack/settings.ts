import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../base/errors';
import type { SettingEffect, SettingInForce } from '../../../pack/packTypes';

/** What becomes of a setting of the project file, in one sentence. */
export function settingWords({ key, effect }: Pick<SettingInForce, 'key' | 'effect'>): string {
  switch (key) {
    case 'setting.ignoreUploadUnusedFiles':
      return l10n.t('Not applied: unused files ship. Keep them out with "packOptions" or .mpignore.');
    case 'setting.uploadWithSourceMap':
      return l10n.t('Not applied: source maps never ship.');
    case 'setting.bigPackageSizeSupport':
      return l10n.t('Not applied: the size limits are those of the platform, or of the settings of this extension.');
    case 'scripts':
      return l10n.t('Not applied: commands of the project file are not run by themselves.');
    default:
      return effectWords(effect);
  }
}
function effectWords(effect: SettingEffect): string {
  switch (effect) {
    case 'honoured':
      return l10n.t('Applied: it decides what ships.');
    case 'platform':
      return l10n.t('Left to the platform: it ships with the code, and the build there applies it.');
    case 'development':
      return l10n.t('For development only: it does not change the package.');
    case 'buildFirst':
      return l10n.t('Not applied: nothing is compiled here. Build the project before it is packaged.');
    case 'notApplied':
      return l10n.t('Not applied: it belongs to other developer tools.');
    default:
      return assertNever(effect);
  }
}
