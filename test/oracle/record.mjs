/**
 * `npm run oracle`: installs miniprogram-ci in this folder, has it pack every fixture without network (pack.mjs) and
 * compares what it packed with record.json. Ends with 1 when they differ; `npm run oracle -- --write` writes the record.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const recordFile = path.join(here, 'record.json');
const say = (line) => void process.stdout.write(`${line}\n`);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

function install() {
  const wanted = readJson(path.join(here, 'package.json')).dependencies['miniprogram-ci'];
  try {
    if (readJson(path.join(here, 'node_modules/miniprogram-ci/package.json')).version === wanted) return;
  } catch {
    // Not installed yet, or not completely.
  }
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', options, { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' });
}
/** Where the system can run a process without any network, pack.mjs runs so; it refuses connections itself as well. */
function pack(folder) {
  const outFile = path.join(folder, 'record.json');
  const command = [process.execPath, path.join(here, 'pack.mjs'), outFile];
  const withoutNetwork = ['unshare', '--map-root-user', '--net'];
  const canUnshare = spawnSync(withoutNetwork[0], [...withoutNetwork.slice(1), 'true']).status === 0;
  const [program, ...args] = canUnshare ? [...withoutNetwork, ...command] : command;
  // It keeps files of its own in the home folder, and its compiler in the temporary one.
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, TMPDIR: folder };
  say('packing every fixture: a few minutes');
  // What it says of its own work is of use only when it fails; then it is in the error.
  execFileSync(program, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 26 });
  return readFileSync(outFile, 'utf8');
}
function differences(before, after) {
  const names = [...new Set([...Object.keys(before.shipped), ...Object.keys(after.shipped)])];
  return names.flatMap((name) => {
    const was = before.shipped[name];
    const is = after.shipped[name];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (!Array.isArray(was) || !Array.isArray(is)) return [`${name}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`];
    const lost = was.filter((file) => !is.includes(file)).map((file) => `-${file}`);
    const more = is.filter((file) => !was.includes(file)).map((file) => `+${file}`);
    return [`${name}: ${[...lost, ...more].join(' ')}`];
  });
}

install();
const folder = mkdtempSync(path.join(tmpdir(), 'oracle-record-'));
try {
  const text = pack(folder);
  const record = JSON.parse(text);
  const about = `${Object.keys(record.shipped).length} fixtures, miniprogram-ci ${record.miniprogramCi}`;
  if (process.argv.includes('--write')) {
    writeFileSync(recordFile, text);
    say(`${about}: written`);
  } else {
    const found = differences(readJson(recordFile), record);
    say(found.length === 0 ? `${about}: as recorded` : `${about}: differs from record.json`);
    for (const line of found) say(line);
    if (found.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
