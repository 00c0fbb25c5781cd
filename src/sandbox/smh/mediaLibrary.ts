import type { MediaFileRecord, SandboxState } from '../state';
import { sameName, SmhError } from './smhError';

/** The bucket behind the media libraries. Nobody reads it without a signature. */
export const mediaBucket = 'smh-sandbox-1250000000';

export interface MediaLibrary {
  readonly id: string;
  readonly name: string;
  /** Ids of its spaces; undefined when it has only one, which is called `-`. */
  readonly spaces: readonly string[] | undefined;
  /** Bytes that all its files may have. */
  quota: number;
  /** With the dot; undefined allows all. */
  allowedExtensions: readonly string[] | undefined;
}
const tenGibibytes = 10 * 1024 ** 3;
const longestName = 255;

export const createLibraries = (): readonly MediaLibrary[] => [
  { id: 'smh1sandboxone01', name: 'One space', spaces: undefined, quota: tenGibibytes, allowedExtensions: undefined },
  {
    id: 'smh1sandboxmany1',
    name: 'Two spaces',
    spaces: ['space1sandbox001', 'space2sandbox002'],
    quota: tenGibibytes,
    allowedExtensions: undefined,
  },
];

/** One space of one library, with its folders and files in the state. Paths are names in a row, the root is none. */
export class MediaSpace {
  constructor(
    private readonly state: Pick<SandboxState, 'mediaFiles' | 'mediaFolders'>,
    readonly library: MediaLibrary,
    readonly id: string,
  ) {}

  #key(path: readonly string[]): string {
    return [this.library.id, this.id, ...path].join('/');
  }
  isFolder(path: readonly string[]): boolean {
    return path.length === 0 || this.state.mediaFolders.has(this.#key(path));
  }
  file(path: readonly string[]): MediaFileRecord | undefined {
    return this.state.mediaFiles.get(this.#key(path));
  }
  exists(path: readonly string[]): boolean {
    return this.isFolder(path) || this.file(path) !== undefined;
  }

  /** Makes a folder and those above it. */
  makeFolder(path: readonly string[], now: number): void {
    if (this.exists(path)) throw sameName(path.at(-1) ?? '');
    for (let depth = 1; depth <= path.length; depth++) {
      const part = path.slice(0, depth);
      if (this.file(part)) throw sameName(part.at(-1) ?? '');
    }
    for (let depth = 1; depth <= path.length; depth++) {
      const key = this.#key(path.slice(0, depth));
      if (!this.state.mediaFolders.has(key)) this.state.mediaFolders.set(key, now);
    }
  }
  /** Throws unless a file may come to this place. */
  checkPlace(path: readonly string[], strategy: Strategy): void {
    const name = path.at(-1);
    if (name === undefined) throw new SmhError(400, 'EmptyPath', 'The path is empty.');
    if (path.some((part) => part.length > longestName))
      throw new SmhError(400, 'FileNameLengthExceed', `A name may have ${longestName} characters.`);
    const { allowedExtensions } = this.library;
    if (allowedExtensions && !allowedExtensions.some((extension) => name.endsWith(extension)))
      throw new SmhError(400, 'ExtnameNotAllowed', `"${name}" has an extension the library does not allow.`);
    if (!this.isFolder(path.slice(0, -1)))
      throw new SmhError(404, 'DirectoryNotFound', `The folder "${path.slice(0, -1).join('/')}" does not exist.`);
    if (strategy === 'ask' && this.exists(path)) throw sameName(name);
    if (strategy === 'overwrite' && this.isFolder(path)) throw sameName(name);
  }
  /** Where a file ends up under the strategy. */
  finalPath(path: readonly string[], strategy: Strategy): readonly string[] {
    if (strategy !== 'rename' || !this.exists(path)) return path;
    const name = path.at(-1) ?? '';
    const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
    for (let number = 1; ; number++) {
      const other = [...path.slice(0, -1), `${name.slice(0, dot)} (${number})${name.slice(dot)}`];
      if (!this.exists(other)) return other;
    }
  }
  setFile(path: readonly string[], file: MediaFileRecord): void {
    this.state.mediaFiles.set(this.#key(path), file);
  }

  /** Throws when the library has no room for so many bytes more. */
  checkRoom(bytes: number): void {
    let used = 0;
    for (const [key, { size }] of this.state.mediaFiles) if (key.startsWith(`${this.library.id}/`)) used += size;
    if (used + bytes > this.library.quota)
      throw new SmhError(400, 'QuotaLimitReached', `The library has no room: ${used} of ${this.library.quota} bytes.`);
  }
}
/** What happens when there is a file of that name. */
export type Strategy = 'ask' | 'rename' | 'overwrite';
export function strategyOf(text: string | null, fallback: Strategy): Strategy {
  if (text === null) return fallback;
  if (text === 'ask' || text === 'rename' || text === 'overwrite') return text;
  throw new SmhError(400, 'InvalidConflictResolutionStrategy', `"${text}" is no strategy.`);
}
