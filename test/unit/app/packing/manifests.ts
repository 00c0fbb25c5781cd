import { createHash } from 'node:crypto';
import type { PackManifest } from '../../../../src/pack/packTypes';

/** What a package of these files would be kept as: path to content. */
export function manifestOf(
  contents: Readonly<Record<string, string>>,
  more: Partial<Pick<PackManifest, 'permissions' | 'domains' | 'pages'>> = {},
): PackManifest {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const files = Object.entries(contents)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, bytes: text.length, sha256: sha256(text) }));
  const contentHash = sha256(JSON.stringify(files));
  return { format: 1, appId: 'mp1', contentHash, files, pages: [], permissions: [], domains: [], ...more };
}
