import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import { repository } from '../../../support/sources';

const { build } = createRequire(join(repository, 'package.json'))('./esbuild.js') as {
  build(options: { production: boolean; out: string }): Promise<unknown>;
};
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export type Env = Readonly<Record<string, string>>;

/** What tells the command line which platform it talks to. */
export const accountOf = (sandbox: Sandbox, endpoint = sandbox.url): Env => ({
  MINI_PROGRAM_ENDPOINT: endpoint,
  MINI_PROGRAM_PLATFORM_ID: sandbox.platformId,
  MINI_PROGRAM_SECRET_ID: sandbox.secretId,
  MINI_PROGRAM_SECRET_KEY: sandbox.secretKey,
  MINI_PROGRAM_REGION: sandbox.region,
});
/** Starts the command line as a process of its own, with this environment and no other but the path to programs. */
export type StartCli = (args: readonly string[], env: Env) => ChildProcessWithoutNullStreams;
/** Builds the command line that ships for the suite that calls this; what it starts is ended after each test. */
export function cliForAll(use: (start: StartCli) => void): void {
  const children: ChildProcessWithoutNullStreams[] = [];
  let dist = '';
  before(async () => {
    await mkdir(join(repository, 'out'), { recursive: true });
    dist = await mkdtemp(join(repository, 'out', 'cli-child-'));
    await build({ production: true, out: relative(repository, dist) });
    use((args, env) => {
      const options = { cwd: repository, env: { PATH: process.env['PATH'], ...env } };
      const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], options);
      children.push(child);
      return child;
    });
  });
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
  after(() => rm(dist, { recursive: true, force: true }));
}
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  child.stdin.end();
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

export interface Recorder {
  readonly url: string;
  /** Every answer's body, as text. */
  readonly answers: string[];
  close(): Promise<void>;
}
/** A proxy in front of a server on this machine that keeps what it answers. */
export async function recordAnswers(target: string): Promise<Recorder> {
  const answers: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: hostname, port, method, path: url, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => answers.push(Buffer.concat(chunks).toString()));
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
