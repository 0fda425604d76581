import { claimsSummary } from '../../figures/claims-summary.js';
import { denialRate } from '../../figures/denial-rate.js';
import { readFigureFilter } from '../../figures/figure-filter.js';
import { monthMarks } from '../../figures/file-columns.js';
import { attentionOf, settingsOf } from '../facts-of.js';
import { askedQuery } from '../figure-address.js';
import { frameFacts } from '../frame.js';
import { nextRuns } from '../next-runs.js';
import { addressWith, pageContext, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendFigureCsv } from '../send-csv.js';
import { sendPage } from '../send-page.js';
import { readDashboardFacts, readWaiting } from './dashboard-facts.js';
import { pendingList } from './dashboard-pending.js';
import { dashboardView } from './dashboard-view.js';

/** What needs a person this morning, and how much, how well, where do we lose? */
const dashboardPage: Route = {
  method: 'get',
  path: '/dashboard',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const filter = readFigureFilter(req.query, context.now);
    // The frame asks for as much as a small page: it is begun before this one.
    frameFacts(parts, res);
    const begun = { attention: attentionOf(parts, res), settings: settingsOf(parts, res) };
    const [facts, next] = await Promise.all([
      parts.sums.ofOneMoment(parts.db, (view) => readDashboardFacts(view, { filter, ...context, ...begun })),
      nextRuns(parts.db, context),
    ]);
    const twins = twinsOf(`${context.baseUrl}/dashboard`, req.query, true);
    await sendPage(res, 'dashboard', dashboardView(facts, context, twins, next));
  },
};

/** What waits by age, alone: the overview of many claims does not wait for it, and takes it in when it is there. */
const dashboardWaiting: Route = {
  method: 'get',
  path: '/dashboard/waiting',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const filter = readFigureFilter(req.query, context.now);
    const pending = await parts.sums.ofOneMoment(parts.db, (view) => readWaiting(view, filter, context));
    const list = pendingList({ pending, filter, hasClaims: true }, context);
    const back = addressWith(`${context.baseUrl}/dashboard`, askedQuery(filter));
    await sendPage(res, 'dashboard-list', { title: list.title, list, back });
  },
};

async function monthlyRows(parts: Parts, query: Readonly<Record<string, unknown>>, language: 'th' | 'en') {
  const now = parts.now();
  const question = { filter: readFigureFilter(query, now), by: 'month', language, now } as const;
  const [summary, denials] = await parts.sums.ofOneMoment(parts.db, async (view) => [
    await claimsSummary.answer(view, question),
    await denialRate.answer(view, question),
  ]);
  const withRate = <Row extends object>(row: Row, rate: unknown) => ({ ...row, denial_rate: rate ?? null });
  return {
    rows: summary.rows.map((row, index) => withRate(row, denials.rows[index]?.rate)),
    total: withRate(summary.total, denials.total.rate),
    as_of: summary.as_of,
    next_cursor: null,
  };
}

/** The monthly table of the overview. */
const dashboardJson: Route = {
  method: 'get',
  path: '/dashboard.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    res.json(await monthlyRows(parts, req.query, readerOf(res).language));
  },
};

const csvNames = [
  'key',
  'label',
  ...monthMarks,
  'claims',
  'denied',
  'denial_rate',
  'claimed',
  'reimbursed',
  'loss',
  'patients',
];

const dashboardCsv: Route = {
  method: 'get',
  path: '/dashboard.csv',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const { rows } = await monthlyRows(parts, req.query, readerOf(res).language);
    const columns = csvNames.map((name) => ({
      name: name === 'key' ? 'month' : name,
      value: (row: Readonly<Record<string, unknown>>) => {
        const value = row[name];
        return typeof value === 'string' || typeof value === 'number' ? value : null;
      },
    }));
    const filter = askedQuery(readFigureFilter(req.query, parts.now()));
    await sendFigureCsv(parts, res, { subject: 'dashboard', filter }, columns, rows);
  },
};

export const dashboardRoutes: readonly Route[] = [
  dashboardPage,
  dashboardJson,
  dashboardCsv,
  dashboardWaiting,
];
