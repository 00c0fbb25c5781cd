import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clean, ran, type Ran, tempFolder, type TempFolder } from './support/ran';

describe('--pre-package', function () {
  this.timeout(30_000);
  let folder: TempFolder;
  beforeEach(async () => {
    folder = await tempFolder();
    await folder.write(clean('coffee'));
  });
  afterEach(() => folder.remove());
  const scripts = (all: Readonly<Record<string, string>>): Promise<void> =>
    folder.write({ 'coffee/package.json': `\uFEFF${JSON.stringify({ name: 'coffee', scripts: all })}` });
  const env = { ...process.env, MINI_PROGRAM_SECRET_KEY: 'the-secret-key', MINI_PROGRAM_TOKEN: 'the-token' };
  const pack = (script: string, given: Parameters<typeof ran>[2] = {}): Promise<Ran> =>
    ran(folder.path, ['pack', 'coffee', '--pre-package', script], { env, ...given });

  it('runs the npm script first, shows what it prints on standard error, and packs what it made', async () => {
    await scripts({
      'build:小程序': `node -e "console.log('made it'); require('fs').writeFileSync('code/made.js', '1;')"`,
    });
    const { code, out, err } = await pack('build:小程序');
    assert.equal(code, 0, err);
    assert.match(out, /7 files|6 files/);
    assert.match(err, /npm run build:小程序\nmade it\n/);
    assert.doesNotMatch(out, /made it/);
  });
  it('keeps the account from the script, and its secrets from the output', async () => {
    await scripts({
      env: `node -e "console.log(JSON.stringify(process.env.MINI_PROGRAM_SECRET_KEY ?? null), 'it is the-secret-key')"`,
    });
    const { err } = await pack('env');
    assert.match(err, /^null it is •••$/m);
  });
  it('stops when the script fails, with an exit code of its own, and writes no zip', async () => {
    await scripts({ build: `node -e "console.error('no milk'); process.exit(3)"` });
    const { code, err } = await pack('build');
    assert.equal(code, 11);
    assert.match(err, /no milk\nnpm run build failed \(3\), so nothing was packed/);
    await assert.rejects(access(join(folder.path, 'mini-program.zip')));
  });
  it('refuses a script that is not there, and lists those that are', async () => {
    const nothing = await pack('build');
    assert.equal(nothing.code, 11);
    assert.match(nothing.err, /there is no .*package\.json/);
    await scripts({ build: 'true', test: 'true' });
    const { code, err } = await pack('toString');
    assert.equal(code, 11);
    assert.match(err, /no script "toString".*build, test/);
    await folder.write({ 'coffee/package.json': '{' });
    assert.match((await pack('build')).err, /cannot be read/);
  });
  it('refuses names that a shell would take apart', async () => {
    const hostile = ['--prefix=/', 'a && touch pwned', 'a;b', '$(touch pwned)', 'a b', 'a|b', 'a%PATH%'];
    await scripts(Object.fromEntries(hostile.map((name) => [name, 'true'])));
    for (const name of hostile) {
      const { code, err } = await ran(folder.path, ['pack', 'coffee', `--pre-package=${name}`], { env });
      assert.equal(code, 11, name);
      assert.match(err, /cannot be run by its name/);
    }
  });
  it('ends the script with all that it has started when the process is asked to end', async () => {
    const beats = join(folder.path, 'beats');
    const beatsNow = async (): Promise<number> => (await readFile(beats, 'utf8').catch(() => '')).length;
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const beat = `setInterval(() => require('fs').appendFileSync(${JSON.stringify(beats)}, '.'), 10)`;
    await folder.write({ 'coffee/inner.js': beat });
    await scripts({ build: `node -e "require('child_process').spawn('node', ['inner.js'], {stdio: 'inherit'})"` });
    let interrupt: () => void = () => undefined;
    const running = pack('build', { onSignal: (listener) => (interrupt = listener) });
    while ((await beatsNow()) < 3) await pause(10);
    interrupt();
    const { code } = await running;
    assert.equal(code, 130);
    const before = await beatsNow();
    await pause(150);
    assert.equal(await beatsNow(), before, 'it still runs');
    await assert.rejects(access(join(folder.path, 'mini-program.zip')));
  });
  it('is not taken from the project file: that command is only told of', async () => {
    await folder.write({
      'coffee/project.config.json': JSON.stringify({
        appid: 'mpcoffee',
        miniprogramRoot: 'code/',
        scripts: { beforeUpload: 'touch pwned' },
      }),
    });
    const { code, err } = await ran(folder.path, ['pack', 'coffee']);
    assert.equal(code, 0, err);
    assert.match(err, /touch pwned.*not run by itself.*--pre-package/);
    await assert.rejects(access(join(folder.path, 'coffee', 'pwned')));
  });
});
