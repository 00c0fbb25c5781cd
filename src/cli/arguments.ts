import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import { isUntil, type Until, untils } from '../app/publish/plan';
import type { Bump } from '../app/publish/versionNumber';
import { UsageError } from './exitCodes';

export interface PackArguments {
  readonly dir: string;
  readonly out: string | undefined;
  readonly json: boolean;
}
export interface CommonArguments {
  readonly mnpId: string | undefined;
  readonly state: string | undefined;
  readonly secretStdin: boolean;
  readonly json: boolean;
}
export interface PublishArguments extends CommonArguments {
  readonly dir: string;
  readonly version: { readonly number: string } | { readonly bump: Bump };
  readonly intro: string | undefined;
  readonly until: Until;
  readonly replacePreview: boolean;
  readonly entry: string;
  readonly waitMinutes: number;
  readonly fresh: boolean;
}
export interface StatusArguments extends CommonArguments {
  readonly dir: string;
}
const bumps: readonly Bump[] = ['patch', 'minor', 'major'];
const common = {
  'mnp-id': { type: 'string' },
  state: { type: 'string' },
  'secret-stdin': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Throws `UsageError`, as all of these do. */
export function packArguments(args: readonly string[]): PackArguments {
  const { values, positionals } = parsed(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, json: { type: 'boolean', default: false } },
    }),
  );
  return { dir: oneDir(positionals), out: values.out, json: values.json };
}
export function publishArguments(args: readonly string[]): PublishArguments {
  const { values, positionals } = parsed(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...common,
        version: { type: 'string' },
        bump: { type: 'string' },
        intro: { type: 'string' },
        until: { type: 'string', default: 'built' },
        'replace-preview': { type: 'boolean', default: false },
        entry: { type: 'string', default: '' },
        'wait-minutes': { type: 'string', default: '0' },
        fresh: { type: 'boolean', default: false },
      },
    }),
  );
  const { until } = values;
  if (!isUntil(until)) throw new UsageError(l10n.t('--until must be one of: {0}.', untils.join(', ')));
  return {
    ...commonOf(values),
    dir: oneDir(positionals),
    version: versionOf(values.version, values.bump),
    intro: values.intro,
    until,
    replacePreview: values['replace-preview'],
    entry: values.entry.replace(/^\/+/, ''),
    waitMinutes: minutesOf(values['wait-minutes']),
    fresh: values.fresh,
  };
}
export function statusArguments(args: readonly string[]): StatusArguments {
  const { values, positionals } = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options: common }));
  return { ...commonOf(values), dir: positionals.length === 0 ? '.' : oneDir(positionals) };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}
function commonOf(values: {
  readonly 'mnp-id'?: string | undefined;
  readonly state?: string | undefined;
  readonly 'secret-stdin': boolean;
  readonly json: boolean;
}): CommonArguments {
  return { mnpId: values['mnp-id'], state: values.state, secretStdin: values['secret-stdin'], json: values.json };
}
function oneDir(positionals: readonly string[]): string {
  const [dir, ...more] = positionals;
  if (dir === undefined) throw new UsageError(l10n.t('Name the folder of the mini program.'));
  if (more.length > 0) throw new UsageError(l10n.t('One folder at a time, not also: {0}.', more.join(' ')));
  return dir;
}
function versionOf(number: string | undefined, bump: string | undefined): PublishArguments['version'] {
  if (number !== undefined && bump !== undefined)
    throw new UsageError(l10n.t('Give either --version or --bump, not both.'));
  if (number !== undefined) return { number };
  const known = bumps.find((name) => name === bump);
  if (known === undefined)
    throw new UsageError(
      bump === undefined
        ? l10n.t('Give --version or --bump.')
        : l10n.t('--bump must be one of: {0}.', bumps.join(', ')),
    );
  return { bump: known };
}
function minutesOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(l10n.t('--wait-minutes must be a whole number of minutes.'));
}
