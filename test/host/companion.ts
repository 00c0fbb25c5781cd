import { buildSync } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cached } from './fetch';
import { fingerprint, hostFolder } from './pins';
import { packVsix } from './vsix';

const SOURCE = path.join(hostFolder, 'companion', 'extension.ts');
const MANIFEST = {
  name: 'companion',
  publisher: 'test-host',
  version: '1.0.0',
  engines: { vscode: '^1.104.0' },
  main: './extension.js',
  activationEvents: ['*'],
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** Gives the packed companion extension (see companion/extension.ts), built anew whenever its source changed. */
export async function companionVsix(): Promise<string> {
  const built = buildSync({
    entryPoints: [SOURCE],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const packed = await packVsix(
    new Map([
      ['package.json', Buffer.from(JSON.stringify(MANIFEST))],
      ['extension.js', built.outputFiles[0]?.contents ?? new Uint8Array()],
    ]),
  );
  const folder = cached(`companion-${fingerprint(MANIFEST, readFileSync(SOURCE, 'utf8'))}`, (work) => {
    writeFileSync(path.join(work, 'companion.vsix'), packed);
  });
  return path.join(folder, 'companion.vsix');
}
