import type { Config } from '../../config.js';
import type { Queryable } from '../../db/db.js';
import type { Language } from '../../domain/errors.js';
import { satangOf } from '../../domain/satang.js';
import { dayOf, instantOfClock } from '../../domain/thai-date.js';
import { addedBy } from '../../figures/add-claim-sums.js';
import { asksStatements, dataAsOf } from '../../figures/answer-by.js';
import { allMeasures, type ClaimMeasures, type Measure } from '../../figures/claim-measures.js';
import { measuresBy, measuresByAll, measuresInAll } from '../../figures/claim-sums.js';
import { type ClaimsCame, claimsCameSince } from '../../figures/claims-came.js';
import { bedsIn } from '../../figures/figure.js';
import type { FigureFilter } from '../../figures/figure-filter.js';
import { bedsOf } from '../../figures/per-bed.js';
import { type Attention, findNewsSince, hasClaims, type NewsSince } from '../../store/attention.js';
import { type ImportedFileRow, newestFiles } from '../../store/imported-file-list.js';
import { type ErrorCodeText, errorCodeTexts } from '../../store/master-data.js';
import { type Completeness, readCompleteness } from '../completeness-mark.js';
import { type FilterChoices, readFilterChoices } from '../figure-filter-bar.js';
import { type PeriodSums, readPeriodSums } from '../period-sums.js';
import { type SectionFacts, sectionReader } from './analytics-facts.js';
import { mostFirst, mostRows } from './dashboard-ranks.js';

/** Groups with the measures that a list of them shows. */
type Groups<Name extends Measure = Measure> = ReadonlyMap<string, Pick<ClaimMeasures, Name>>;

const ofCode = ['claims', 'claimed'] as const;
const ofDrg = ['adjrw', 'adjrwClaims'] as const;

/** Everything the overview is made of, as the database states it. */
export interface DashboardFacts {
  readonly filter: FigureFilter;
  readonly beds: BedsShown;
  readonly hasClaims: boolean;
  readonly choices: FilterChoices;
  readonly period: PeriodSums;
  /** Claims without a service date, asked for or not. */
  readonly undated: number;
  readonly schemes: Groups;
  readonly kinds: Groups;
  readonly drgs: Groups<(typeof ofDrg)[number]>;
  /** Denied claims by code. */
  readonly codes: Groups<(typeof ofCode)[number]>;
  /** What waits for NHSO, by age; null where so many claims would have to be read that the page would wait too. */
  readonly pending: SectionFacts | null;
  /** When the newest file came in; null before the first. */
  readonly asOf: string | null;
  readonly completeness: Completeness | null;
  /** As filters have it. */
  readonly newsSince: string;
  readonly news: NewsSince;
  readonly came: ClaimsCame;
  readonly attention: Attention;
  readonly files: readonly ImportedFileRow[];
  /** What NHSO's list says of the codes that are shown. */
  readonly codeTexts: ReadonlyMap<string, ErrorCodeText>;
}

/** HOSPITAL_BEDS, null where it is not set, and as far as the claims of the period and of last year are of that hospital. */
export interface BedsShown {
  readonly set: number | null;
  readonly now: number | null;
  readonly before: number | null;
}

interface DashboardQuestion {
  readonly filter: FigureFilter;
  readonly language: Language;
  readonly now: Date;
  /** What waits for a person, as the frame of the page reads it too. */
  readonly attention: Promise<Attention>;
  readonly settings: Promise<Pick<Config, 'HOSPITAL_BEDS' | 'HOSPITAL_CODE'>>;
}

