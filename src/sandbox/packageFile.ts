import { type Entry, type ZipFile, open as openZip } from 'yauzl';
import { messageOf } from '../base/errors';

export interface PackageFindings {
  /** Why it is no mini program; undefined when it is one. */
  readonly failure: string | undefined;
  /** The main package (`__APP__`) and the sub-packages with their unpacked sizes in bytes. */
  readonly parts: readonly { readonly name: string; readonly size: number }[];
}
interface Opened {
  readonly zip: ZipFile;
  readonly entries: ReadonlyMap<string, Entry>;
}
/** Largest JSON file that is read. */
const jsonLimit = 1024 * 1024;
const refuse = (failure: string): PackageFindings => ({ failure, parts: [] });

/** Opens an uploaded package and looks for the mini program in it. `path` is the zip on disk. */
export async function inspectPackage(path: string): Promise<PackageFindings> {
  let opened: Opened;
  try {
    opened = await readEntries(path);
  } catch (error) {
    return refuse(`Build failed: the file is not a readable zip archive (${messageOf(error)}).`);
  }
  try {
    return await findProgram(opened);
  } catch (error) {
    return refuse(`Build failed: ${messageOf(error)}.`);
  } finally {
    opened.zip.close();
  }
}

function readEntries(path: string): Promise<Opened> {
  return new Promise((resolve, reject) => {
    openZip(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      const entries = new Map<string, Entry>();
      zip.on('entry', (entry: Entry) => {
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.on('end', () => resolve({ zip, entries }));
      zip.on('error', (failure: Error) => {
        zip.close();
        reject(failure);
      });
      zip.readEntry();
    });
  });
}

async function findProgram(opened: Opened): Promise<PackageFindings> {
  const { entries } = opened;
  for (const root of await roots(opened)) {
    for (const name of ['app.json', 'game.json']) {
      if (!entries.has(`${root}${name}`)) continue;
      const config = await readJson(opened, `${root}${name}`);
      return { failure: undefined, parts: measure(entries, root, subPackageRoots(config)) };
    }
  }
  return refuse(
    'Build failed: app.json (or game.json) was not found at the root of the zip, in its only folder, or in miniprogramRoot of project.config.json.',
  );
}

/** Where app.json may lie: the root, the only top folder, and the miniprogramRoot of either. */
async function roots(opened: Opened): Promise<readonly string[]> {
  const names = [...opened.entries.keys()];
  const tops = new Set(
    names.filter((name) => !name.startsWith('__MACOSX/')).map((name) => name.split('/', 1)[0] ?? ''),
  );
  const [only] = tops;
  const bases =
    tops.size === 1 && only !== undefined && names.some((name) => name.startsWith(`${only}/`))
      ? ['', `${only}/`]
      : [''];
  const found = [...bases];
  for (const base of bases) {
    if (!opened.entries.has(`${base}project.config.json`)) continue;
    const config = await readJson(opened, `${base}project.config.json`);
    const root = typeof config['miniprogramRoot'] === 'string' ? config['miniprogramRoot'] : '';
    found.push(`${base}${root.replace(/^(\.?\/)+/, '').replace(/\/*$/, '/')}`);
  }
  return found;
}

async function readJson({ zip, entries }: Opened, name: string): Promise<Readonly<Record<string, unknown>>> {
  const entry = entries.get(name);
  if (!entry) throw new Error(`${name} is missing`);
  if (entry.uncompressedSize > jsonLimit) throw new Error(`${name} is too large`);
  const text = await new Promise<string>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      stream.on('error', reject);
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`${name} is not valid JSON (${messageOf(error)})`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name} does not hold a JSON object`);
  return value as Readonly<Record<string, unknown>>;
}

function subPackageRoots(config: Readonly<Record<string, unknown>>): readonly string[] {
  const list = config['subpackages'] ?? config['subPackages'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const root = typeof item === 'object' && item !== null && 'root' in item ? item.root : undefined;
    return typeof root === 'string' ? [root.replace(/^\/+|\/+$/g, '')] : [];
  });
}

function measure(
  entries: ReadonlyMap<string, Entry>,
  root: string,
  subRoots: readonly string[],
): PackageFindings['parts'] {
  const sizes = new Map<string, number>(['__APP__', ...subRoots].map((name) => [name, 0]));
  for (const [name, { uncompressedSize }] of entries) {
    if (!name.startsWith(root)) continue;
    const owner = subRoots.find((sub) => name.slice(root.length).startsWith(`${sub}/`)) ?? '__APP__';
    sizes.set(owner, (sizes.get(owner) ?? 0) + uncompressedSize);
  }
  return [...sizes].map(([name, size]) => ({ name, size }));
}
