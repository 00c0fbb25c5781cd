/** Runs the suites of this folder inside VS Code: `tsx test/editor/run.ts HOST COUNTS_FILE`. */
import { buildSync } from 'esbuild';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEditorTests } from '../host/run';

const root = path.resolve(__dirname, '..', '..');
const entry = path.join(root, 'out', 'editor', 'index.js');

async function main(host: string, countsFile: string): Promise<void> {
  buildSync({
    entryPoints: [path.join(__dirname, 'index.ts')],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
  // A copy: the suites write settings and files into the workspace.
  const workspace = mkdtempSync(path.join(os.tmpdir(), 'editor-workspace-'));
  cpSync(path.join(root, 'media', 'sample'), workspace, { recursive: true });
  // Without it the extension is not activated by the folder, so that a test can watch the activation itself.
  rmSync(path.join(workspace, 'project.config.json'));
  try {
    const counts = await runEditorTests({
      host,
      extensionDevelopmentPath: root,
      extensionTestsPath: entry,
      workspace,
    });
    mkdirSync(path.dirname(countsFile), { recursive: true });
    writeFileSync(
      countsFile,
      JSON.stringify({ passed: counts.passes, failed: counts.failures, skipped: counts.pending }),
    );
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
const [host, countsFile] = process.argv.slice(2);
if (!host || !countsFile) throw new Error('usage: tsx test/editor/run.ts HOST COUNTS_FILE');
main(host, countsFile).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
