import { countText } from '../../domain/count-text.js';
import type { FileKind } from '../../domain/file-kind.js';
import { schemeChoices } from '../../domain/scheme.js';
import { instantText, monthText, sinceText } from '../../domain/thai-date.js';
import type {
  ImportedFileFilter,
  ImportedFilePage,
  ImportedFileRow,
} from '../../store/imported-file-list.js';
import { type Badge, fileBadge, fileStatuses } from '../badges.js';
import { addressWith, type Option, type PageContext, type Twins } from '../page-context.js';
import { fileTypeText } from './file-type-text.js';

export interface FilesFacts {
  readonly filter: ImportedFileFilter;
  readonly page: ImportedFilePage;
  readonly cursor: number | null;
  /** Where the page before begins; null = at the start. */
  readonly previous: number | null;
  readonly limit: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly months: readonly string[];
  /** Of all files, without the filter. */
  readonly ofKind: Readonly<Record<FileKind, number>>;
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

export interface FilesView {
  readonly twins: Twins;
  readonly quarantined: {
    tone: string;
    icon: string;
    title: string;
    text: string;
    action: { href: string; text: string };
  } | null;
  /** The two lists, each with the number of its files. */
  readonly kinds: readonly { href: string; text: string; count: string; current: boolean }[];
  /** For the form; '' = REP. */
  readonly kind: string;
  readonly filters: readonly Choice[];
  readonly q: string;
  readonly status: string;
  readonly clear: string | null;
  readonly facets: readonly { href: string; text: string; count: string; current: boolean }[];
  readonly rows: readonly FileLine[];
  readonly blank: {
    icon: string;
    title: string;
    text: string;
    actions: { href: string; text: string; main: boolean }[];
  } | null;
  readonly pager: { readonly text: string; readonly previous: string | null; readonly next: string | null };
  readonly mayFetch: boolean;
}

interface FileLine {
  readonly name: string;
  readonly href: string;
  readonly type: string;
  readonly scheme: string;
  readonly at: string;
  readonly read: string;
  readonly stored: string;
  readonly refused: string;
  readonly anyRefused: boolean;
  readonly status: Badge;
  readonly controls: string;
  readonly controlsBad: boolean;
}

export function filesView(facts: FilesFacts, context: PageContext, twins: Twins): FilesView {
  const { t, baseUrl, can } = context;
  const { filter, page, counts } = facts;
  const address = (values: Readonly<Record<string, string | null>>) =>
    addressWith(`${baseUrl}/files`, { ...valuesOf(filter), ...values });
  const filtered = Object.entries(valuesOf(filter)).some(
    ([name, value]) => name !== 'kind' && value !== null,
  );
  const kind = filter.kind === 'rep' ? null : filter.kind;
  const quarantined = counts.get('quarantined') ?? 0;
  return {
    twins,
    quarantined:
      quarantined === 0 || filter.status === 'quarantined'
        ? null
        : {
            tone: 'warn',
            icon: 'quar',
            title: t('files.quarantined', { count: countText(quarantined) }),
            text: t('files.quarantined_more'),
            action: { href: `${baseUrl}/quarantine`, text: t('files.show_quarantined') },
          },
    kinds: (['rep', 'stm'] as const).map((name) => ({
      href: addressWith(`${baseUrl}/files`, {
        kind: name === 'rep' ? null : name,
        scheme: filter.scheme,
        imported_since: filter.importedSince ?? null,
        q: filter.q,
      }),
      text: t(`files.kind_${name}`),
      count: countText(facts.ofKind[name]),
      current: name === filter.kind,
    })),
    kind: kind ?? '',
    filters: filtersOf(facts, context),
    q: filter.q ?? '',
    status: filter.status ?? '',
    clear: filtered ? addressWith(`${baseUrl}/files`, { kind }) : null,
    facets: facetsOf(facts, context, address),
    rows: page.rows.map((row) => fileLine(row, context)),
    blank: page.rows.length > 0 ? null : blankOf(filtered, filter.kind, context),
    pager: pagerOf(facts, context, address),
    mayFetch: can('fetch'),
  };
}

type Address = (values: Readonly<Record<string, string | null>>) => string;

function valuesOf(filter: ImportedFileFilter): Record<string, string | null> {
  const { kind, status, scheme, month, q, disagree, importedSince = null } = filter;
  return {
    kind: kind === 'rep' ? null : kind,
    status,
    scheme,
    month,
    q,
    imported_since: importedSince,
    controls: disagree ? 'disagree' : null,
  };
}

function filtersOf({ filter, months }: FilesFacts, { t, language }: PageContext): Choice[] {
  const since = filter.importedSince ?? null;
  const any = (text: string, chosen: string | null) => ({ value: '', text, selected: chosen === null });
  return [
    {
      name: 'scheme',
      label: t('files.scheme'),
      options: [
        any(t('files.all_schemes'), filter.scheme),
        ...schemeChoices.map(({ code }) => ({
          value: code,
          text: code.toUpperCase(),
          selected: code === filter.scheme,
        })),
      ],
    },
    {
      name: 'month',
      label: t('files.month'),
      options: [
        any(t('files.all_months'), filter.month),
        ...new Set([...(filter.month === null ? [] : [filter.month]), ...months]),
      ].map((option) =>
        typeof option === 'string'
          ? { value: option, text: monthText(option, language), selected: option === filter.month }
          : option,
      ),
    },
    {
      name: 'controls',
      label: t('files.controls'),
      options: [
        { value: '', text: t('files.controls_all'), selected: !filter.disagree },
        { value: 'disagree', text: t('files.controls_disagree'), selected: filter.disagree },
      ],
    },
    // Who came for the files of this morning can leave it again.
    ...(since === null
      ? []
      : [
          {
            name: 'imported_since',
            label: t('files.imported_since'),
            options: [
              any(t('files.imported_ever'), since),
              { value: since, text: sinceText(since, language), selected: true },
            ],
          },
        ]),
  ];
}

function facetsOf({ filter, counts }: FilesFacts, { t }: PageContext, address: Address): FilesView['facets'] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const shown = fileStatuses.filter((status) => (counts.get(status) ?? 0) > 0 || status === filter.status);
  return [
    {
      href: address({ status: null }),
      text: t('files.all'),
      count: countText(all),
      current: filter.status === null,
    },
    ...shown.map((status) => ({
      href: address({ status }),
      text: t(`file_status.${status}`),
      count: countText(counts.get(status) ?? 0),
      current: filter.status === status,
    })),
  ];
}