/** Side by side where nothing waits for another answer: each question is quick, but they are many. */
export async function readDashboardFacts(
  db: Queryable,
  question: DashboardQuestion,
): Promise<DashboardFacts> {
  const { filter, now } = question;
  const newsSince = yesterdayAtEight(now);
  const [sums, codes, drgs, choices, asOf, completeness, news, came, files] = await Promise.all([
    readSums(db, question),
    readCodes(db, filter),
    readDrgs(db, filter),
    readFilterChoices(db, filter),
    dataAsOf(db, asksStatements(filter)),
    question.settings.then((settings) => readCompleteness(db, { filter, now, ...bedsIn(settings) })),
    findNewsSince(db, instantOfClock(newsSince) ?? now),
    claimsCameSince(db, newsSince),
    newestFiles(db, 5),
  ]);
  const [attention, settings] = await Promise.all([question.attention, question.settings]);
  const beds = await readBeds(db, filter, sums.period, { ...bedsIn(settings), now });
  const claims = choices.fiscalYears.length > 0 || (await hasClaims(db));
  return {
    ...{
      filter,
      beds,
      hasClaims: claims,
      choices,
      drgs,
      asOf,
      completeness,
      newsSince,
      news,
      came,
      attention,
      files,
    },
    ...sums,
    ...codes,
  };
}

async function readBeds(
  db: Queryable,
  filter: FigureFilter,
  { compared }: PeriodSums,
  own: ReturnType<typeof bedsIn> & { readonly now: Date },
): Promise<BedsShown> {
  const [now, before] = await Promise.all([
    bedsOf(db, { filter, ...own }),
    compared === null ? null : bedsOf(db, { filter: compared.before.filter, ...own }),
  ]);
  return { set: own.beds, now, before };
}

async function readSums(db: Queryable, { filter, language, now }: DashboardQuestion) {
  const cells = await measuresByAll(db, filter, ['month', 'scheme', 'kind'], allMeasures);
  const period = await readPeriodSums(db, filter, now, cells);
  const [undated, pending] = await Promise.all([
    period.undated?.claims ?? countUndated(db, filter),
    readPending(db, filter, { period, language, now }),
  ]);
  const by = (split: 'scheme' | 'kind') => addedBy(cells, split, allMeasures);
  return { schemes: by('scheme'), kinds: by('kind'), period, undated, pending };
}

async function readCodes(
  db: Queryable,
  filter: FigureFilter,
): Promise<Pick<DashboardFacts, 'codes' | 'codeTexts'>> {
  // Codes are counted of denied claims: those that passed have none.
  if (filter.status === 'passed') return { codes: new Map(), codeTexts: new Map() };
  const codes = await measuresBy(db, { ...filter, status: 'denied' }, 'error_code', ofCode);
  const shown = mostFirst(codes, ({ claimed }) => satangOf(claimed))
    .map(([code]) => code)
    .filter((code) => code !== '')
    .slice(0, mostRows);
  return { codes, codeTexts: await errorCodeTexts(db, shown) };
}

/** Of inpatients alone, as the figure case-mix counts. */
async function readDrgs(db: Queryable, filter: FigureFilter): Promise<DashboardFacts['drgs']> {
  if (filter.kinds.length > 0 && !filter.kinds.includes('ip')) return new Map();
  return await measuresBy(db, { ...filter, kinds: ['ip'] }, 'drg', ofDrg);
}

/** Claims that can be looked through one by one while somebody waits for the page. */
const mostToLookThrough = 60_000;

async function readPending(
  db: Queryable,
  filter: FigureFilter,
  { period, language, now }: { readonly period: PeriodSums; readonly language: Language; readonly now: Date },
): Promise<SectionFacts | null> {
  return period.total.claims > mostToLookThrough ? null : await readWaiting(db, filter, { language, now });
}

/** What waits by age, however many claims have to be looked through. */
export async function readWaiting(
  db: Queryable,
  filter: FigureFilter,
  { language, now }: Pick<DashboardQuestion, 'language' | 'now'>,
): Promise<SectionFacts> {
  const read = sectionReader(db, { filter, language, now });
  return await read({ figure: 'pending', by: 'age', measure: 'amount', tone: 'rep' });
}

async function countUndated(db: Queryable, filter: FigureFilter): Promise<number> {
  const undated = { ...filter, fiscalYear: null, from: null, to: null, undated: 'only' } as const;
  return (await measuresInAll(db, undated, ['claims'])).claims;
}

/** Of the day before, by clocks in Thailand. */
function yesterdayAtEight(now: Date): string {
  return `${dayOf(new Date(now.getTime() - 86_400_000))}T08:00`;
}
