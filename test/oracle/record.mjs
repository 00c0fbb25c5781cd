/**
 * Records which files miniprogram-ci itself packs for each fixture: `npm run oracle` installs it in this folder, packs
 * without network (names do not resolve, the server's attributes are given) and writes record.json.
 */
import dns from 'node:dns';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTree } from './tree.mjs';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const ci = require('miniprogram-ci');
const { version } = require('miniprogram-ci/package.json');

dns.lookup = (host, options, done) =>
  (done ?? options)(Object.assign(new Error(`no network here: ${host}`), { code: 'ENOTFOUND' }));
const attributes = {
  appType: 0,
  gameApp: false,
  isSandbox: false,
  platform: false,
  setting: {
    MaxCodeSize: 20,
    MaxSubpackageSubCodeSize: 20,
    MaxSubpackageFullCodeSize: 20,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
};
const { tree, fixtures } = JSON.parse(readFileSync(path.join(here, 'fixtures.json'), 'utf8'));
const folder = mkdtempSync(path.join(tmpdir(), 'oracle-'));
const key = path.join(folder, 'none.key');
writeFileSync(key, 'not a key: nothing is signed');
const record = {};
const log = console.log;
console.log = console.info = () => undefined;
for (const [i, fixture] of fixtures.entries()) {
  const root = path.join(folder, `p${i}`);
  writeTree(root, tree, fixture);
  const project = new ci.Project({
    appid: 'wx1111111111111111',
    type: 'miniProgram',
    projectPath: root,
    privateKeyPath: key,
    ignores: [],
  });
  project.attr = async () => attributes;
  try {
    const zip = path.join(folder, `p${i}.zip`);
    const setting = { ignoreUploadUnusedFiles: false };
    const packed = await ci.getCompiledResult({ project, desc: 'oracle', setting, onProgressUpdate() {} }, zip);
    record[fixture.name] = Object.keys(packed).sort();
  } catch (error) {
    record[fixture.name] = {
      error: String(error.message ?? error)
        .split('\n')[0]
        .replaceAll(folder, ''),
    };
  }
  log(`${fixture.name}: ${record[fixture.name].length ?? record[fixture.name].error}`);
}
writeFileSync(
  path.join(here, 'record.json'),
  JSON.stringify({ miniprogramCi: version, shipped: record }, null, 1) + '\n',
);
rmSync(folder, { recursive: true });
process.exit(0);
