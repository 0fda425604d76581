import type { Request } from 'express';
import { z } from 'zod';
import { countText } from '../../domain/count-text.js';
import { AppError } from '../../domain/errors.js';
import { instantText } from '../../domain/thai-date.js';
import { closeAlert } from '../../services/raise-alert.js';
import { type AlertFilter, type AlertRow, countAlerts, eachAlert, listAlerts } from '../../store/alerts.js';
import { alertAddress, alertLook } from '../alert-address.js';
import type { Badge } from '../badges.js';
import { actorOf } from '../form.js';
import { addressWith, type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import { recordAccess } from '../record-access.js';
import type { Route } from '../route.js';
import { sendCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';

const pageSize = 50;
const states = { open: true, closed: false, all: null } as const;
type State = keyof typeof states;
const queries = z.object({
  state: z.enum(['', 'open', 'closed', 'all']).optional(),
  cursor: z.union([z.literal(''), z.coerce.number().int().positive()]).optional(),
});

/** views/pages/alerts.ejs; each open line has a form with `_csrf` to /alerts/:id/close. */
export interface AlertsView {
  readonly twins: Twins;
  readonly facets: readonly { href: string; text: string; count: string; current: boolean }[];
  readonly rows: readonly {
    readonly severity: Badge;
    readonly title: string;
    readonly href: string | null;
    readonly first: string;
    readonly last: string;
    readonly times: string;
    readonly end: string;
    readonly close: { readonly action: string; readonly label: string } | null;
  }[];
  readonly blank: { icon: string; title: string; text: string; actions: [] } | null;
  readonly next: string | null;
  /** Where it is set who is told; null = this reader may not. */
  readonly settings: string | null;
}

function readQuery(req: Request): { state: State; filter: AlertFilter; cursor: number | null } {
  const read = queries.safeParse(req.query);
  if (!read.success)
    throw new AppError('filter_invalid', {
      name: String(read.error.issues[0]?.path[0] ?? ''),
      example: 'state=open',
    });
  const state = read.data.state || 'open';
  return { state, filter: { open: states[state] }, cursor: read.data.cursor || null };
}

function lineOf(row: AlertRow, { t, language, baseUrl, can }: PageContext): AlertsView['rows'][number] {
  const title = language === 'th' ? row.title_th : row.title_en;
  const at = row.closed_at === null ? '' : instantText(row.closed_at, language, true);
  const end =
    row.closed_by === null ? t('alerts.settled', { at }) : t('alerts.closed_by', { name: row.closed_by, at });
  return {
    severity: {
      ...alertLook(row.severity),
      text: t(`alerts.severity_${row.severity}`),
    },
    title,
    href: alertAddress(row.alert_key, { baseUrl, can }),
    first: instantText(row.first_at, language, true),
    last: instantText(row.last_at, language, true),
    times: countText(row.times),
    end: row.closed_at === null ? '' : end,
    close:
      row.closed_at === null && can('fetch')
        ? { action: `${baseUrl}/alerts/${row.id}/close`, label: t('alerts.close_of', { title }) }
        : null,
  };
}

export const alertsPage: Route = {
  method: 'get',
  path: '/alerts',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const { t, baseUrl, can } = context;
    const { state, filter, cursor } = readQuery(req);
    const rows = await listAlerts(parts.db, filter, { limit: pageSize, after: cursor });
    const { open, closed } = await countAlerts(parts.db);
    const counts = { open, closed, all: open + closed };
    const none = open + closed === 0 ? 'none' : 'none_open';
    const last = rows.length === pageSize ? rows.at(-1) : undefined;
    const view: AlertsView = {
      twins: twinsOf(`${baseUrl}/alerts`, req.query, can('export')),
      facets: (['open', 'closed', 'all'] as const).map((name) => ({
        href: addressWith(`${baseUrl}/alerts`, { state: name === 'open' ? null : name }),
        text: t(`alerts.${name}`),
        count: countText(counts[name]),
        current: name === state,
      })),
      rows: rows.map((row) => lineOf(row, context)),
      blank:
        rows.length > 0
          ? null
          : { icon: 'check', title: t(`alerts.${none}`), text: t(`alerts.${none}_more`), actions: [] },
      next: last ? addressWith(`${baseUrl}/alerts`, { state, cursor: String(last.id) }) : null,
      settings: can('administer') ? `${baseUrl}/settings/alerts` : null,
    };
    await sendPage(res, 'alerts', view);
  },
};

const alertJson = (row: AlertRow) => ({
  alert_id: row.id,
  key: row.alert_key,
  severity: row.severity,
  title: row.title_th,
  title_en: row.title_en,
  first_at: row.first_at,
  last_at: row.last_at,
  times: row.times,
  closed_at: row.closed_at,
  closed_by: row.closed_by,
});

export const alertsJson: Route = {
  method: 'get',
  path: '/alerts.json',
  permission: 'claims',
  handle: (parts) => async (req, res) => {
    const { state, filter, cursor } = readQuery(req);
    const rows = await listAlerts(parts.db, filter, { limit: 500, after: cursor });
    const { open, closed } = await countAlerts(parts.db);
    res.json({
      rows: rows.map(alertJson),
      total: { open, closed, all: open + closed }[state],
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === 500 ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

const csvNames = [
  'alert_id',
  'key',
  'severity',
  'title',
  'title_en',
  'first_at',
  'last_at',
  'times',
  'closed_at',
  'closed_by',
] as const;

export const alertsCsv: Route = {
  method: 'get',
  path: '/alerts.csv',
  permission: 'export',
  handle: (parts) => async (req, res) => {
    const { filter } = readQuery(req);
    const columns = csvNames.map((name) => ({ name, value: (row: AlertRow) => alertJson(row)[name] }));
    const rows = await sendCsv(res, 'alerts.csv', columns, eachAlert(parts.db, filter));
    await recordAccess(parts, res, 'export', { subject: 'alerts', filter: req.query, rows });
  },
};

/** Somebody has seen to it; it opens again by itself if it comes again. */
export const closeAlertForm: Route = {
  method: 'post',
  path: '/alerts/:id/close',
  permission: 'fetch',
  handle: (parts) => async (req, res) => {
    const id = String(req.params.id);
    if (!/^\d{1,15}$/.test(id)) throw new AppError('not_found');
    await closeAlert(parts, Number(id), actorOf(req, res));
    res.redirect(303, `${req.baseUrl}/alerts`);
  },
};
