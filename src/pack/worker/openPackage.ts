import * as path from 'node:path';
import type { ContentContext, NotShipped } from '../checks/content';
import { sha256 } from '../zip/sha256';
import { type PackageContext, between } from './protocol';
import type { Remembered } from './remembered';

/** A package as a thread sees it from its `begin` to its `end`. */
export interface OpenPackage {
  readonly context: PackageContext;
  readonly paths: readonly string[];
  /** Put before a path to open it. */
  readonly folder: string;
  readonly content: ContentContext;
  readonly remembered: Remembered | undefined;
  /** Stands for everything that inspecting a file depends on beside its content. */
  readonly circumstances: () => string;
}
export function openPackage(context: PackageContext, remembered: Remembered): OpenPackage {
  const { base, codePrefix, envValues } = context;
  const paths = split(context.shipped);
  const shipped = once(() => new Set(paths));
  const notShipped = once(() => notShippedOf(context));
  return {
    context,
    paths,
    folder: base.endsWith(path.sep) ? base : base + path.sep,
    content: {
      codePrefix,
      envValues,
      get shipped() {
        return shipped();
      },
      get notShipped() {
        return notShipped();
      },
    },
    remembered: context.remembers ? remembered : undefined,
    circumstances: once(() => circumstancesOf(context)),
  };
}
function circumstancesOf({ prefix, codePrefix, shipped, notShipped, envValues }: PackageContext): string {
  const parts = [prefix, codePrefix, shipped, notShipped, envValues];
  return sha256(Buffer.from(JSON.stringify(parts)));
}
const split = (joined: string): readonly string[] => (joined === '' ? [] : joined.split(between));
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
function notShippedOf(context: PackageContext): ReadonlyMap<string, NotShipped> {
  const told = split(context.notShipped);
  const notShipped = new Map<string, NotShipped>();
  for (let i = 0; i + 2 < told.length; i += 3)
    notShipped.set(told[i] ?? '', { by: told[i + 1] as NotShipped['by'], rule: told[i + 2] ?? '' });
  return notShipped;
}
