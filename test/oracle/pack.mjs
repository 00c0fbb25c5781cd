/**
 * Packs the tree of fixtures.json once for each set of rules with miniprogram-ci itself and writes what it packed to the
 * file given as argument. Nothing is sent: connections are refused, and the server's attributes are given.
 */
import dns from 'node:dns';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTree } from './tree.mjs';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const outFile = process.argv[2];
if (!outFile) throw new Error('usage: node pack.mjs RECORD');

const refuse = () => {
  throw Object.assign(new Error('no network here'), { code: 'ENETUNREACH' });
};
net.Socket.prototype.connect = refuse;
dns.lookup = refuse;
dns.promises.lookup = refuse;

const ci = require('miniprogram-ci');
const { version } = require('miniprogram-ci/package.json');
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
const shipped = {};
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
    shipped[fixture.name] = Object.keys(packed).sort();
  } catch (error) {
    shipped[fixture.name] = {
      error: String(error.message ?? error)
        .split('\n')[0]
        .replaceAll(folder, ''),
    };
  }
  process.stderr.write(`${fixture.name}: ${shipped[fixture.name].length ?? shipped[fixture.name].error}\n`);
}
writeFileSync(outFile, JSON.stringify({ miniprogramCi: version, shipped }, null, 1) + '\n');
rmSync(folder, { recursive: true });
process.exit(0);
