import { caseCategories, casePriorities, caseStatuses } from '../../domain/case.js';
import { caseJson } from '../../domain/case-json.js';
import { countText } from '../../domain/count-text.js';
import { instantText } from '../../domain/thai-date.js';
import { exportCases } from '../../services/export-cases.js';
import { countCases, countCasesByStatus, listCases } from '../../store/case-list.js';
import type { StoredCase } from '../../store/cases.js';
import { listUsers } from '../../store/users.js';
import type { Badge } from '../badges.js';
import { caseCategoryText, casePriorityBadge, caseStatusBadge } from '../case-badges.js';
import { type Option, type PageContext, pageContext, type Twins, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { sendRows } from '../send-export.js';
import { sendPage } from '../send-page.js';
import { type CasesQuery, casesAddress, readCasesQuery, unfinishedStatuses } from './cases-query.js';

const pageSize = 50;

export interface CaseLine {
  readonly number: string;
  readonly href: string;
  readonly title: string;
  readonly category: string;
  readonly priority: Badge;
  readonly status: Badge;
  readonly assigned: string;
  readonly claim: { readonly text: string; readonly href: string } | null;
  readonly updated: string;
}

/** views/pages/cases.ejs */
export interface CasesView {
  readonly twins: Twins;
  /** Addresses of the forms; null = this reader only reads. */
  readonly make: string | null;
  readonly facets: readonly {
    readonly href: string;
    readonly text: string;
    readonly count: string;
    readonly current: boolean;
  }[];
  /** Values of the address that the form of filters does not show. */
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly selects: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly Option[];
  }[];
  readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly texts: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  readonly clear: string | null;
  readonly rows: readonly CaseLine[];
  readonly blank: {
    readonly icon: string;
    readonly title: string;
    readonly text: string;
    readonly actions: readonly { readonly href: string; readonly text: string; readonly main: boolean }[];
  } | null;
  readonly pager: { readonly text: string; readonly previous: string | null; readonly next: string | null };
}

export function caseLine(row: StoredCase, { t, language, baseUrl }: PageContext): CaseLine {
  return {
    number: row.case_number,
    href: `${baseUrl}/cases/${row.id}`,
    title: row.title,
    category: caseCategoryText(row.category, t),
    priority: casePriorityBadge(row.priority, t),
    status: caseStatusBadge(row.status, t),
    assigned: row.assigned_to ?? t('cases.nobody'),
    claim:
      row.tran_id === null
        ? null
        : { text: row.tran_id, href: `${baseUrl}/claims/${encodeURIComponent(row.tran_id)}` },
    updated: instantText(row.updated_at, language, true),
  };
}

function filterFields({ asked }: CasesQuery, people: readonly string[], { t }: PageContext) {
  const option = (value: string, text: string, chosen: string): Option => ({
    value,
    text,
    selected: value === chosen,
  });
  const priority = String(asked.priority ?? '');
  const category = asked.category ?? '';
  const person = asked.assigned_to ?? '';
  const categories = new Set<string>([...caseCategories, ...(category === '' ? [] : [category])]);
  const names = new Set([...people, ...(person === '' || person === 'none' ? [] : [person])]);
  return {
    selects: [
      {
        name: 'priority',
        label: t('cases.field_priority'),
        options: [
          option('', t('cases.any_priority'), priority),
          ...casePriorities.map((word) => option(word, t(`cases.priority_${word}`), priority)),
        ],
      },
      {
        name: 'category',
        label: t('cases.field_category'),
        options: [
          option('', t('cases.any_category'), category),
          ...[...categories].map((word) => option(word, caseCategoryText(word, t), category)),
        ],
      },
      {
        name: 'assigned_to',
        label: t('cases.field_assigned_to'),
        options: [
          option('', t('cases.anybody'), person),
          option('none', t('cases.nobody'), person),
          ...[...names].map((name) => option(name, name, person)),
        ],
      },
    ],
    texts: [
      { name: 'tran_id', label: t('cases.field_tran_id'), value: asked.tran_id ?? '' },
      { name: 'q', label: t('cases.search'), value: asked.q ?? '' },
    ],
    days: [
      { name: 'created_after', label: t('cases.since'), value: asked.created_after ?? '' },
      { name: 'created_before', label: t('cases.before'), value: asked.created_before ?? '' },
    ],
  };
}

