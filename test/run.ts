/**
 * Runs the stages named on the command line, or all of them: `tsx test/run.ts [stage…]`.
 * The last line adds the tests of every stage up: "N passed, N failed, N skipped".
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const bin = (name: string): string =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const hosts = (process.env['CODE_HOST'] ?? 'oldest newest').split(/[\s,]+/).filter(Boolean);

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];

/** Runs a program with our own input and output; answers whether it succeeded. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): boolean {
  const shell = process.platform === 'win32';
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell, env: { ...process.env, ...env } });
  if (done.error) process.stderr.write(`${command}: ${done.error.message}\n`);
  return done.status === 0;
}

/** Test files below a folder, leaving out what is installed aside. */
function testFiles(folder: string): string[] {
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const at = path.join(directory, entry.name);
      if (entry.isDirectory() && !['node_modules', 'fixtures'].includes(entry.name)) walk(at);
      else if (entry.isFile() && entry.name.endsWith('.test.ts')) found.push(path.relative(root, at));
    }
  };
  if (existsSync(path.join(root, folder))) walk(path.join(root, folder));
  return found.sort();
}

interface MochaOptions {
  readonly env?: Record<string, string>;
  readonly args?: readonly string[];
}
function mocha(label: string, folder: string, options: MochaOptions = {}): boolean {
  const { counts, ok } = mochaFiles(label, testFiles(folder), options);
  return count(label, counts, ok);
}
/** Runs the given files in one process and reads what its reporter counted. */
function mochaFiles(label: string, files: readonly string[], options: MochaOptions): { counts: Counts; ok: boolean } {
  const countsFile = path.join(root, 'out', 'results', `${label.replaceAll(' ', '-')}.json`);
  rmSync(countsFile, { force: true });
  mkdirSync(path.dirname(countsFile), { recursive: true });
  const reporter = ['--reporter', path.join('test', 'support', 'countingReporter.cjs')];
  const passed = run(bin('mocha'), [...reporter, ...(options.args ?? []), ...files], {
    ...options.env,
    TEST_COUNTS_FILE: countsFile,
  });
  if (!existsSync(countsFile)) return { counts: { passed: 0, failed: 1, skipped: 0 }, ok: false };
  const counts = JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
  return { counts, ok: passed && counts.failed === 0 && counts.passed > 0 };
}
/** The journeys that the oldest promised VS Code takes as well; `CODE_HOST=oldest` alone takes all of them there. */
const onOldest = new Set(['publish', 'killed', 'profiles', 'secrets', 'packagePreview', 'problems']);
/**
 * A window of its own for each file. A file that fails is run once more in a fresh window, and the summary says so: clicks
 * race with a workbench that we do not own, but what fails twice is ours.
 */
function ui(host: string): boolean {
  const options = { env: { CODE_HOST: host }, args: ['--timeout', '120000', '--exit'] };
  const files = testFiles('test/ui').filter(
    (file) => host !== 'oldest' || onOldest.has(path.basename(file, '.test.ts')) || hosts.length === 1,
  );
  const results = files.map((file) => {
    const label = `ui ${host} ${path.basename(file, '.test.ts')}`;
    const first = mochaFiles(label, [file], options);
    if (first.ok) return count(label, first.counts, true);
    const second = mochaFiles(label, [file], options);
    return count(`${label} (second try; ${first.counts.failed} failed in the first)`, second.counts, second.ok);
  });
  return results.every(Boolean);
}

function count(label: string, counts: Counts, ok: boolean): boolean {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (!ok && counts.failed === 0) total.failed++;
  summary.push(
    `${ok ? 'ok  ' : 'FAIL'} ${label}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  return ok;
}

function check(label: string, ok: boolean): boolean {
  summary.push(`${ok ? 'ok  ' : 'FAIL'} ${label}`);
  if (!ok) total.failed++;
  return ok;
}

const stages: Readonly<Record<string, () => boolean>> = {
  typecheck: () =>
    check('types', run(bin('tsc'), ['-p', '.'])) &&
    check('types of the webview', run(bin('tsc'), ['-p', 'src/webview'])),
  lint: () =>
    check(
      'lint',
      run(bin('eslint'), ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint']),
    ),
  format: () => check('format', run(bin('prettier'), ['--check', '--log-level', 'warn', '.'])),
  build: () => check('build', run(process.execPath, ['esbuild.js', '--production'])),
  unit: () => mocha('unit', 'test/unit', { args: ['--parallel', '--jobs', '2'] }),
  contract: () => mocha('contract', 'test/contract', { args: ['--timeout', '60000'] }),
  host: () => mocha('host', 'test/host', { args: ['--timeout', '180000'] }),
  editor: () => hosts.map((host) => editor(host)).every(Boolean),
  ui: () => check('package', run('npm', ['run', '--silent', 'package'])) && hosts.map(ui).every(Boolean),
};

/** The suite inside VS Code; its program prints what mocha says there, and writes the counts. */
function editor(host: string): boolean {
  const label = `editor ${host}`;
  const countsFile = path.join(root, 'out', 'results', `editor-${host}.json`);
  rmSync(countsFile, { force: true });
  const passed = run(bin('tsx'), ['test/editor/run.ts', host, countsFile]);
  if (!existsSync(countsFile)) return count(label, { passed: 0, failed: 1, skipped: 0 }, false);
  return count(label, JSON.parse(readFileSync(countsFile, 'utf8')) as Counts, passed);
}

function main(): void {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    process.stderr.write(`Unknown stage ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}\n`);
    process.exit(2);
  }
  const started = Date.now();
  for (const name of asked.length > 0 ? asked : Object.keys(stages)) {
    process.stdout.write(`\n── ${name} ──\n`);
    stages[name]?.();
  }
  process.stdout.write(`\n${summary.join('\n')}\n${((Date.now() - started) / 1000).toFixed(0)} s\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
  process.exit(total.failed === 0 ? 0 : 1);
}
main();
