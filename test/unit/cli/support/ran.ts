import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CliIo } from '../../../../src/cli/io';
import { runCli } from '../../../../src/cli/runCli';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
/** Runs a command line in this process. */
export async function ran(cwd: string, args: readonly string[], given: Partial<CliIo> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const io: CliIo = {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    env: {},
    cwd,
    stdin: Readable.from([]),
    onSignal: () => undefined,
    ...given,
  };
  const code = await runCli(args, io);
  return { code, out, err };
}
export interface TempFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(): Promise<void>;
}
export async function tempFolder(): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), 'cli-test-'));
  return {
    path,
    write: async (files) => {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(join(path, name, '..'), { recursive: true });
        await writeFile(join(path, name), text);
      }
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
/** A mini program in `folder` without findings. */
export const clean = (folder: string): Readonly<Record<string, string>> => ({
  [`${folder}/project.config.json`]: JSON.stringify({
    TCSASappid: 'mpcoffee',
    projectname: '咖啡',
    miniprogramRoot: 'code/',
    compileType: 'miniprogram',
  }),
  [`${folder}/code/app.json`]: JSON.stringify({ pages: ['pages/index/index'] }),
  [`${folder}/code/app.js`]: 'App({});\n',
  [`${folder}/code/pages/index/index.wxml`]: '<view>咖啡</view>\n',
  [`${folder}/code/pages/index/index.js`]: 'Page({});\n',
});
