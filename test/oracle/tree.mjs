import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const contents = {
  '.js': '// code\n',
  '.json': '{}\n',
  '.wxml': '<view></view>\n',
  '.wxss': 'page {}\n',
  '.wxs': 'module.exports = {};\n',
};
/** Writes the one tree of all fixtures, with the fixture's rules in its project file. */
export function writeTree(root, tree, { ignore = [], include = [] }) {
  const rules = (list) => list.map(([type, value]) => ({ type, value }));
  const files = {
    'app.json': JSON.stringify({ pages: ['pages/index/index'] }),
    'project.config.json': JSON.stringify({
      appid: 'wx1111111111111111',
      compileType: 'miniprogram',
      setting: { ignoreUploadUnusedFiles: false },
      packOptions: { ignore: rules(ignore), include: rules(include) },
    }),
  };
  for (const name of tree) files[name] ??= contents[path.extname(name)] ?? 'x';
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}
