import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A real web server of this machine that takes PUT. */
export interface WebServer {
  readonly url: string;
  readonly pid: number;
  /** Files below it, on disk. */
  readonly data: string;
  stop(): Promise<void>;
}
export const webUser = { user: '上传', password: 'p:ä ss' };
export const webToken = 'tok-123-abc';

const isRoot = process.getuid?.() === 0;
const places = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** The program, installed from its Debian package when it is missing and we may; undefined when it cannot be had. */
async function program(name: string, debianPackage: string): Promise<string | undefined> {
  const find = (): string | undefined => places.map((place) => path.join(place, name)).find((file) => existsSync(file));
  const found = find();
  if (found !== undefined || !isRoot || !existsSync('/usr/bin/apt-get')) return found;
  // RUNLEVEL=1: the package must not start a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = ['install', '-y', '--no-install-recommends', debianPackage];
  const run = promisify(execFile);
  await run('apt-get', install, { env }).catch(async () => {
    await run('apt-get', ['update'], { env });
    await run('apt-get', install, { env });
  });
  return find();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

interface Setup {
  readonly run: string;
  readonly data: string;
  readonly port: number;
}
type Config = (setup: Setup) => string;

async function start(file: string, config: Config, args: (configFile: string) => string[]): Promise<WebServer> {
  const run = mkdtempSync(path.join(tmpdir(), 'upload-server-'));
  const data = path.join(run, 'data');
  for (const folder of ['data', 'data/.tmp', 'data/up', 'data/small', 'data/bearer', 'data/hidden', 'lock', 't'])
    mkdirSync(path.join(run, folder), { recursive: true });
  chmodSync(run, 0o755);
  const hash = execFileSync('openssl', ['passwd', '-apr1', webUser.password], { encoding: 'utf8' }).trim();
  writeFileSync(path.join(run, 'htpasswd'), `${webUser.user}:${hash}\n`);
  if (isRoot) execFileSync('chown', ['-R', 'www-data:www-data', data, path.join(run, 'lock')]);
  const port = await freePort();
  const configFile = path.join(run, 'server.conf');
  writeFileSync(configFile, config({ run, data, port }));
  const child = spawn(file, args(configFile), { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await answers(url, child, () => told);
  return {
    url,
    data,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(run, { recursive: true, force: true });
    },
  };
}
async function answers(url: string, child: ChildProcess, told: () => string): Promise<void> {
  for (let look = 0; look < 100; look++) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${told()}`);
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the server never answered: ${told()}`);
}

const nginxConfig: Config = ({ run, data, port }) => `
worker_processes 1; daemon off; pid ${run}/nginx.pid; error_log ${run}/error.log;
${isRoot ? 'user www-data;' : ''}
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${data}/.tmp;
  proxy_temp_path ${run}/t; fastcgi_temp_path ${run}/t; uwsgi_temp_path ${run}/t; scgi_temp_path ${run}/t;
  types { application/zip zip; }
  map $http_authorization $bearer_ok { default 0; "Bearer ${webToken}" 1; }
  server {
    listen 127.0.0.1:${port}; root ${data}; client_max_body_size 2g;
    location /up/ {
      dav_methods PUT DELETE; create_full_put_path on; dav_access user:rw group:r all:r;
      limit_except GET HEAD { auth_basic "upload"; auth_basic_user_file ${run}/htpasswd; }
    }
    location /hidden/ {
      dav_methods PUT DELETE; create_full_put_path on; dav_access user:rw group:r all:r;
      auth_basic "all"; auth_basic_user_file ${run}/htpasswd;
    }
    location /small/ { dav_methods PUT; client_max_body_size 1k; }
    location /read-only/ { limit_except GET HEAD { deny all; } }
    location /moved/ { return 307 /up/moved$request_uri; }
    location /bearer/ {
      dav_methods PUT DELETE; create_full_put_path on;
      if ($request_method = PUT) { set $need "1$bearer_ok"; }
      if ($need = "10") { return 401; }
    }
  }
}`;
const apacheConfig: Config = ({ run, data, port }) => `
ServerRoot "${run}"
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${run}/apache.pid
ErrorLog ${run}/error.log
${isRoot ? 'User www-data\nGroup www-data' : ''}
${['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
DocumentRoot "${data}"
DavLockDB ${run}/lock/davlock
<Location /up>
  Dav On
  AuthType Basic
  AuthName upload
  AuthUserFile ${run}/htpasswd
  <LimitExcept GET HEAD>
    Require valid-user
  </LimitExcept>
</Location>
`;

export async function startNginx(): Promise<WebServer | undefined> {
  const file = await program('nginx', 'nginx');
  return file === undefined ? undefined : start(file, nginxConfig, (config) => ['-e', 'stderr', '-c', config]);
}
export async function startApache(): Promise<WebServer | undefined> {
  const file = await program('apache2', 'apache2-bin');
  return file === undefined ? undefined : start(file, apacheConfig, (config) => ['-f', config, '-DFOREGROUND']);
}