function fileLine(row: ImportedFileRow, { t, language, baseUrl }: PageContext): FileLine {
  const read =
    row.status === 'completed' || row.status === 'completed_with_problems' || row.status === 'undone';
  const apart = Math.max(
    ...[row.summary_total, row.portal_total].map((wanted) =>
      wanted === null || row.stored_total === null ? 0 : Math.abs(wanted - row.stored_total),
    ),
  );
  const controls =
    row.controls_agree === null || row.status === 'undone'
      ? '–'
      : row.controls_agree
        ? t('files.agree')
        : apart > 0
          ? t('files.disagree_by', { count: countText(apart) })
          : t('files.disagree');
  return {
    name: row.filename,
    href: `${baseUrl}/files/${row.id}`,
    type: fileTypeText(row),
    scheme: row.scheme.toUpperCase(),
    at: instantText(row.import_completed_at ?? row.import_started_at, language, true),
    read: countText(read ? row.rows_read : null),
    stored: countText(
      row.status === 'undone' ? 0 : read ? row.rows_inserted + row.rows_updated + row.rows_unchanged : null,
    ),
    refused: countText(read ? row.rows_refused : null),
    anyRefused: row.rows_refused > 0,
    status: fileBadge(row.status, t),
    controls,
    controlsBad: row.controls_agree === false && row.status !== 'undone',
  };
}

function blankOf(
  filtered: boolean,
  kind: FileKind,
  { t, baseUrl, can }: PageContext,
): NonNullable<FilesView['blank']> {
  const clear = addressWith(`${baseUrl}/files`, { kind: kind === 'rep' ? null : kind });
  if (filtered)
    return {
      icon: 'filter',
      title: t('files.none_found'),
      text: t('files.none_found_more'),
      actions: [{ href: clear, text: t('frame.clear'), main: false }],
    };
  if (kind === 'stm')
    return {
      icon: 'file',
      title: t('files.none_stm'),
      text: t('files.none_stm_more'),
      actions: can('fetch') ? [{ href: `${baseUrl}/upload`, text: t('files.upload'), main: true }] : [],
    };
  return {
    icon: 'file',
    title: t('files.none'),
    text: t('files.none_more'),
    actions: can('fetch')
      ? [
          { href: `${baseUrl}/downloads#new`, text: t('files.download'), main: true },
          { href: `${baseUrl}/upload`, text: t('files.upload'), main: false },
        ]
      : [],
  };
}

function pagerOf(
  { page, cursor, previous, limit }: FilesFacts,
  { t }: PageContext,
  address: Address,
): FilesView['pager'] {
  const last = page.rows.at(-1);
  const text =
    page.rows.length === 0
      ? t('frame.no_rows')
      : t('frame.rows_of', {
          from: countText(page.before + 1),
          to: countText(page.before + page.rows.length),
          total: countText(page.total),
        });
  return {
    text,
    previous: cursor === null ? null : address({ cursor: previous === null ? null : String(previous) }),
    next:
      last !== undefined && page.rows.length === limit && page.before + limit < page.total
        ? address({ cursor: String(last.id) })
        : null,
  };
}
