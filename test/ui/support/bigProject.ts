import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sampleId } from './product';

const page = 'Page({ data: { items: [] }, onLoad() {} });\n';
const markup = '<view class="page"><text>{{title}}</text></view>\n';

/** The files of one page or component. */
function unit(at: string, script: string, isComponent = false): Record<string, string> {
  return {
    [`${at}.js`]: script,
    [`${at}.json`]: isComponent ? '{ "component": true }\n' : '{}\n',
    [`${at}.wxml`]: markup,
    [`${at}.wxss`]: `.page { padding: 16px; }\n${'/* spacing */\n'.repeat(at.length * 3)}`,
  };
}
/** Bytes that a zip cannot make smaller, the same on every run. */
function picture(seed: number, bytes: number): Buffer {
  let state = seed * 2_654_435_761 + 1;
  const made = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[at] = state >>> 24;
  }
  return made;
}
const subPackages = ['packages/orders', 'packages/loyalty', 'packages/stores', 'packages/活动'];

function appJson(pages: readonly string[]): string {
  return JSON.stringify(
    {
      pages,
      subpackages: subPackages.map((root, index) => ({
        root,
        name: `part${index}`,
        pages: ['pages/list/list', 'pages/detail/detail'],
        ...(index === 3 ? { independent: true } : {}),
      })),
      permission: { 'scope.userLocation': { desc: 'To find the nearest café' } },
    },
    null,
    2,
  );
}
/** A shop of about `count` files in a temporary folder, with the things that grown projects have: rules, leftovers, mistakes. */
export function bigProject(count: number): string {
  const files: Record<string, string | Buffer> = {};
  const pages = ['index', 'menu', 'cart', 'me', 'search', 'about'].map((name) => `pages/${name}/${name}`);
  for (const at of pages) Object.assign(files, unit(at, page));
  for (const root of subPackages) {
    for (const name of ['list', 'detail']) Object.assign(files, unit(`${root}/pages/${name}/${name}`, page));
    for (let at = 0; at < 12; at++)
      files[`${root}/images/photo-${at}.jpg`] = picture(at + root.length, 18_000 + at * 900);
  }
  files['app.json'] = appJson([...pages, 'pages/missing/missing']);
  files['app.js'] = 'App({});\n';
  files['app.wxss'] = 'page { font-size: 14px; }\n';
  files['project.config.json'] = JSON.stringify(
    {
      appid: sampleId,
      projectname: '街角咖啡 Corner Coffee',
      setting: { minified: true },
      packOptions: {
        ignore: [
          { type: 'folder', value: 'docs' },
          { type: 'suffix', value: '.psd' },
        ],
      },
    },
    null,
    2,
  );
  files['.mpignore'] = '# Notes of the team\nnotes/\n*.draft.json\n';
  files['pages/menu/menu.json'] = '\uFEFF{}\n';
  for (let at = 0; at < 40; at++) files[`notes/meeting-${at}.json`] = '{}\n';
  for (let at = 0; at < 30; at++) files[`docs/chapter-${at}.json`] = '{}\n';
  for (let at = 0; at < 6; at++) files[`images/hero-${at}.webp`] = picture(at, 4_000);
  for (let at = 0; at < 9; at++) files[`images/banner-${at}.png`] = picture(at, 30_000 + at * 7_000);
  files['app.js.map'] = '{}';
  files['images/source.psd'] = picture(3, 90_000);
  files['node_modules/left-pad/index.js'] = 'module.exports = 1;\n';
  for (let at = 0; Object.keys(files).length < count; at++) {
    const group = ['form', 'list', 'media', 'layout', 'chart'][at % 5];
    Object.assign(files, unit(`components/${group}/item-${at}/item-${at}`, 'Component({});\n', true));
  }
  return write(files);
}
function write(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'mini-program-')), 'corner-coffee');
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}
