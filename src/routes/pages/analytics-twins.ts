import type { Response } from 'express';
import type { FigureFilter } from '../../figures/figure-filter.js';
import { askedQuery } from '../figure-address.js';
import { pageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import type { Route } from '../route.js';
import { type CsvValue, sendFigureCsv } from '../send-csv.js';
import { askedOf, questionOf, readLeads, readSections } from './analytics.js';
import type { SectionFacts } from './analytics-facts.js';
import { leadText } from './analytics-view.js';

type Row = Readonly<Record<string, CsvValue | undefined>>;

/** Every row of every figure of a question; which figure and split it is of stands in front. */
function rowsOf(sections: readonly SectionFacts[]): Row[] {
  return answered(sections).flatMap(({ section, answer }) =>
    answer.rows.map((row) => ({ figure: section.figure, by: section.by, ...row })),
  );
}

/** One section may show another measure of the same figure; its rows are the same and stand once. */
function answered(sections: readonly SectionFacts[]) {
  const seen = new Set<string>();
  return sections.flatMap(({ section, answer }) => {
    const key = `${section.figure}/${section.by}`;
    if (answer === null || seen.has(key)) return [];
    seen.add(key);
    return [{ section, answer }];
  });
}

async function sendRows(
  parts: Parts,
  res: Response,
  subject: string,
  { filter }: { readonly filter: FigureFilter },
  rows: readonly Row[],
): Promise<void> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = (names.length === 0 ? ['figure', 'by', 'key', 'label'] : names).map((column) => ({
    name: column,
    value: (row: Row) => row[column] ?? null,
  }));
  await sendFigureCsv(parts, res, { subject, filter: askedQuery(filter) }, columns, rows);
}

export const analyticsQuestionJson: Route = {
  method: 'get',
  path: '/analytics/:question.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const question = questionOf(req);
    const asked = await askedOf(parts, req, res);
    const sections = await parts.sums.ofOneMoment(parts.db, (view) => readSections(view, question, asked));
    const totals = answered(sections).map(({ section, answer }) => ({
      figure: section.figure,
      by: section.by,
      ...answer.total,
    }));
    const as_of = sections.find(({ answer }) => answer !== null)?.answer?.as_of ?? null;
    res.json({ rows: rowsOf(sections), total: totals, as_of, next_cursor: null });
  },
};

export const analyticsQuestionCsv: Route = {
  method: 'get',
  path: '/analytics/:question.csv',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const question = questionOf(req);
    const asked = await askedOf(parts, req, res);
    const sections = await parts.sums.ofOneMoment(parts.db, (view) => readSections(view, question, asked));
    await sendRows(parts, res, `analytics-${question.name}`, asked, rowsOf(sections));
  },
};

export const analyticsJson: Route = {
  method: 'get',
  path: '/analytics.json',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const asked = await askedOf(parts, req, res);
    const leads = await parts.sums.ofOneMoment(parts.db, (view) => readLeads(view, asked));
    const rows = leads.map(({ question, lead }) => leadRow(question.name, lead, context));
    const as_of = leads.find(({ lead }) => lead?.answer)?.lead?.answer?.as_of ?? null;
    res.json({ rows, total: rows.length, as_of, next_cursor: null });
  },
};

export const analyticsCsv: Route = {
  method: 'get',
  path: '/analytics.csv',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const asked = await askedOf(parts, req, res);
    const leads = await parts.sums.ofOneMoment(parts.db, (view) => readLeads(view, asked));
    const rows = leads.map(({ question, lead }) => leadRow(question.name, lead, context));
    await sendRows(parts, res, 'analytics', asked, rows);
  },
};

function leadRow(name: string, lead: SectionFacts | null, context: ReturnType<typeof pageContext>): Row {
  return {
    question: name,
    title: context.t(`analytics.question_${name}`),
    answer: lead === null ? null : leadText(lead, context),
    figure: lead?.section.figure ?? null,
    by: lead?.section.by ?? null,
    measure: lead?.section.measure ?? null,
    total: lead?.answer?.total[lead.section.measure] ?? null,
  };
}
