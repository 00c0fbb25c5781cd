// Builds dist/. `node esbuild.js [--production] [--watch] [--out DIR]`
//
// VS Code loads extensions as CommonJS, and esbuild splits ES modules only. So each program is bundled as ES modules, whose
// `import()` become files of their own and share what they share, and every file is then turned into CommonJS. One class
// stays one class on both sides of an `import()`.
const esbuild = require('esbuild');
const { mkdirSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = __dirname;

/** VS Code's proxy and certificate settings reach those who load these modules by these names, without `node:`. */
const patchedByVsCode = { 'node:http': 'http', 'node:https': 'https', 'node:net': 'net', 'node:tls': 'tls' };
/** node-fetch's help for Node versions without streams of the web; ours have them. */
const notNeeded = { 'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web' };

/** What runs in Node: name, first file, and what is not bundled. */
const programs = [
  { name: 'extension', entry: 'src/extension.ts', external: ['vscode'] },
  { name: 'cli', entry: 'src/cli/main.ts', external: [] },
  // A thread of its own, found beside whichever file starts it.
  { name: 'packWorker', entry: 'src/pack/worker/packWorker.ts', external: [] },
];

function nodeOptions({ name, entry, external }, { production, out }) {
  return {
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: out,
    chunkNames: `${name}-[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    alias: { ...patchedByVsCode, ...notNeeded },
    // Of packages that offer both, the ES module is the one that can be cut to what is used.
    mainFields: ['module', 'main'],
    minify: production,
    sourcemap: production ? false : 'inline',
    legalComments: 'none',
    metafile: true,
    write: false,
    plugins: [writesCommonJs(name, { production, out })],
  };
}
function webviewOptions({ production, out }) {
  return {
    absWorkingDir: root,
    entryPoints: [
      'qr.ts',
      'qr.css',
      'fault.ts',
      'fault.css',
      'packagePreview.ts',
      'packagePreview.css',
      'form.ts',
      'form.css',
      'approval.ts',
      'approval.css',
    ].map((name) => `src/webview/${name}`),
    outdir: path.join(out, 'webview'),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: production,
    sourcemap: production ? false : 'inline',
    metafile: true,
    plugins: [{ name: 'metafile', setup: (build) => build.onEnd((result) => writeMetafile('webview', result)) }],
  };
}

/** Each `import * as vscode` would copy all 300 names of the API at start: with 16 of them a fifth of the time that loading takes. */
const withoutCopies = (code) => code.replaceAll(/(?<![\w$])[\w$]+\(require\("vscode"\)\)/g, 'require("vscode")');

function writesCommonJs(name, { production, out }) {
  return {
    name: 'writes-common-js',
    setup(build) {
      build.onEnd(async (result) => {
        if (result.errors.length > 0) return;
        const folder = path.resolve(root, out);
        const written = new Set(result.outputFiles.map((file) => file.path));
        for (const file of result.outputFiles) {
          const { code } = await esbuild.transform(file.text, {
            format: 'cjs',
            platform: 'node',
            target: 'node20',
            // `require`, so that VS Code's patches hold in lazily loaded files as well.
            supported: { 'dynamic-import': false },
            minify: production,
            sourcemap: production ? false : 'inline',
            sourcefile: file.path,
          });
          mkdirSync(folder, { recursive: true });
          writeFileSync(file.path, withoutCopies(code));
        }
        for (const old of readdirSync(folder)) {
          if (old.startsWith(`${name}-`) && !written.has(path.join(folder, old))) rmSync(path.join(folder, old));
        }
        writeMetafile(name, result);
      });
    },
  };
}
function writeMetafile(name, { metafile }) {
  if (!metafile) return;
  const folder = path.join(root, 'out', 'meta');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(metafile, null, 1));
}

/** Builds everything once. Answers esbuild's metafile of each program. */
async function build(options) {
  const results = await Promise.all([
    ...programs.map((program) => esbuild.build(nodeOptions(program, options))),
    esbuild.build(webviewOptions(options)),
  ]);
  const names = [...programs.map(({ name }) => name), 'webview'];
  return Object.fromEntries(names.map((name, index) => [name, results[index].metafile]));
}

/** Builds again whenever a file changes; says so in the words that .vscode/tasks.json waits for. */
async function watch(options) {
  const tell = {
    name: 'tell',
    setup(build) {
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd(() => console.log('[watch] build finished'));
    },
  };
  const all = [...programs.map((program) => nodeOptions(program, options)), webviewOptions(options)];
  for (const one of all) {
    const context = await esbuild.context({ ...one, logLevel: 'info', plugins: [...one.plugins, tell] });
    await context.watch();
  }
}

module.exports = { build, programs };

if (require.main === module) {
  const flags = process.argv.slice(2);
  const options = {
    production: flags.includes('--production'),
    out: flags.includes('--out') ? flags[flags.indexOf('--out') + 1] : 'dist',
  };
  if (!flags.includes('--watch')) rmSync(path.resolve(root, options.out), { recursive: true, force: true });
  (flags.includes('--watch') ? watch(options) : build(options)).catch(() => process.exit(1));
}
