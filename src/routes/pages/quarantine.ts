import type { Request } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { instantText } from '../../domain/thai-date.js';
import {
  countQuarantine,
  eachQuarantined,
  listQuarantine,
  type QuarantineFilter,
  type QuarantineRow,
  type QuarantineState,
  quarantineStates,
} from '../../store/quarantine.js';
import type { Badge } from '../badges.js';
import { addressWith, type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import type { Translate } from '../words/index.js';

const pageSize = 50;
const queries = z.object({
  state: z.enum(['', 'all', ...quarantineStates]).optional(),
  file: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
});

export interface QuarantineView {
  readonly twins: Twins;
  readonly facets: readonly { href: string; text: string; count: string; current: boolean }[];
  readonly rows: readonly {
    readonly file: string;
    readonly href: string;
    readonly sheet: string;
    readonly nearest: string;
    readonly waiting: string;
    readonly since: string;
    readonly state: Badge;
  }[];
  readonly blank: { icon: string; title: string; text: string; actions: [] } | null;
  readonly next: string | null;
}

interface QuarantineQuery {
  readonly state: QuarantineState | 'all';
  readonly filter: QuarantineFilter;
  readonly cursor: number | null;
}

function readQuery(req: Request): QuarantineQuery {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'state=open',
    });
  const fileId = read.data.file || null;
  const state = read.data.state || (fileId === null ? 'open' : 'all');
  return {
    state,
    filter: { state: state === 'all' ? null : state, fileId },
    cursor: read.data.cursor || null,
  };
}

const looks: Readonly<Record<QuarantineState, Pick<Badge, 'tone' | 'icon'>>> = {
  open: { tone: 'review', icon: 'quar' },
  approved: { tone: 'ok', icon: 'check' },
  rejected: { tone: 'quiet', icon: 'deny' },
  settled: { tone: 'quiet', icon: 'check' },
};

export function quarantineBadge(state: QuarantineState, t: Translate): Badge {
  return { ...looks[state], text: t(`quarantine.state_${state}`) };
}

function lineOf(row: QuarantineRow, { t, language, baseUrl }: PageContext): QuarantineView['rows'][number] {
  return {
    file: row.filename ?? String(row.file_id),
    href: `${baseUrl}/quarantine/${row.id}`,
    sheet: row.sheet_name === '' ? t('quarantine.whole') : row.sheet_name,
    nearest: row.nearest_layout ?? t('quarantine.no_form'),
    waiting: countText(row.file_status === 'quarantined' ? row.waiting_rows : null),
    since: instantText(row.created_at, language, true),
    state: quarantineBadge(row.state, t),
  };
}

/** Which files wait because their headings are not known? */
export const quarantinePage: Route = {
  method: 'get',
  path: '/quarantine',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const { t, baseUrl, can } = context;
    const { state, filter, cursor } = readQuery(req);
    const rows = await listQuarantine(parts.db, filter, { limit: pageSize, after: cursor });
    const [only] = rows;
    // Whoever comes from a file with one strange sheet wants to see that sheet.
    if (filter.fileId !== null && only && rows.length === 1)
      return res.redirect(303, `${baseUrl}/quarantine/${only.id}`);
    const counts = await countQuarantine(parts.db);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const shown = quarantineStates.filter((one) => one === 'open' || one === state || counts.has(one));
    const facet = (name: QuarantineState | 'all', text: string, count: number) => ({
      href: addressWith(`${baseUrl}/quarantine`, { state: name === 'open' ? null : name }),
      text,
      count: countText(count),
      current: name === state,
    });
    const none = state === 'open' ? 'none' : 'none_found';
    const last = rows.length === pageSize ? rows.at(-1) : undefined;
    const view: QuarantineView = {
      twins: twinsOf(`${baseUrl}/quarantine`, req.query, can('export')),
      facets: [
        ...shown.map((one) => facet(one, t(`quarantine.state_${one}`), counts.get(one) ?? 0)),
        facet('all', t('quarantine.all'), all),
      ],
      rows: rows.map((row) => lineOf(row, context)),
      blank:
        rows.length > 0
          ? null
          : {
              icon: 'check',
              title: t(`quarantine.${none}`),
              text: t(`quarantine.${none}_more`),
              actions: [],
            },
      next: last ? addressWith(`${baseUrl}/quarantine`, { state, cursor: String(last.id) }) : null,
    };
    await sendPage(res, 'quarantine', view);
  },
};

const rowJson = (row: QuarantineRow) => ({
  quarantine_id: row.id,
  kind: row.kind,
  file_id: row.file_id,
  file: row.filename,
  file_status: row.file_status,
  sheet: row.sheet_name,
  nearest_layout: row.nearest_layout,
  problem: row.problem_code,
  waiting_rows: row.waiting_rows,
  fingerprint: row.fingerprint,
  state: row.state,
  since: row.created_at,
  decided_by: row.decided_by,
  decided_at: row.decided_at,
  note: row.note,
});

export const quarantineJson: Route = {
  method: 'get',
  path: '/quarantine.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { filter, cursor } = readQuery(req);
    const rows = await listQuarantine(parts.db, filter, { limit: 500, after: cursor });
    const counts = await countQuarantine(parts.db);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    res.json({
      rows: rows.map(rowJson),
      total:
        filter.fileId !== null ? rows.length : filter.state === null ? all : (counts.get(filter.state) ?? 0),
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === 500 ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

const csvNames = [
  'quarantine_id',
  'kind',
  'file_id',
  'file',
  'file_status',
  'sheet',
  'nearest_layout',
  'problem',
  'waiting_rows',
  'fingerprint',
  'state',
  'since',
  'decided_by',
  'decided_at',
  'note',
] as const;

export const quarantineCsv: Route = {
  method: 'get',
  path: '/quarantine.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { filter } = readQuery(req);
    const columns = csvNames.map((name) => ({ name, value: (row: QuarantineRow) => rowJson(row)[name] }));
    const rows = await sendCsv(res, 'quarantine.csv', columns, eachQuarantined(parts.db, filter));
    await recordAccess(parts, res, 'export', { subject: 'quarantine', filter: req.query, rows });
  },
};
