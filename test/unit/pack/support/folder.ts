import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export type Tree = Readonly<Record<string, string | Buffer | object>>;

/** A mini program that nothing is wrong with. */
export const goodProgram: Tree = {
  'project.config.json': { TCSASappid: 'mp0000000000000001', projectname: 'Good' },
  'app.json': { pages: ['pages/index/index'] },
  'app.js': 'App({});\n',
  'pages/index/index.js': 'Page({});\n',
  'pages/index/index.wxml': '<view>hello</view>\n',
};
/** Writes files below a folder; objects as JSON. */
export async function writeFiles(root: string, tree: Tree): Promise<void> {
  for (const [name, content] of Object.entries(tree)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(
      file,
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2),
    );
  }
}
/** A folder for each test of the suite, gone after it; the answer of the function is its path. */
export function freshFolder(): () => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}
/** Every file below a folder, with forward slashes, sorted. */
export async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
