import * as l10n from '@vscode/l10n';
import type { PackReport } from '../../pack/packTypes';
import type { PackRules } from '../packing/packRules';
import type { PublishedVersion } from '../packing/published';
import { filesText, pathsText } from './amounts';
import { changedRows } from './changed';
import { concernsOf } from './concerns';
import { factsOf } from './facts';
import { leftOutRows } from './leftOut';
import { placeFinder } from './places';
import { lists, type PackagePreview, type RowPage } from './preview';
import { countProblems, countsText, problemOf, problemRows, verdictOf } from './problemRows';
import { searchRows } from './search';
import { settingRows } from './settingRows';
import { type Prefixes, shippedRows } from './shipped';

export interface PreviewInput {
  readonly report: PackReport;
  readonly rules: PackRules;
  /** The version that was published last from this machine. */
  readonly published: PublishedVersion | undefined;
  /** The mini program by name, else the folder. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Id and where it comes from, when the project file does not say. */
  readonly linkedId: string | undefined;
  readonly join: (...parts: readonly string[]) => string;
}
/** The report of a check as the panel shows it. */
export function createPreview(input: PreviewInput): PackagePreview {
  const { report, rules, published, name, startedAt, join } = input;
  const { problems, files, excluded, project, manifest } = report;
  const prefixes = prefixesOf(report, rules);
  const shipped = shippedRows(report, prefixes);
  const leftOut = leftOutRows(excluded);
  const changed = changedRows(published, manifest);
  const search = searchRows(report, shipped);
  const none: RowPage = { rows: [], total: 0 };
  return {
    name,
    root: project.root,
    startedAt,
    verdict: verdictOf(problems),
    facts: factsOf(report, rules, input.linkedId),
    contentHash: manifest.contentHash,
    problems: { total: problems.length, summary: countsText(countProblems(problems)) },
    ships: { summary: filesText(files.length), largest: shipped.largest },
    leftOut: { summary: leftOutText(excluded) },
    changes: { summary: changed.summary, isIdentical: changed.isIdentical, hasRows: changed.hasRows },
    settings: { total: project.settings.length },
    rows: (parent, from) =>
      (parent === lists.problems ? problemRows(problems, from) : undefined) ??
      (parent === lists.settings ? settingRows(project.settings, from) : undefined) ??
      shipped.rows(parent, from) ??
      leftOut.rows(parent, from) ??
      changed.rows(parent, from) ??
      search(parent, from) ??
      none,
    place: placeFinder({ report, layout: rules.layout, leftOut, join }),
    problem: (id) => problemOf(problems, id),
    concerns: concernsOf(report, prefixes.project),
  };
}
/** How paths in the package, of the code and of the project belong together. */
function prefixesOf({ project }: PackReport, { layout }: PackRules): Prefixes {
  const { root, codeRoot } = project;
  const below = codeRoot
    .slice(root.length)
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/g, '');
  const prefix = below === '' ? '' : `${below}/`;
  return layout === 'codeRoot' ? { code: '', project: prefix } : { code: prefix, project: '' };
}
const leftOutText = (excluded: PackReport['excluded']): string =>
  excluded.length === 0 ? l10n.t('Everything in the folder ships.') : pathsText(excluded.map(({ path }) => path));
