import { instantText } from '../../domain/thai-date.js';
import type { FigureFilter } from '../../figures/figure-filter.js';
import { type Completeness, type CompletenessMark, completenessMark } from '../completeness-mark.js';
import { askedQuery } from '../figure-address.js';
import { type FilterBar, type FilterChoices, figureFilterBar } from '../figure-filter-bar.js';
import { addressWith, type PageContext, type Twins } from '../page-context.js';
import { analyticsFigure, type SectionFacts } from './analytics-facts.js';
import type { AnalyticsQuestion } from './analytics-questions.js';
import { type SectionView, sectionView } from './analytics-section.js';
import { sentenceOf } from './analytics-words-of.js';

export interface AnalyticsFacts {
  readonly filter: FigureFilter;
  readonly choices: FilterChoices;
  readonly undated: number;
  readonly completeness: Completeness | null;
  readonly asOf: string | null;
}

interface Head {
  readonly asOf: { readonly iso: string; readonly text: string } | null;
  readonly completeness: CompletenessMark | null;
  readonly twins: Twins;
  readonly bar: FilterBar;
}

export interface AnalyticsIndexView extends Head {
  readonly answers: readonly {
    readonly icon: string;
    readonly title: string;
    readonly sentence: string;
    readonly href: string;
  }[];
}

export interface AnalyticsView extends Head {
  readonly title: string;
  readonly sentence: string;
  readonly back: string;
  /** The other questions, under the same filter. */
  readonly others: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  /** Where the page is of one figure: what else it can be split by. */
  readonly splits: readonly { readonly text: string; readonly href: string; readonly current: boolean }[];
  readonly sections: readonly SectionView[];
}

export function analyticsIndexView(
  facts: AnalyticsFacts,
  answers: readonly { readonly question: AnalyticsQuestion; readonly lead: SectionFacts | null }[],
  context: PageContext,
  twins: Twins,
): AnalyticsIndexView {
  const { t, baseUrl } = context;
  return {
    ...headOf(`${baseUrl}/analytics`, facts, context, twins),
    answers: answers.map(({ question, lead }) => ({
      icon: question.icon,
      title: t(`analytics.question_${question.name}`),
      sentence: leadText(lead, context),
      href: addressWith(`${baseUrl}/analytics/${question.name}`, askedQuery(facts.filter)),
    })),
  };
}

export function analyticsView(
  facts: AnalyticsFacts,
  about: {
    readonly question: AnalyticsQuestion;
    readonly questions: readonly AnalyticsQuestion[];
    readonly sections: readonly SectionFacts[];
  },
  context: PageContext,
  twins: Twins,
): AnalyticsView {
  const { question, questions, sections } = about;
  const { t, baseUrl, language } = context;
  const values = askedQuery(facts.filter);
  const [first] = sections;
  const known = questions.some(({ name }) => name === question.name);
  const figure = known ? null : analyticsFigure(question.sections[0]?.figure ?? '');
  const address = (name: string) => addressWith(`${baseUrl}/analytics/${name}`, values);
  return {
    ...headOf(`${baseUrl}/analytics/${question.name}`, facts, context, twins),
    title: figure?.title[language] ?? t(`analytics.question_${question.name}`),
    sentence: first === undefined ? '' : (first.refused?.text(language) ?? sentenceOf(first, context)),
    back: addressWith(`${baseUrl}/analytics`, values),
    others: questions.map(({ name }) => ({
      text: t(`analytics.question_${name}`),
      href: address(name),
      current: name === question.name,
    })),
    splits:
      figure?.by.map((by) => ({
        text: t(`analytics.head_${by}`),
        href: address(`${figure.name}-by-${by}`),
        current: by === question.sections[0]?.by,
      })) ?? [],
    sections: sections.map((section) => sectionView(section, context, !known)),
  };
}

/** The answer of a question; one that takes longer waits on its page. */
export function leadText(lead: SectionFacts | null, context: PageContext): string {
  if (lead === null) return context.t('analytics.on_its_page');
  return lead.refused?.text(context.language) ?? sentenceOf(lead, context);
}

function headOf(
  action: string,
  { filter, choices, undated, completeness, asOf }: AnalyticsFacts,
  context: PageContext,
  twins: Twins,
): Head {
  return {
    asOf: asOf === null ? null : { iso: asOf, text: instantText(asOf, context.language) },
    completeness: completenessMark(completeness, context),
    twins,
    bar: figureFilterBar(action, { filter, choices, undated }, context),
  };
}
