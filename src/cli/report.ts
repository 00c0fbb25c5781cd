import { reasonWords } from '../app/words/pack/reasons';
import { problemSentence } from '../app/errors/packWords';
import { countProblems } from '../app/packagePreview/problemRows';
import type { PackRules } from '../app/packing/packRules';
import { diffManifests, type ManifestDiff } from '../pack/manifest';
import type { ExcludedFile, PackManifest, PackProblem, PackReport, TextRange } from '../pack/packTypes';

/** Places are told from 1, as editors show them. */
interface Place {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}
type StartOf = Pick<Place, 'file' | 'line' | 'column'>;
export interface ProblemRow extends Place, Pick<PackProblem, 'severity' | 'rule' | 'args'> {
  readonly message: string;
  readonly fix: PackProblem['fix'] | null;
}

/** The document of `--json`: everything that the Preview Package panel knows. Sizes in bytes. */
export interface ReportDocument {
  readonly format: 1;
  readonly root: string;
  readonly project: {
    readonly name: string | null;
    readonly kind: string;
    readonly appId: PackReport['project']['appId'] | null;
    readonly configFile: string | null;
    readonly codeRoot: string;
    /** Settings of the project file that change what ships, or seem to, and what becomes of each. */
    readonly settings: readonly (StartOf & { readonly key: string; readonly value: string; readonly effect: string })[];
  };
  readonly rules: Pick<PackRules, 'platform' | 'layout'> & { readonly limits: PackRules['limits'] | null };
  readonly counts: Readonly<Record<PackProblem['severity'], number>>;
  readonly problems: readonly ProblemRow[];
  readonly packages: readonly (Omit<PackReport['packages'][number], 'limit'> & { readonly limit: number | null })[];
  readonly sourceBytes: number;
  readonly excluded: readonly (StartOf & {
    readonly path: string;
    readonly by: string;
    readonly rule: string;
    readonly reason: string;
  })[];
  /** Files with their hashes, pages, permissions and domains. Can be given to `--since` of a later run. */
  readonly manifest: PackManifest;
  /** Against what `--since` named; null without it. */
  readonly changes: ManifestDiff | null;
}

export function reportDocument(
  report: PackReport,
  rules: PackRules,
  since: PackManifest | undefined,
  problems: readonly PackProblem[] = report.problems,
): ReportDocument {
  const { project, packages, sourceBytes, excluded, manifest } = report;
  return {
    format: 1,
    root: project.root,
    project: {
      name: project.name ?? null,
      kind: project.kind,
      appId: project.appId ?? null,
      configFile: project.configFile ?? null,
      codeRoot: project.codeRoot,
      settings: project.settings.map(({ key, value, effect, file, range }) => ({
        key,
        value,
        effect,
        ...start(file, range),
      })),
    },
    rules: { platform: rules.platform, layout: rules.layout, limits: rules.limits ?? null },
    counts: countProblems(problems),
    problems: problems.map(problemRow),
    packages: packages.map((one) => ({ ...one, limit: one.limit ?? null })),
    sourceBytes,
    excluded: excluded.map(excludedRow),
    manifest,
    changes: since === undefined ? null : diffManifests(since, manifest),
  };
}
export function problemRow(problem: PackProblem): ProblemRow {
  const { severity, rule, args, file, range, fix } = problem;
  return { severity, rule, message: problemSentence(problem), ...place(file, range), args, fix: fix ?? null };
}
function excludedRow({ path, reason }: ExcludedFile): ReportDocument['excluded'][number] {
  return { path, by: reason.by, rule: reason.rule, reason: reasonWords(reason), ...start(reason.file, reason.range) };
}
const place = (file: string | undefined, range: TextRange | undefined): Place => ({
  file: file ?? null,
  line: range === undefined ? null : range.line + 1,
  column: range === undefined ? null : range.column + 1,
  endLine: range === undefined ? null : range.endLine + 1,
  endColumn: range === undefined ? null : range.endColumn + 1,
});
function start(file: string | undefined, range: TextRange | undefined): StartOf {
  const { line, column } = place(file, range);
  return { file: file ?? null, line, column };
}
