import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { PackReport, PlatformId } from '../../pack/packTypes';
import { platforms } from '../../pack/platforms';
import { sizeOf } from '../model/sizes';
import type { PackRules } from '../packing/packRules';
import { filesText, ofLimitText } from './amounts';
import type { Fact } from './preview';

/** What stands at the top: whose package it is, how large, and by whose limits. `linkedId` = the id that a setting gives. */
export const factsOf = (report: PackReport, rules: PackRules, linkedId: string | undefined): readonly Fact[] => [
  { label: l10n.t('Mini program'), ...idFact(report, linkedId) },
  { label: l10n.t('Total size'), ...sizeFact(report, rules) },
  { label: l10n.t('Files'), value: filesText(report.files.length), note: '' },
  {
    label: l10n.t('Limits of'),
    value: platformName(rules.platform),
    note: rules.limits ? l10n.t('changed by the setting {0}', 'miniProgram.package.limits') : '',
  },
];
type Value = Omit<Fact, 'label'>;

function idFact({ project: { appId } }: PackReport, linkedId: string | undefined): Value {
  if (appId) return { value: appId.value, note: l10n.t('from "{0}" in project.config.json', appId.key) };
  if (linkedId !== undefined) return { value: linkedId, note: l10n.t('from the setting {0}', 'miniProgram.mnpId') };
  return { value: l10n.t('not linked'), note: l10n.t('publishing asks which mini program this is') };
}
function sizeFact({ packages, sourceBytes, project }: PackReport, { limits, platform }: PackRules): Value {
  const limit = (limits ?? platforms[platform].limits[project.kind]).total;
  if (limit === undefined) return { value: sizeOf(sourceBytes), note: '' };
  const counted = packages.reduce((sum, size) => sum + size.counted, 0);
  return { value: ofLimitText(counted, limit), note: l10n.t('file names included'), share: counted / limit };
}
function platformName(platform: PlatformId): string {
  switch (platform) {
    case 'tcsas':
      return 'TCSAS';
    case 'wechat':
      return 'WeChat';
    default:
      return assertNever(platform);
  }
}
