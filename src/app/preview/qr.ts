import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import type { FetchBytes } from '../commands/context';
import { UserError } from '../errors/userError';
import type { VersionRef } from '../model/refs';
import type { QrModel } from '../panels';
import type { Session } from '../services';

/** A picture of a code is some kilobytes; more than this is something else. */
const maxBytes = 1_048_576;

export interface QrSource {
  readonly session: Session;
  readonly fetchBytes: FetchBytes;
  readonly clock: Clock;
  readonly ref: VersionRef;
}
/** DescribeMNPPreview, and the picture it points at, embedded. */
export async function readQr(source: QrSource, signal?: AbortSignal): Promise<QrModel> {
  const { session, ref, clock } = source;
  const { data } = await session.client.call(
    'DescribeMNPPreview',
    { MNPId: ref.mnpId, MNPVersionId: ref.versionId },
    { signal },
  );
  const address = data?.QRCodeUrl;
  if (!address)
    throw new UserError(l10n.t('The platform has no preview code for {0} yet. Try again in a moment.', ref.version));
  const imageDataUri = await readPicture(source, address, signal);
  return {
    key: `${session.profile.id}/${ref.mnpId}`,
    programName: data.MNPName ?? ref.programName,
    mnpId: ref.mnpId,
    version: data.MNPVersion ?? ref.version,
    environment: session.profile.environment,
    entryPath: (data.PreviewEntrancePath ?? '').replace(/^\/+/, ''),
    imageDataUri,
    link: data.QRCodeContent ?? address,
    readAt: clock.now(),
    refresh: () => readQr(source),
  };
}
async function readPicture({ fetchBytes, session }: QrSource, address: string, signal?: AbortSignal): Promise<string> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // Plain http is what emulators on this machine and private stores use; nothing but a picture comes over it.
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new UserError(l10n.t('The platform answered no usable address for the picture of the preview code.'));
  const bytes = await fetchBytes(url.href, { maxBytes, signal });
  const type = pictureType(bytes);
  if (!type || bytes.length > maxBytes)
    throw new UserError(
      l10n.t(
        '{0} did not answer a picture for the preview code. Check the network and the proxy, then try again.',
        url.host,
      ),
      [],
      'other',
      { cause: new Error(`${bytes.length} bytes for profile ${session.profile.id}`) },
    );
  return `data:${type};base64,${base64(bytes)}`;
}
/** By the first bytes, not by what the server claims. */
function pictureType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | undefined {
  const startsWith = (...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return startsWith(0xff, 0xd8, 0xff) ? 'image/jpeg' : undefined;
}
function base64(bytes: Uint8Array): string {
  const chunks: string[] = [];
  // In pieces: one call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) chunks.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return btoa(chunks.join(''));
}
