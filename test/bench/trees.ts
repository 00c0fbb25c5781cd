import { cp, mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { noise, seeded } from '../unit/pack/support/randomTree';

const words =
  'page data item list value index config request response handler event target detail option result image title price count order cart user login ticket query path component property observer method lifetimes attached ready created update render cache store module setData'.split(
    ' ',
  );
/** Text that looks like code: words, numbers, punctuation. */
export function code(random: () => number, bytes: number): string {
  const lines: string[] = [];
  let size = 0;
  while (size < bytes) {
    const word = (): string => words[Math.floor(random() * words.length)] ?? '';
    const line = `exports.${word()}_${Math.floor(random() * 1e4)} = ${word()}(${word()}, { ${word()}: ${Math.floor(random() * 1e6)}, ${word()}: '${word()}-${Math.floor(random() * 1e5).toString(36)}' });`;
    lines.push(line);
    size += line.length + 1;
  }
  // The last line makes the size exact and leaves the script whole.
  const text = lines.slice(0, -1).join('\n');
  return `${text}\n//${'x'.repeat(Math.max(0, bytes - text.length - 4))}\n`;
}
export interface StressOptions {
  readonly files: number;
  readonly bytes: number;
  readonly seed: number;
  /** How many of the files lie in a folder that the project file ignores. */
  readonly excluded?: number;
}
/** A mini program of `files` files, half text and half incompressible images, in folders of 50. */
export async function writeStressTree(root: string, options: StressOptions): Promise<void> {
  const { files, bytes, seed, excluded = 0 } = options;
  const random = seeded(seed);
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }));
  await writeFile(path.join(root, 'app.js'), 'App({});\n');
  await mkdir(path.join(root, 'pages/index'), { recursive: true });
  for (const [name, text] of [
    ['js', 'Page({});\n'],
    ['wxml', '<view>x</view>\n'],
  ] as const) {
    await writeFile(path.join(root, `pages/index/index.${name}`), text);
  }
  const ignore = excluded ? [{ type: 'folder', value: 'excluded' }] : [];
  await writeFile(
    path.join(root, 'project.config.json'),
    JSON.stringify({ TCSASappid: 'mpbench0000000000', packOptions: { ignore, include: [] } }),
  );
  const mean = bytes / files;
  for (let start = 0; start < files; start += 50) {
    const top = start < excluded ? 'excluded' : 'assets';
    const dir = path.join(root, top, `d${Math.floor(start / 1000)}`, `e${start / 50}`);
    await mkdir(dir, { recursive: true });
    const work: Promise<void>[] = [];
    for (let i = start; i < Math.min(files, start + 50); i++) {
      const size = Math.max(16, Math.floor(mean * (0.25 + 1.5 * random())));
      const isText = i % 2 === 0;
      work.push(
        writeFile(path.join(dir, `f${i}.${isText ? 'js' : 'png'}`), isText ? code(random, size) : noise(random, size)),
      );
    }
    await Promise.all(work);
  }
}

/** The `miniprogram` field of each package: what "Build npm" copies. */
const libraries = {
  'tdesign-miniprogram': 'miniprogram_dist',
  '@vant/weapp': 'dist',
  'weui-miniprogram': 'miniprogram_dist',
  'wux-weapp': 'packages/lib',
  'lin-ui': 'dist',
  'lottie-miniprogram': 'miniprogram_dist',
  'libpag-miniprogram': 'lib',
};
/** A mini program that somebody publishes (the demo of wux-weapp), with component libraries as they lie there after "Build npm". */
export async function writeRealTree(root: string, modules: string): Promise<void> {
  await cp(path.join(modules, 'wux-weapp/example'), root, { recursive: true });
  for (const [name, folder] of Object.entries(libraries)) {
    const to = path.join(root, 'miniprogram_npm', name);
    const filter = (file: string): boolean => !/\.(?:d\.ts|map)$/.test(file);
    await cp(path.join(modules, name, folder), to, { recursive: true, filter });
  }
}
