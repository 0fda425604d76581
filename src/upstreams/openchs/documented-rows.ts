import { z } from 'zod';
import type { RemoteCase, RemoteStatus } from './profile.js';

const text = z.union([z.string(), z.number()]).transform(String);
const row = z.object({
  id: text,
  case_number: text.nullish(),
  title: text.nullish(),
  description: z.string().nullish(),
  status: text.nullish(),
  updated_at: z.string().nullish(),
});

export interface DocumentedRow {
  readonly remote: RemoteCase;
  /** As the site wrote it; null where it did not. */
  readonly updatedAt: string | null;
  readonly hasDescription: boolean;
}

const statuses: readonly RemoteStatus[] = ['open', 'in_progress', 'escalated', 'resolved', 'closed'];

/** One case object; null = it is none. */
export function documentedRow(value: unknown): DocumentedRow | null {
  const parsed = row.safeParse(value);
  if (!parsed.success) return null;
  const { id, case_number, title, description, status, updated_at } = parsed.data;
  const rawStatus = status ?? '';
  return {
    remote: {
      id,
      number: case_number ?? id,
      status: statuses.find((known) => known === rawStatus.toLowerCase()) ?? null,
      rawStatus,
      title: title ?? '',
      description: description ?? '',
    },
    updatedAt: updated_at ?? null,
    hasDescription: description !== undefined,
  };
}

const list = z.array(z.unknown());
const inData = z.object({ data: list });
const inResults = z.object({ results: list, next: z.string().nullish() });
const withNext = z.object({ pagination: z.object({ next: z.string().nullish() }) });

export interface ListedPage {
  readonly rows: readonly DocumentedRow[];
  /** Address of the next page as the site gave it. */
  readonly next: string | null;
}

/** A page in each of the forms that such servers answer; null = it is no list of cases. */
export function documentedPage(json: unknown): ListedPage | null {
  const results = inResults.safeParse(json);
  const data = inData.safeParse(json);
  const bare = list.safeParse(json);
  const values = results.data?.results ?? data.data?.data ?? bare.data;
  if (values === undefined) return null;
  const rows = values.map(documentedRow);
  const good = rows.filter((one) => one !== null);
  if (good.length < rows.length) return null;
  const next = results.data?.next ?? withNext.safeParse(json).data?.pagination.next ?? null;
  return { rows: good, next };
}
