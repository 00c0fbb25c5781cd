import type { PackProblem } from '../packTypes';
import type { Check } from './check';
import { componentFiles } from './components';

const sources = ['.less', '.scss', '.sass'];

/** A page or component whose style is there as a source only: on the device it has none, without a word. */
export const checkStyleSources: Check = async (context) => {
  const { app, code, project } = context;
  if (!app || project.kind !== 'miniprogram') return [];
  const components = (await componentFiles(context, app)).map((path) => path.replace(/\.json$/, ''));
  const bases = new Set(['app', ...app.pages.map(({ path }) => path), ...components]);
  return [...bases].flatMap((base): PackProblem[] => {
    const path = `${base}.wxss`;
    const source = sources.map((ending) => base + ending).find((name) => code.excluded(name) !== undefined);
    if (code.has(path) || source === undefined) return [];
    return [{ rule: 'onlyStyleSource', severity: 'warning', args: { path, source }, file: context.shown(source) }];
  });
};
