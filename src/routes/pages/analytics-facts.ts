import type { Queryable } from '../../db/db.js';
import { AppError } from '../../domain/errors.js';
import { answerBy } from '../../figures/answer-by.js';
import { claimsSummary, summaryFields } from '../../figures/claims-summary.js';
import {
  defineFigure,
  type Figure,
  type FigureAnswer,
  type FigureQuestion,
  isQuotient,
} from '../../figures/figure.js';
import type { FigureFilter } from '../../figures/figure-filter.js';
import { figureByName } from '../../figures/index.js';
import { pending } from '../../figures/pending.js';
import { reimbursementFields } from '../../figures/reimbursement-rate.js';
import { type AnalyticsQuestion, type AnalyticsSection, analyticsQuestions } from './analytics-questions.js';

/** One part of an answer, as the figure states it; `refused` where it cannot honour the filter. */
export interface SectionFacts {
  readonly section: AnalyticsSection;
  readonly figure: Figure;
  readonly question: FigureQuestion;
  readonly answer: FigureAnswer | null;
  readonly refused: AppError | null;
}

/** Claims summary as pages show it: with its rate, and without patients, who cost more to count than all the rest. */
const moneyFigure = defineFigure({
  ...claimsSummary,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'denied', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'reimbursed', kind: 'baht' },
    { name: 'reimbursed_rate', kind: 'rate' },
    { name: 'loss', kind: 'baht' },
  ],
  answer: (db, question) =>
    answerBy(db, 'claims-summary', question, (sums) => ({
      ...summaryFields(sums),
      reimbursed_rate: reimbursementFields(sums).rate,
    })),
});

export function analyticsFigure(name: string): Figure | null {
  return name === 'claims-summary' ? moneyFigure : figureByName(name);
}

/** Questions of which a figure is known, with the parts that have theirs. */
export function knownQuestions(): readonly AnalyticsQuestion[] {
  return analyticsQuestions
    .map((question) => ({
      ...question,
      sections: question.sections.filter(({ figure, by }) => analyticsFigure(figure)?.by.includes(by)),
    }))
    .filter(({ sections }) => sections.length > 0);
}

/** A question by its name, or a figure with what it is split by, e.g. `denial-rate-by-fund`; alone by its first split. */
export function questionByName(name: string): AnalyticsQuestion | null {
  const known = knownQuestions().find((question) => question.name === name);
  if (known) return known;
  const [figureName = '', by] = name.split('-by-');
  const figure = analyticsFigure(figureName);
  const split = by === undefined ? figure?.by[0] : figure?.by.find((one) => one === by);
  if (figure === null || split === undefined) return null;
  const money = figure.fields.find(({ kind }) => kind === 'baht') ?? figure.fields[0];
  const rateField = figure.fields.find(({ kind }) => isQuotient(kind));
  const measure = (rateField ?? money)?.name ?? 'claims';
  const tone = /deni|loss|lost|cut/.test(`${figureName} ${measure}`) ? 'denied' : 'rep';
  return { name, icon: 'chart', sections: [{ figure: figureName, by: split, measure, tone }] };
}

/** Without a date what waits would be of all years, under a bar that shows this one. */
const shownFilter = (figure: Figure, filter: FigureFilter): FigureFilter =>
  figure.name === pending.name ? { ...filter, noDate: false } : filter;

/** Asks each figure by each split once, however many parts show it. */
export function sectionReader(db: Queryable, asked: Omit<FigureQuestion, 'by'>) {
  const answers = new Map<string, Promise<FigureAnswer>>();
  return async (section: AnalyticsSection): Promise<SectionFacts> => {
    const known = analyticsFigure(section.figure);
    if (known === null) throw new TypeError(`no figure ${section.figure}`);
    const { fields, by } = section;
    const figure = fields
      ? { ...known, fields: known.fields.filter(({ name }) => fields.includes(name)) }
      : known;
    const question = { ...asked, filter: shownFilter(figure, asked.filter), by, ...(fields && { fields }) };
    const key = `${figure.name}/${by}/${fields?.join() ?? ''}`;
    const answer = answers.get(key) ?? figure.answer(db, question);
    answers.set(key, answer);
    try {
      return { section, figure, question, answer: await answer, refused: null };
    } catch (error) {
      // Another number than the one asked for would be wrong; the page says why there is none.
      const codes: readonly string[] = ['filter_not_applicable', 'filter_invalid'];
      if (error instanceof AppError && codes.includes(error.code))
        return { section, figure, question, answer: null, refused: error };
      throw error;
    }
  };
}
