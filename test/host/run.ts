import { runTests } from '@vscode/test-electron';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder, windowFolders } from './folders';
import { COUNTS_VARIABLE, type TestCounts } from './mochaEntry';
import { hostFolder, hostName } from './pins';

export interface EditorRun {
  /** 'oldest' or 'newest'; default CODE_HOST, else the oldest. No matter when VSCODE_PATH names a desktop VS Code. */
  readonly host?: string | undefined;
  readonly extensionDevelopmentPath: string;
  /** A CommonJS file that exports `run(): Promise<void>`; see mochaEntry.ts. */
  readonly extensionTestsPath: string;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A folder or a .code-workspace file. */
  readonly workspace?: string;
  /** User settings, laid over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The whole run's limit in seconds; default 300. Without one a busy loop in the extension host hangs for ever. */
  readonly limitSeconds?: number;
  /** The display language, e.g. `zh-cn`. */
  readonly locale?: string;
  readonly launchArgs?: readonly string[];
}

/** A run that did not end in success. `exitCode` is the program's own, as in README.md, or -1 when it reported success. */
export class EditorRunFailed extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = 'EditorRunFailed';
  }
}

/**
 * Runs tests inside VS Code, with user data of their own: a desktop one when VSCODE_PATH names it, else the server from
 * the npm registry.
 * @throws EditorRunFailed when a test failed, when the program died, and when it reports success but no test ran.
 */
export async function runEditorTests(run: EditorRun): Promise<TestCounts> {
  const userData = temporaryFolder('code-test-');
  const countsFile = path.join(userData, 'counts.json');
  // The settings are where a desktop looks for them as well.
  const folders = windowFolders(userData, run.settings);
  try {
    await runTests({
      vscodeExecutablePath: process.env['VSCODE_PATH'] || path.join(hostFolder, 'bin', 'code-host'),
      extensionDevelopmentPath: run.extensionDevelopmentPath,
      extensionTestsPath: run.extensionTestsPath,
      extensionTestsEnv: environment(run, countsFile),
      launchArgs: [
        ...(run.workspace ? [run.workspace] : []),
        `--user-data-dir=${userData}`, // test-electron's own is kept between runs.
        `--extensions-dir=${folders.extensions}`,
        ...(run.locale ? [`--locale=${run.locale}`] : []),
        ...(run.launchArgs ?? []),
      ],
    });
    return countsIn(countsFile);
  } catch (error) {
    throw asRunFailed(error);
  } finally {
    folders.remove();
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  }
}

function environment(run: EditorRun, countsFile: string): Record<string, string | undefined> {
  return {
    ...run.env,
    CODE_HOST: hostName(run.host),
    CODE_HOST_TIMEOUT_S: process.env['CODE_HOST_TIMEOUT_S'] || String(run.limitSeconds ?? 300),
    [COUNTS_VARIABLE]: countsFile,
  };
}

// The launcher knows a dead extension host by a log line, which a later VS Code may word differently; a file does not lie.
function countsIn(file: string): TestCounts {
  if (!existsSync(file))
    throw new EditorRunFailed('VS Code reported success, but the tests did not come to their end.', -1);
  const counts = JSON.parse(readFileSync(file, 'utf8')) as TestCounts;
  if (counts.passes === 0) throw new EditorRunFailed('VS Code reported success, but no test ran.', -1);
  return counts;
}

function asRunFailed(error: unknown): Error {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof Error && typeof code === 'number') return new EditorRunFailed(error.message, code);
  return error instanceof Error ? error : new Error(String(error));
}
