import type { Request, Response } from 'express';
import type { Queryable } from '../../db/db.js';
import { AppError } from '../../domain/errors.js';
import { asksStatements, dataAsOf } from '../../figures/answer-by.js';
import { measuresInAll } from '../../figures/claim-sums.js';
import { bedsIn, type FigureQuestion } from '../../figures/figure.js';
import { readFigureFilter } from '../../figures/figure-filter.js';
import { readCompleteness } from '../completeness-mark.js';
import { readFilterChoices } from '../figure-filter-bar.js';
import { pageContext, twinsOf } from '../page-context.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import type { Route } from '../route.js';
import { sendPage } from '../send-page.js';
import { knownQuestions, questionByName, type SectionFacts, sectionReader } from './analytics-facts.js';
import type { AnalyticsQuestion } from './analytics-questions.js';
import { type AnalyticsFacts, analyticsIndexView, analyticsView } from './analytics-view.js';

/** What every figure of the page is asked. */
export async function askedOf(
  parts: Parts,
  req: Request,
  res: Response,
): Promise<Omit<FigureQuestion, 'by'>> {
  const now = parts.now();
  const settings = await parts.settings.current();
  return {
    filter: readFigureFilter(req.query, now),
    language: readerOf(res).language,
    now,
    ...bedsIn(settings),
  };
}

async function readFacts(
  db: Queryable,
  asked: Pick<FigureQuestion, 'filter' | 'now' | 'ownHospital'>,
): Promise<AnalyticsFacts> {
  const { filter } = asked;
  const undated = { ...filter, fiscalYear: null, from: null, to: null, undated: 'only' } as const;
  return {
    filter,
    choices: await readFilterChoices(db, filter),
    undated: filter.undated === 'with' ? (await measuresInAll(db, undated, ['claims'])).claims : 0,
    completeness: await readCompleteness(db, asked),
    asOf: await dataAsOf(db, asksStatements(filter)),
  };
}

export async function readSections(
  db: Queryable,
  question: AnalyticsQuestion,
  asked: Omit<FigureQuestion, 'by'>,
): Promise<SectionFacts[]> {
  const read = sectionReader(db, asked);
  const facts = await Promise.all(question.sections.map((section) => read(section)));
  return facts.filter(({ section, answer }) => !section.several || (answer?.rows.length ?? 0) > 1);
}

/** The questions that the figures answer, each with its answer in a sentence. */
export async function readLeads(db: Queryable, asked: Omit<FigureQuestion, 'by'>) {
  const read = sectionReader(db, asked);
  const leads = knownQuestions().map(async (question) => {
    const [first] = question.sections;
    return { question, lead: question.slow || !first ? null : await read(first) };
  });
  return await Promise.all(leads);
}

export const analyticsPage: Route = {
  method: 'get',
  path: '/analytics',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const asked = await askedOf(parts, req, res);
    const { facts, leads } = await parts.sums.ofOneMoment(parts.db, async (view) => ({
      facts: await readFacts(view, asked),
      leads: await readLeads(view, asked),
    }));
    const twins = twinsOf(`${context.baseUrl}/analytics`, req.query, true);
    await sendPage(res, 'analytics', analyticsIndexView(facts, leads, context, twins));
  },
};

export function questionOf(req: Request): AnalyticsQuestion {
  const question = questionByName(String(req.params.question));
  if (question === null) throw new AppError('not_found');
  return question;
}

/** One question, or one figure split by something, e.g. `/analytics/denials` and `/analytics/denial-rate-by-fund`. */
export const analyticsQuestionPage: Route = {
  method: 'get',
  path: '/analytics/:question',
  permission: 'figures',
  handle: (parts) => async (req, res) => {
    const context = pageContext(parts, res);
    const question = questionOf(req);
    const asked = await askedOf(parts, req, res);
    const { facts, sections } = await parts.sums.ofOneMoment(parts.db, async (view) => {
      const answers = await readSections(view, question, asked);
      const asOf = answers.find(({ answer }) => answer !== null)?.answer?.as_of;
      const common = await readFacts(view, asked);
      return { facts: { ...common, asOf: asOf ?? common.asOf }, sections: answers };
    });
    const twins = twinsOf(`${context.baseUrl}/analytics/${question.name}`, req.query, true);
    const view = analyticsView(facts, { question, questions: knownQuestions(), sections }, context, twins);
    await sendPage(res, 'analytics-question', view);
  },
};
