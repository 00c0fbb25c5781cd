/** One peer packs one tree in this process: `node peers.mjs NAME TREE OUT`; prints {"ms", "bytes"} for the packing alone. */
import { createWriteStream, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';

const require = createRequire(import.meta.url);
const [name, tree, out] = process.argv.slice(2);
const files = () =>
  readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
const finished = (archive) => pipeline(archive, createWriteStream(out));

const peers = {
  async yazl() {
    const { ZipFile } = require('yazl');
    const zip = new ZipFile();
    for (const file of files()) zip.addFile(path.join(tree, file), file);
    zip.end();
    await finished(zip.outputStream);
  },
  async archiver() {
    const { ZipArchive } = await import('archiver');
    const zip = new ZipArchive({ zlib: { level: 6 } });
    zip.directory(tree, false);
    const done = finished(zip);
    await zip.finalize();
    await done;
  },
  async fflate() {
    const { zipSync } = require('fflate');
    const all = Object.fromEntries(files().map((file) => [file, readFileSync(path.join(tree, file))]));
    writeFileSync(out, zipSync(all, { level: 6 }));
  },
  async 'miniprogram-ci'() {
    const dns = require('node:dns');
    dns.lookup = (host, options, done) =>
      (done ?? options)(Object.assign(new Error('no network here'), { code: 'ENOTFOUND' }));
    const ci = require('miniprogram-ci');
    const key = `${out}.key`;
    writeFileSync(key, 'not a key: nothing is signed');
    const project = new ci.Project({
      appid: 'wx1111111111111111',
      type: 'miniProgram',
      projectPath: tree,
      privateKeyPath: key,
      ignores: [],
    });
    const setting = {
      MaxCodeSize: 1000,
      MaxSubpackageSubCodeSize: 1000,
      MaxSubpackageFullCodeSize: 1000,
      NavigateMiniprogramLimit: 10,
      MaxSubPackageLimit: 100,
      MinTabbarCount: 2,
      MaxTabbarCount: 5,
      MaxTabbarIconSize: 40,
    };
    project.attr = async () => ({ appType: 0, gameApp: false, isSandbox: false, platform: false, setting });
    await ci.getCompiledResult(
      { project, desc: 'bench', setting: { ignoreUploadUnusedFiles: false }, onProgressUpdate() {} },
      out,
    );
  },
};
const print = console.log;
console.log = console.info = () => undefined;
const started = performance.now();
await peers[name]();
print(JSON.stringify({ ms: performance.now() - started, bytes: statSync(out).size }));
process.exit(0);
