import type { MultipartUploads } from '../cos/multipart';
import type { ObjectStore } from '../cos/objectStore';
import type { TemporaryKeys } from '../cos/temporaryKeys';
import { newToken, type Random } from '../ids';
import type { SandboxState } from '../state';
import type { FindKey } from '../verify';
import { createLibraries, type MediaLibrary } from './mediaLibrary';
import { MediaTokens } from './mediaTokens';
import { MediaUploads } from './mediaUploads';
import type { SmhControlOptions } from './smhControl';
import { SmhServer } from './smhServer';

/** The sandbox's media libraries, for tests to look at. */
export interface SandboxMedia {
  /** The first has one space, the second two. */
  readonly libraries: readonly MediaLibrary[];
  readonly tokens: MediaTokens;
  readonly uploads: MediaUploads;
}
export interface MediaOptions {
  readonly state: SandboxState;
  readonly store: ObjectStore;
  readonly multipart: MultipartUploads;
  readonly keys: TemporaryKeys;
  readonly random: Random;
  readonly findKey: FindKey;
  readonly changed: () => void;
}

/** Puts the media libraries together. Their secrets are new at every start and live in memory only. */
export function createMedia(options: MediaOptions): {
  readonly smh: SmhServer;
  readonly smhControl: SmhControlOptions;
  readonly media: SandboxMedia;
} {
  const { random, findKey } = options;
  const libraries = createLibraries();
  const secrets = new Map(libraries.map(({ id }) => [id, newToken(random)]));
  const secretOf = (id: string): string => secrets.get(id) ?? '';
  const tokens = new MediaTokens(random);
  const uploads = new MediaUploads(options);
  return {
    smh: new SmhServer({ ...options, libraries, secretOf, tokens, uploads }),
    smhControl: { libraries, secretOf, findKey },
    media: { libraries, tokens, uploads },
  };
}
