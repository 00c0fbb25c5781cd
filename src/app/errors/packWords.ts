import * as l10n from '@vscode/l10n';
import type { PackProblem } from '../../pack/packTypes';

/** How many findings one message shows. */
const maxShown = 5;

/** One line for each finding, errors first. */
export function problemsText(problems: readonly PackProblem[]): string {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  const lines = sorted.slice(0, maxShown).map(problemText);
  const rest = sorted.length - lines.length;
  return [...lines, ...(rest > 0 ? [l10n.t('and {0} more', rest)] : [])].join('\n');
}
/** What is wrong with the folder, where, and what to do. A rule without words of its own is named with all it tells. */
function problemText(problem: PackProblem): string {
  const { rule, args, file, range } = problem;
  const say = words[rule];
  const place = file === undefined ? '' : `${file}${range ? `:${range.line + 1}` : ''}: `;
  if (say) return `${place}${say((name) => String(args[name] ?? ''))}`;
  const told = Object.entries(args).map(([name, value]) => `${name} ${value}`);
  return `${place}${[rule, ...told].join(', ')}`;
}
type Say = (arg: (name: string) => string) => string;
const words: Readonly<Record<string, Say>> = {
  appJsonMissing: () =>
    l10n.t(
      'This is no mini program: app.json is missing. Open its folder, or set "miniprogramRoot" in project.config.json.',
    ),
  projectConfigBroken: (arg) =>
    l10n.t(
      '{0} is not valid JSON (line {1}, column {2}). Correct it, then try again.',
      arg('file'),
      arg('line'),
      arg('column'),
    ),
  codeRootOutside: (arg) =>
    l10n.t('"{0}" points out of the project: {1}. Choose a folder inside it.', arg('key'), arg('value')),
  appIdSeveral: (arg) =>
    l10n.t(
      'Several mini program IDs are given; {0} ("{1}") is used, not {2}.',
      arg('value'),
      arg('key'),
      arg('others'),
    ),
  secretCloudId: () => l10n.t('A cloud API SecretId is written here. Take it out: everybody can read the package.'),
  secretPrivateKey: () => l10n.t('A private key is written here. Take it out: everybody can read the package.'),
  secretAssigned: () => l10n.t('A secret is written here. Take it out: everybody can read the package.'),
  secretEnvValue: (arg) =>
    l10n.t(
      'The value of {0} from an .env file is written here. Take it out: everybody can read the package.',
      arg('name'),
    ),
  notUtf8: () => l10n.t('The file is not UTF-8. Save it as UTF-8.'),
  scriptSyntax: (arg) => l10n.t('The script has an error: {0}', arg('reason')),
  markupUnbalanced: () => l10n.t('A tag is not closed, or closed twice.'),
  referenceMissing: (arg) => l10n.t('It refers to {0}, which does not exist.', arg('target') || arg('reference')),
  referenceNotShipped: (arg) =>
    l10n.t('It refers to {0}, which is left out of the package ({1}).', arg('found'), arg('why')),
};
