import type MochaModule from 'mocha';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Runs inside the extension host, bundled into the tests' entry (mocha stays external): nothing of the launcher may be
// imported here.

/** Where the counts go; set by runEditorTests, which fails the run when nothing is written there. */
export const COUNTS_VARIABLE = 'EDITOR_TEST_COUNTS';

/** How a run ended. */
export interface TestCounts {
  readonly tests: number;
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
}

export interface MochaRun {
  /** Absolute paths of test files to load, each a file of its own. */
  readonly files?: readonly string[];
  /** Instead, or as well: loads suites that are bundled with the entry, e.g. `() => { require('./publish.test'); }`. */
  readonly load?: () => void | Promise<void>;
  /** Default 'bdd': describe and it. */
  readonly ui?: 'bdd' | 'tdd';
  /** Limit of a single test in milliseconds; default 20 000. */
  readonly timeout?: number;
  /** Only tests whose full title holds this; default the environment's MOCHA_GREP. */
  readonly grep?: string;
}

/**
 * Runs mocha and writes the counts. An extensionTestsPath entry is `export const run = () => runMocha({ files: [...] })`.
 * @throws when a test failed, or none ran.
 */
export async function runMocha(run: MochaRun): Promise<void> {
  const mocha = await newMocha(run);
  if (run.load) {
    mocha.suite.emit('pre-require', globalThis, '', mocha);
    await run.load();
  }
  run.files?.forEach((file) => mocha.addFile(file));
  if (run.files?.length) await mocha.loadFilesAsync();
  const counts = await new Promise<TestCounts>((resolve) => {
    const runner = mocha.run(() => {
      const { tests = 0, passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ tests, passes, failures, pending });
    });
  });
  writeCounts(counts);
  if (counts.failures > 0) throw new Error(`${counts.failures} of ${counts.tests} tests failed.`);
  if (counts.passes === 0) throw new Error('No test ran.');
}

async function newMocha(run: MochaRun): Promise<MochaModule> {
  // From version 12 on, requiring mocha gives its namespace, not the class.
  const loaded: { default?: unknown } = await import('mocha');
  const Mocha = (loaded.default ?? loaded) as typeof MochaModule;
  const grep = run.grep ?? process.env['MOCHA_GREP'];
  return new Mocha({
    ui: run.ui ?? 'bdd',
    timeout: run.timeout ?? 20_000,
    color: false,
    ...(grep ? { fgrep: grep } : {}),
  });
}

function writeCounts(counts: TestCounts): void {
  const file = process.env[COUNTS_VARIABLE];
  if (!file) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}
