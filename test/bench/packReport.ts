import { cpus } from 'node:os';
import { table } from './figures';
import { type Measure, cli, cold, warm, zip } from './packTools';

/** What one tree is, and what each tool took for it. */
export interface TreeResult {
  readonly name: string;
  readonly says: string;
  readonly measured: ReadonlyMap<string, Measure>;
}
export interface CancelResult {
  /** From the signal to the rejection, milliseconds. */
  readonly ms: number;
  /** Files left in the folder of the package. */
  readonly left: readonly string[];
}
const cell = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
const of = (tree: TreeResult | undefined, tool: string, figure: keyof Measure): number =>
  tree?.measured.get(tool)?.[figure] ?? NaN;

function treeTable(tree: TreeResult): string {
  const base = of(tree, zip, 'wall');
  const head = ['tool', 'process s', `× zip`, 'in-process s', `× zip`, 'CPU s', 'archive MB', 'peak MB', 'block ms'];
  const rows = [...tree.measured].map(([name, { wall, inProcess, cpu, bytes, rss, block }]) => [
    name,
    cell(wall / 1000, 3),
    cell(wall / base, 2),
    cell(inProcess / 1000, 3),
    cell(inProcess / base, 2),
    cell(cpu / 1000, 2),
    cell(bytes / 1e6, 2),
    cell(rss, 0),
    cell(block, 0),
  ]);
  return `**${tree.name}**: ${tree.says}\n\n${table(head, rows)}`;
}
interface Budget {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  readonly unit?: string;
}
/** What we hold ourselves to, with what came out; a figure that could not be taken is NaN. */
function budgets(trees: readonly TreeResult[], cancel: CancelResult): readonly Budget[] {
  const [real, stress, excluded, double] = ['real', 'stress', 'excluded', 'double'].map((name) =>
    trees.find((tree) => tree.name === name),
  );
  const ratio = (tree: TreeResult | undefined, tool: string, figure: 'wall' | 'inProcess'): number =>
    of(tree, tool, figure) / of(tree, zip, 'wall');
  const all = (figure: keyof Measure): number =>
    Math.max(...trees.flatMap((tree) => [cold, cli].map((tool) => of(tree, tool, figure))).filter(Number.isFinite));
  return [
    { what: 'stress: command line against zip', value: ratio(stress, cli, 'wall'), most: 0.45 },
    { what: 'stress: in-process against zip', value: ratio(stress, cold, 'inProcess'), most: 0.4 },
    { what: 'stress: archive against zip', value: of(stress, cli, 'bytes') / of(stress, zip, 'bytes'), most: 1 },
    {
      what: 'stress: command line against archiver',
      value: of(stress, cli, 'wall') / of(stress, 'archiver', 'wall'),
      most: 1 / 7,
    },
    {
      what: 'stress: command line against miniprogram-ci',
      value: of(stress, cli, 'wall') / of(stress, 'miniprogram-ci', 'wall'),
      most: 1 / 6,
    },
    {
      what: 'real: command line against miniprogram-ci',
      value: of(real, cli, 'wall') / of(real, 'miniprogram-ci', 'wall'),
      most: 1 / 15,
    },
    { what: 'real: in-process against zip', value: ratio(real, cold, 'inProcess'), most: 0.8 },
    { what: 'real: threads kept, against zip', value: ratio(real, warm, 'inProcess'), most: 0.5 },
    {
      what: 'excluded: in-process against stress',
      value: of(excluded, cold, 'inProcess') / of(stress, cold, 'inProcess'),
      most: 0.1,
    },
    { what: 'peak memory', value: all('rss'), most: 200, unit: 'MB' },
    { what: 'peak memory, double against stress', value: of(double, cli, 'rss') / of(stress, cli, 'rss'), most: 1.2 },
    { what: 'longest block of the event loop', value: all('block'), most: 50, unit: 'ms' },
    { what: 'from cancelling to the end', value: cancel.ms, most: 200, unit: 'ms' },
    { what: 'files left after cancelling', value: cancel.left.length, most: 0 },
  ];
}
const digits = ({ unit }: Budget): number => (unit ? 0 : 3);
/** Everything that was measured, as Markdown; `missed`: what is over its budget or could not be measured. */
export function packReport(
  trees: readonly TreeResult[],
  cancel: CancelResult,
  runs: number,
): { readonly text: string; readonly missed: readonly string[] } {
  const held = budgets(trees, cancel);
  const isHeld = ({ value, most }: Budget): boolean => value <= most;
  const rows = held.map((budget) => {
    const { what, value, most, unit = '' } = budget;
    const show = (figure: number): string => `${cell(figure, digits(budget))} ${unit}`.trim();
    return [what, show(value), `≤ ${show(most)}`, isHeld(budget) ? 'yes' : Number.isNaN(value) ? 'not measured' : 'NO'];
  });
  const machine = `${cpus().length} cores, Node ${process.versions.node}, ${process.platform}; medians of ${runs} runs in shuffled order.`;
  const text = [machine, ...trees.map(treeTable), `**Budgets**\n\n${table(['what', 'here', 'budget', 'held'], rows)}`];
  return { text: text.join('\n\n'), missed: held.filter((budget) => !isHeld(budget)).map(({ what }) => what) };
}
const [start, end] = ['<!-- packing: begin -->', '<!-- packing: end -->'];
/** Puts the report between its marks in a page. Throws when the page has no marks. */
export function intoPage(page: string, text: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${start} … ${end}`);
  return `${page.slice(0, from + start.length)}\n${text}\n${page.slice(to)}`;
}