async function facetsOf(
  parts: Parts,
  query: CasesQuery,
  { t, baseUrl }: PageContext,
): Promise<CasesView['facets']> {
  const counts = await countCasesByStatus(parts.db, { ...query.filter, statuses: [] });
  const sum = (names: readonly string[]) => names.reduce((all, name) => all + (counts.get(name) ?? 0), 0);
  const status = String(query.asked.status ?? '');
  const facet = (value: string, text: string, names: readonly string[]) => ({
    href: casesAddress(`${baseUrl}/cases`, query.asked, { status: value }),
    text,
    count: countText(sum(names)),
    current: status === value,
  });
  return [
    facet('', t('cases.unfinished'), unfinishedStatuses),
    ...caseStatuses.map((name) => facet(name, t(`cases.status_${name}`), [name])),
    facet('all', t('cases.all'), caseStatuses),
  ];
}

async function casesView(
  parts: Parts,
  query: CasesQuery,
  context: PageContext,
  twins: Twins,
): Promise<CasesView> {
  const { t, baseUrl, can } = context;
  const { asked, filter, cursor } = query;
  const path = `${baseUrl}/cases`;
  const found = await listCases(parts.db, filter, { limit: pageSize + 1, before: cursor });
  const rows = found.slice(0, pageSize);
  const users = await listUsers(parts.db);
  const people = users.filter(({ isActive }) => isActive).map(({ username }) => username);
  const facets = await facetsOf(parts, query, context);
  const { status, cursor: _cursor, ...filters } = asked;
  const isFiltered = Object.values(filters).some((value) => value !== undefined && String(value) !== '');
  const isEmpty = !isFiltered && facets.at(-1)?.count === countText(0);
  const make = can('denials_work') ? `${path}/new` : null;
  const last = rows.at(-1);
  return {
    twins,
    make,
    facets,
    hidden: status === undefined ? [] : [{ name: 'status', value: String(status) }],
    ...filterFields(query, people, context),
    clear: isFiltered
      ? casesAddress(path, {}, { status: status === undefined ? null : String(status) })
      : null,
    rows: rows.map((row) => caseLine(row, context)),
    blank:
      rows.length > 0
        ? null
        : {
            icon: 'list',
            title: isEmpty ? t('cases.none') : t('cases.none_found'),
            text: isEmpty ? t('cases.none_more') : t('cases.none_found_more'),
            actions: isEmpty
              ? make === null
                ? []
                : [{ href: make, text: t('cases.new'), main: true }]
              : [{ href: `${path}?status=all`, text: t('cases.all'), main: false }],
          },
    pager: {
      text: t('cases.shown', {
        shown: countText(rows.length),
        total: countText(await countCases(parts.db, filter)),
      }),
      previous: cursor === null ? null : casesAddress(path, asked),
      next: found.length > pageSize && last ? casesAddress(path, asked, { cursor: String(last.id) }) : null,
    },
  };
}

/** What is to follow up, and who has it? */
export const casesPage: Route = {
  method: 'get',
  path: '/cases',
  permission: 'denials_read',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const query = readCasesQuery(req);
    const twins = twinsOf(`${context.baseUrl}/cases`, req.query, context.can('denials_export'));
    await sendPage(res, 'cases', await casesView(parts, query, context, twins));
  },
};

/** Without the ways to reach reporters: those stand in exports. */
export function caseTwin(row: StoredCase): object {
  const { reporter_phone: _phone, reporter_email: _email, ...shown } = caseJson(row);
  return shown;
}

export const casesJson: Route = {
  method: 'get',
  path: '/cases.json',
  permission: 'denials_read',
  handle: (parts) => async (req, res) => {
    const { filter, cursor } = readCasesQuery(req);
    const rows = await listCases(parts.db, filter, { limit: 500, before: cursor });
    res.json({
      rows: rows.map(caseTwin),
      total: await countCases(parts.db, filter),
      as_of: parts.now().toISOString(),
      next_cursor: rows.length === 500 ? String(rows.at(-1)?.id ?? '') : null,
    });
  },
};

/** All cases of the filter, with how reporters are reached; an import takes the file again. */
export const casesCsv: Route = {
  method: 'get',
  path: '/cases.csv',
  permission: 'denials_export',
  handle: (parts) => async (req, res) => {
    const { filter, asked } = readCasesQuery(req);
    const { cursor: _cursor, ...recorded } = asked;
    await sendRows(parts, req, res, { subject: 'cases', filter: { ...recorded, format: 'csv' } }, (target) =>
      exportCases(parts, { filter, format: 'csv' }, target),
    );
  },
};
