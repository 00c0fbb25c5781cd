import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import { layouts, limitNames } from '../app/packing/packRules';
import { isUntil, type Until, untils } from '../app/publish/plan';
import type { Bump } from '../app/publish/versionNumber';
import type { PackLayout } from '../pack/packTypes';
import { UsageError } from './exitCodes';

/** How a folder is packed; the same for every command that does it. */
export interface PackingArguments {
  readonly layout: PackLayout;
  /** In kilobytes, null = none; what is not named stays the platform's own. */
  readonly limits: Readonly<Record<string, number | null>>;
  readonly allowSecrets: boolean;
  /** Warnings fail, too. */
  readonly strict: boolean;
  /** npm script of the project that runs first. */
  readonly prePackage: string | undefined;
}
export interface CheckArguments extends PackingArguments {
  readonly dir: string;
  /** Manifest, or report of an earlier run, to compare with. */
  readonly since: string | undefined;
  readonly json: boolean;
}
export interface PackArguments extends CheckArguments {
  readonly out: string | undefined;
}
export interface CommonArguments {
  readonly mnpId: string | undefined;
  readonly state: string | undefined;
  readonly secretStdin: boolean;
  readonly json: boolean;
}
export interface PublishArguments extends CommonArguments, PackingArguments {
  readonly dir: string;
  readonly version: { readonly number: string } | { readonly bump: Bump };
  readonly intro: string | undefined;
  readonly until: Until;
  readonly replacePreview: boolean;
  readonly entry: string;
  readonly waitMinutes: number;
  readonly fresh: boolean;
  /** Sends once more the create that nobody answered. */
  readonly createAgain: boolean;
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

const packing = {
  layout: { type: 'string', default: 'codeRoot' },
  limit: { type: 'string', multiple: true, default: [] as string[] },
  'allow-secrets': { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  'pre-package': { type: 'string' },
} as const;
const checking = { ...packing, since: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

/** Throws `UsageError`, as all of these do. */
export function packArguments(args: readonly string[]): PackArguments {
  const options = { ...checking, out: { type: 'string' } } as const;
  const { values, positionals } = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options }));
  const { out, since, json } = values;
  return { ...packingOf(values), dir: oneDir(positionals), out: notEmpty('--out', out), since, json };
}
export function checkArguments(args: readonly string[]): CheckArguments {
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: checking }),
  );
  return { ...packingOf(values), dir: oneDir(positionals), since: values.since, json: values.json };
}
export function publishArguments(args: readonly string[]): PublishArguments {
  const { values, positionals } = parsed(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...common,
        ...packing,
        version: { type: 'string' },
        bump: { type: 'string' },
        intro: { type: 'string' },
        until: { type: 'string', default: 'built' },
        'replace-preview': { type: 'boolean', default: false },
        entry: { type: 'string', default: '' },
        'wait-minutes': { type: 'string', default: '0' },
        fresh: { type: 'boolean', default: false },
        'create-again': { type: 'boolean', default: false },
      },
    }),
  );
  const { until } = values;
  if (!isUntil(until)) throw new UsageError(l10n.t('--until must be one of: {0}.', untils.join(', ')));
  const createAgain = values['create-again'];
  if (createAgain && values.fresh)
    throw new UsageError(
      l10n.t('Give either --fresh or --create-again, not both: the one forgets what the other repeats.'),
    );
  return {
    ...commonOf(values),
    ...packingOf(values),
    dir: oneDir(positionals),
    version: versionOf(values.version, values.bump),
    intro: values.intro,
    until,
    replacePreview: values['replace-preview'],
    entry: values.entry.replace(/^\/+/, ''),
    waitMinutes: minutesOf(values['wait-minutes']),
    fresh: values.fresh,
    createAgain,
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
function packingOf(values: {
  readonly layout: string;
  readonly limit: readonly string[];
  readonly 'allow-secrets': boolean;
  readonly strict: boolean;
  readonly 'pre-package'?: string | undefined;
}): PackingArguments {
  const layout = layouts.find((one) => one === values.layout);
  if (layout === undefined) throw new UsageError(l10n.t('--layout must be one of: {0}.', layouts.join(', ')));
  return {
    layout,
    limits: Object.fromEntries(values.limit.map(limitOf)),
    allowSecrets: values['allow-secrets'],
    strict: values.strict,
    prePackage: notEmpty('--pre-package', values['pre-package']),
  };
}
/** `main=4096`, `total=none`. */
function limitOf(text: string): readonly [string, number | null] {
  const [, name = '', amount = ''] = /^(\w+)=(none|\d{1,9}(?:\.\d+)?)$/.exec(text) ?? [];
  const kb = amount === 'none' ? null : Number(amount);
  if (limitNames.some((known) => known === name) && kb !== 0) return [name, kb];
  throw new UsageError(
    l10n.t('--limit takes NAME=KB or NAME=none, where NAME is one of: {0}. Not: {1}', limitNames.join(', '), text),
  );
}
function notEmpty(option: string, text: string | undefined): string | undefined {
  if (text?.trim() === '') throw new UsageError(l10n.t('{0} is empty.', option));
  return text;
}
function oneDir(positionals: readonly string[]): string {
  const [dir, ...more] = positionals;
  if (dir === undefined || dir === '') throw new UsageError(l10n.t('Name the folder of the mini program.'));
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
