import { type UseCheck, codeFiles, summary } from './useGraph';

/** Scripts, markup and styles that nothing reaches from app.json. Images and data are not judged: code may put their paths together. */
export const checkFilesUnused: UseCheck = (context, _app, { fromMain, fromSubPackages }) => {
  const reached = [fromMain, ...fromSubPackages.values()];
  const unused = [...codeFiles(context)].filter(({ path }) => !reached.some((set) => set.has(path)));
  const [first, ...more] = unused;
  if (!first) return [];
  const place = more.length === 0 ? { file: context.shown(first.path) } : {};
  return [{ rule: 'filesUnused', severity: 'info', args: summary(unused), ...place }];
};
