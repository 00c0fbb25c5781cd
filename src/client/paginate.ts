import { createHash } from 'node:crypto';
import type { DataOf, PagedAction, RequestOf, RowOf } from '../contract/actions';
import type { CallOptions, CloudClient } from './cloudClient';

/** What a caller gives for a list: offset and limit are the page's. */
export type ListRequestOf<A extends PagedAction> = Omit<RequestOf<A>, 'Offset' | 'Limit'>;
export interface PageRange {
  readonly offset: number;
  readonly limit: number;
}
export interface Page<A extends PagedAction> {
  readonly rows: readonly RowOf<A>[];
  /** Rows in the whole list; never fewer than have been seen. */
  readonly total: number;
  /** Offset of the next page; undefined at the end. */
  readonly next: number | undefined;
}

/** Reads one page of a list action. Throws what the client throws. */
export async function readPage<A extends PagedAction>(
  client: CloudClient,
  action: A,
  request: ListRequestOf<A>,
  { offset, limit }: PageRange,
  options?: CallOptions,
): Promise<Page<A>> {
  const full = { ...request, Offset: offset, Limit: limit } as unknown as RequestOf<A>;
  const { data } = await client.call(action, full, options);
  const list = data as { TotalCount: number | null; DataList: readonly RowOf<A>[] | null } | (DataOf<A> & null);
  const rows = list?.DataList ?? [];
  const end = offset + rows.length;
  // Without a count a full page is the only sign that there may be more.
  const more = rows.length > 0 && (list?.TotalCount == null ? rows.length >= limit : end < list.TotalCount);
  return { rows, total: Math.max(list?.TotalCount ?? 0, rows.length === 0 ? 0 : end), next: more ? end : undefined };
}

/**
 * All pages of a list, one request each, as they are asked for. Ends at the count the platform tells, at an empty page,
 * and at a page that was there before: a server that ignores `Offset` would otherwise be read for ever.
 */
export async function* readPages<A extends PagedAction>(
  client: CloudClient,
  action: A,
  request: ListRequestOf<A>,
  { limit = 100, ...options }: CallOptions & { readonly limit?: number } = {},
): AsyncGenerator<Page<A>, void, undefined> {
  const seen = new Set<string>();
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const page: Page<A> = await readPage(client, action, request, { offset, limit }, options);
    const print = createHash('sha256').update(JSON.stringify(page.rows)).digest('base64');
    if (page.rows.length === 0 || seen.has(print)) return;
    seen.add(print);
    yield page;
    offset = page.next;
  }
}

/** Every row of a list, in the platform's order. */
export async function readAll<A extends PagedAction>(
  client: CloudClient,
  action: A,
  request: ListRequestOf<A>,
  options?: CallOptions & { readonly limit?: number },
): Promise<readonly RowOf<A>[]> {
  const rows: RowOf<A>[] = [];
  for await (const page of readPages(client, action, request, options)) rows.push(...page.rows);
  return rows;
}
