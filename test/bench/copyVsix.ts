import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { packVsix } from '../host/vsix';

/** What the manifest of an extension says of itself. */
export interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly activationEvents?: readonly string[];
}

/** The files of a packed extension, by their path in it. */
export function filesOfVsix(file: string): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(readFileSync(file), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const files = new Map<string, Buffer>();
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry: yauzl.Entry) => {
        const name = entry.fileName.match(/^extension\/(.+[^/])$/)?.[1];
        if (name === undefined) return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          buffer(stream).then((contents) => {
            files.set(name, contents);
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
}

/** The same extension, but nothing activates it at start: it waits for `ext.activate()`. */
export async function sleepingCopy(file: string): Promise<Buffer> {
  const files = await filesOfVsix(file);
  const manifest = JSON.parse(String(files.get('package.json'))) as Manifest;
  const changed: Manifest = { ...manifest, activationEvents: ['onCommand:never'] };
  return packVsix(new Map([...files, ['package.json', Buffer.from(JSON.stringify(changed))]]));
}

/** An extension that does nothing at all: what VS Code itself takes to activate one. */
export function emptyExtension(name: string): Promise<Buffer> {
  return pack({ name, activationEvents: ['onCommand:never'] }, 'exports.activate = () => undefined;\n');
}
/** An extension with a view of so many fixed rows: what VS Code itself takes to open a view. */
export function fixedListExtension(name: string, title: string, rows: number): Promise<Buffer> {
  const contributes = {
    viewsContainers: { activitybar: [{ id: name, title, icon: 'icon.svg' }] },
    views: { [name]: [{ id: `${name}.rows`, name: title }] },
  };
  return pack(
    { name, contributes },
    `const { TreeItem, window } = require('vscode');
const rows = Array.from({ length: ${rows} }, (_, at) => new TreeItem('Row ' + String(at).padStart(5, '0'), 1));
exports.activate = () => {
  window.createTreeView('${name}.rows', { treeDataProvider: { getChildren: () => rows, getTreeItem: (row) => row } });
};
`,
  );
}
function pack(manifest: object, code: string): Promise<Buffer> {
  const common = { publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.104.0' }, main: './extension.js' };
  return packVsix(
    new Map([
      ['package.json', Buffer.from(JSON.stringify({ ...common, ...manifest }))],
      ['extension.js', Buffer.from(code)],
      [
        'icon.svg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16v16H4z"/></svg>'),
      ],
    ]),
  );
}
