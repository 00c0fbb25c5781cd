import * as l10n from '@vscode/l10n';
import { platforms } from '../../pack/platforms';
import { readProject } from '../../pack/project';
import type { PackLayout, PlatformId, SizeLimits } from '../../pack/packTypes';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';

/** What settings say about packing one folder; a settings file can hold anything. */
export interface PackSettings {
  readonly layout: unknown;
  /** Kilobytes of `main`, `subPackage`, `independent` and `total`; null = no limit. */
  readonly limits: unknown;
}
export interface PackRules {
  readonly platform: PlatformId;
  readonly layout: PackLayout;
  /** In bytes; undefined = the platform's own. */
  readonly limits: SizeLimits | undefined;
}
export const layouts: readonly PackLayout[] = ['codeRoot', 'project'];
export const limitNames = ['main', 'subPackage', 'independent', 'total'] as const;

const platform: PlatformId = 'tcsas';
const bytesPerKb = 1024;

/**
 * The rules by which the project in `root` is packed. A limit that the settings leave out stays the platform's own.
 * Throws `UserError` that names the setting when it says something that cannot be done.
 */
export async function packRules(root: string, settings: PackSettings): Promise<PackRules> {
  const layout = layouts.find((one) => one === settings.layout);
  if (layout === undefined)
    throw new UserError(l10n.t('The setting {0} must be one of: {1}.', 'miniProgram.package.layout', listOf(layouts)));
  const given = limitsOf(settings.limits);
  if (Object.keys(given).length === 0) return { platform, layout, limits: undefined };
  const { kind } = await readProject(root);
  return { platform, layout, limits: { ...platforms[platform].limits[kind], ...given } };
}
function limitsOf(value: unknown): SizeLimits {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongLimits('');
  const limits: Record<string, number | undefined> = {};
  for (const [name, kb] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    if (!limitNames.some((known) => known === name)) throw wrongLimits(name);
    if (kb !== null && !(typeof kb === 'number' && Number.isFinite(kb) && kb > 0)) throw wrongLimits(name);
    limits[name] = kb === null ? undefined : kb * bytesPerKb;
  }
  return limits;
}
function wrongLimits(name: string): UserError {
  const setting = name === '' ? 'miniProgram.package.limits' : `miniProgram.package.limits.${name}`;
  return new UserError(
    l10n.t(
      'The setting {0} cannot be used: it takes {1}, each a number of kilobytes above 0, or null for no limit.',
      setting,
      listOf(limitNames),
    ),
  );
}
