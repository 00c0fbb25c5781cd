import * as l10n from '@vscode/l10n';
import type { DataOf } from '../../contract/actions';
import { domainType } from '../../contract/enums';
import type { DomainKind } from '../model/partRefs';
import type { ProgramRef } from '../model/refs';
import type { Session } from '../services';

/** In the order of the platform's numbers. */
export const domainKinds = [
  'request',
  'webView',
  'socket',
  'upload',
  'download',
] as const satisfies readonly DomainKind[];

/** The domains a mini program may reach, by kind, in the order of the platform. */
export type DomainLists = Readonly<Record<DomainKind, readonly string[]>>;

/** `DescribeMNPDomainACL`. Throws what the client throws. */
export async function readDomains(
  { client }: Session,
  { mnpId }: Pick<ProgramRef, 'mnpId'>,
  signal?: AbortSignal,
): Promise<DomainLists> {
  return domainsOf((await client.call('DescribeMNPDomainACL', { MNPId: mnpId }, { signal })).data ?? []);
}
/** The platform lists the domains of a kind in one text with semicolons, or in rows of their own. */
export function domainsOf(rows: NonNullable<DataOf<'DescribeMNPDomainACL'>>): DomainLists {
  const lists: Record<DomainKind, string[]> = { request: [], webView: [], socket: [], upload: [], download: [] };
  for (const { DomainType: type, DomainUrl: text } of rows) {
    const kind = domainKinds.find((one) => domainType[one] === type);
    if (kind) lists[kind].push(...(text ?? '').split(/[;,\s]+/).filter((domain) => domain !== ''));
  }
  return lists;
}
export function domainKindWord(kind: DomainKind): string {
  return {
    request: l10n.t('Request'),
    webView: l10n.t('Web-view'),
    socket: l10n.t('Socket'),
    upload: l10n.t('Upload'),
    download: l10n.t('Download'),
  }[kind];
}
/** Which calls of a mini program the kind is for. */
export function domainKindUse(kind: DomainKind): string {
  return {
    request: l10n.t('for wx.request'),
    webView: l10n.t('for pages in the web-view component'),
    socket: l10n.t('for wx.connectSocket'),
    upload: l10n.t('for wx.uploadFile'),
    download: l10n.t('for wx.downloadFile'),
  }[kind];
}
