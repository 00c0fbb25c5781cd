import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { World } from './effects';
import { type OpenFile, sha256Of } from './openFile';
import { UploadError, type UploadJob } from './upload';

/**
 * What a template may name, in braces:
 * `appId`, `version` of the package, `other` for files that belong to none (icons);
 * `fileName` with and `name` without its suffix, `suffix` with its dot;
 * `timestamp` as UTC `YYYYMMDDhhmmss`, `id` new for every upload, `sha256` of the file in hex.
 */
export type PlaceValues = Readonly<Record<(typeof placeNames)[number], string>>;
export const placeNames = ['appId', 'version', 'fileName', 'name', 'suffix', 'timestamp', 'id', 'sha256'] as const;

/** Never twice the same, so that nothing is overwritten and a cache never answers an older package. */
export const defaultPlace = 'mini-programs/{appId}/{version}-{timestamp}-{id}{suffix}';

const isName = (name: string): name is (typeof placeNames)[number] => (placeNames as readonly string[]).includes(name);
const namesIn = (template: string): string[] => [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');

/** What is wrong with a template, as a sentence; undefined when it can be used. */
export function templateProblem(template: string): string | undefined {
  const unknown = namesIn(template).find((name) => !isName(name));
  if (unknown !== undefined)
    return l10n.t('{0} is not known. Use {1}.', `{${unknown}}`, placeNames.map((name) => `{${name}}`).join(' '));
  return /[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))
    ? l10n.t('A brace is left open in {0}.', template)
    : undefined;
}

/** The values for one file. The file is read for its sum only where one of the templates wants it. */
export async function placeValues(
  world: Pick<World, 'clock' | 'newId'>,
  job: UploadJob,
  file: OpenFile,
  templates: readonly string[],
): Promise<PlaceValues> {
  const fileName = oneSegment(job.fileName ?? basename(job.file));
  const wantsSum = templates.some((template) => namesIn(template).includes('sha256'));
  return {
    appId: oneSegment(job.appId ?? 'other'),
    version: oneSegment(job.version ?? 'other'),
    fileName,
    name: fileName.endsWith(job.suffix) ? fileName.slice(0, fileName.length - job.suffix.length) : fileName,
    suffix: job.suffix,
    timestamp: new Date(world.clock.now()).toISOString().replaceAll(/\D/g, '').slice(0, 14),
    id: world.newId(),
    ...job.earlier?.stamp,
    sha256: wantsSum ? await sha256Of(file, job.signal) : '',
  };
}
/** A value never becomes two folders, nor the way out of one. */
function oneSegment(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[/\\\u0000-\u001f\u007f]/g, '_')
    .trim();
  return /^\.*$/.test(plain) ? '_' : plain;
}

/** Puts the values in, each turned by `encode`. Throws `UploadError` for a template that cannot be used. */
export function fillTemplate(template: string, values: PlaceValues, encode = (value: string): string => value): string {
  const problem = templateProblem(template);
  if (problem !== undefined) throw new UploadError('settings', '', 'template', problem);
  return template.replaceAll(/\{([^{}]*)\}/g, (_all, name: string) => (isName(name) ? encode(values[name]) : ''));
}
/** A path in a store: no empty part, none that leads out of its folder. */
export function fillPath(template: string, values: PlaceValues): readonly string[] {
  const parts = fillTemplate(template, values)
    .split('/')
    .filter((part) => part !== '');
  if (parts.length > 0 && !parts.some((part) => /^\.\.?$/.test(part))) return parts;
  throw new UploadError(
    'settings',
    '',
    'template',
    l10n.t('"{0}" is no place for a file. Name folders and a file, such as {1}.', template, defaultPlace),
  );
}
