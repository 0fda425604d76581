import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import {
  bedsIn,
  type Figure,
  type FigureAnswer,
  type FigureRow,
  fieldKinds,
  figureSplits,
} from '../../figures/figure.js';
import { filterNames, readFigureFilter } from '../../figures/figure-filter.js';
import { fileColumns } from '../../figures/file-columns.js';
import { figureByName, figures } from '../../figures/index.js';
import { type Asked, apiRoute, csvApiRoute } from '../api-route.js';
import type { Parts } from '../parts.js';
import { readerOf } from '../reader.js';
import { sendFigureCsv } from '../send-csv.js';

const words = z.object({ th: z.string(), en: z.string() });

const listAnswer = z.object({
  figures: z.array(
    z.object({
      name: z.string(),
      title: words,
      definition: words,
      by: z.array(z.enum(figureSplits)).describe('The first is taken where none is asked'),
      filters: z.array(z.enum(filterNames)).describe('Any other filter is refused'),
      fields: z.array(z.object({ name: z.string(), kind: z.enum(fieldKinds) })),
    }),
  ),
});

export const figureList = apiRoute({
  method: 'get',
  path: '/figures',
  scope: 'claims:read',
  permission: 'figures',
  summary: 'Every figure with its definition, what it can be split and filtered by, and its fields',
  answer: listAnswer,
  answerWith: async () => ({
    figures: figures.map(({ name, title, definition, by, filters, fields }) => ({
      name,
      title,
      definition,
      by,
      filters,
      fields,
    })),
  }),
});

const text = z.string().max(255).optional();
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The filter names of pages, exports and the command line; what they mean is read by figures/. */
const question = z.object({
  fiscal_year: text.describe('Buddhist Era, e.g. 2569; not together with from and to'),
  from: text.describe('First service day, Gregorian YYYY-MM-DD'),
  to: text.describe('Service day that is no longer counted, Gregorian YYYY-MM-DD'),
  scheme: text.describe('Schemes with commas between, e.g. ucs,ofc'),
  kind: text.describe('op, ip, orf, with commas between'),
  fund: text,
  service_type: text,
  hospital: text.describe('Hospital in the name of the REP file'),
  error_code: text,
  status: text.describe('passed or denied'),
  drg: text,
  referrer: text.describe('Hospital that referred the patient (HREF)'),
  drug: text.describe('Claims of which this drug was cut, by its key in items-cut; any = whichever'),
  instrument: text.describe('The same of an instrument'),
  deny_code: text.describe('Claims with an item refused by this code; any = whichever'),
  zero_reason: text.describe('Claims with an item paid with nothing for this reason; any = whichever'),
  weekday: text.describe('Day of the week of the service date, 1 = Monday to 7 = Sunday'),
  main_hospital: text.describe('Hospital where the patient is registered (HMAIN); none = not named'),
  treating: text.describe('Unit that treated (HCODE of the row); none = not named'),
  sent_late: text.describe(
    'Per cent paid for being sent late (PS), e.g. 95; yes = below 100, no = 100 or more, any = stated, none = not stated',
  ),
  stay: text.describe('Days of an inpatient’s stay, e.g. 0, 4-7, 31+; any = known, none = not known'),
  payment_column: text.describe(
    'Claims with an amount in this payment column of the REP, e.g. iphc, as the figure payment-columns names them; any = whichever',
  ),
  first_passed: text.describe('yes or no: whether the first version passed'),
  appealed: text.describe('yes or no: whether a version came with an appeal workbook'),
  adjrw: text.describe('yes or no: whether the claim states an AdjRW'),
  waiting_stm: text.describe(
    'all, 0-30, 31-60, 61-90, 90+ days since the REP, or unknown: passed and in no statement yet',
  ),
  state: text.describe(
    'What statements say of the claim: denied, waiting_stm, matched, part_paid, over, reversed, not_covered, needs_person, with commas between',
  ),
  undated: text.describe('with or only: claims without a service date'),
  by: z.enum(figureSplits).optional().describe('What the rows stand for; the figure has its own first one'),
});
type Question = Asked<typeof question, undefined>;

const figureAnswer = z.object({
  figure: z.string(),
  fiscal_year: z.number().int().optional().describe('Buddhist Era; absent where from or to was asked'),
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  by: z.enum(figureSplits),
  as_of: z.string().nullable().describe('When the newest imported file came in'),
  rows: z.array(z.object({ key: z.string(), label: z.string() }).catchall(value)),
  total: z.record(z.string(), value),
});

/** What a key of one hospital is answered: its own rows, and no figure that cannot tell hospitals apart. */
function hospitalOf(
  { filters }: Figure,
  asked: string | undefined,
  { hospital }: Caller,
): { readonly hospital?: string } {
  if (hospital === null) return {};
  if (!filters.includes('hospital') || (asked && asked !== hospital)) throw new AppError('not_found');
  return { hospital };
}

async function answer(
  parts: Parts,
  { query: { by: split, ...filter }, caller, param, res }: Question,
  name = param('name'),
): Promise<{ readonly figure: Figure; readonly answer: FigureAnswer }> {
  const asked = figureByName(name);
  if (asked === null) throw new AppError('not_found');
  const own = hospitalOf(asked, filter.hospital, caller);
  const by = split ?? asked.by[0];
  const now = parts.now();
  const { language } = readerOf(res);
  const ofHospital = bedsIn(await parts.settings.current());
  const question = { filter: readFigureFilter({ ...filter, ...own }, now), by, language, now, ...ofHospital };
  const told = await parts.db.snapshot((view) => asked.answer(view, question));
  return { figure: asked, answer: { ...told, as_of: told.as_of && bangkokInstant(told.as_of) } };
}

export const figure = apiRoute({
  method: 'get',
  path: '/figures/:name',
  scope: 'claims:read',
  permission: 'figures',
  summary: 'One figure over the current versions of claims; money is text with two decimals',
  query: question,
  answer: figureAnswer,
  answerWith: async (parts, asked) => (await answer(parts, asked)).answer,
});

/** The first figure under the name that other systems look for. */
export const claimSummary = apiRoute({
  method: 'get',
  path: '/claims/summary',
  scope: 'claims:read',
  permission: 'figures',
  summary: 'How many claims, and what they amount to: the figure claims-summary',
  query: question,
  answer: figureAnswer,
  answerWith: async (parts, asked) => (await answer(parts, asked, 'claims-summary')).answer,
});

/** The rows without the total, so that their columns may be summed. */
export const figureCsv = csvApiRoute({
  path: '/figures/:name.csv',
  scope: 'claims:read',
  permission: 'figures',
  summary: 'The rows of one figure as CSV (UTF-8 with BOM), as spreadsheets open it',
  query: question,
  async sendWith(parts, asked) {
    const { figure, answer: answered } = await answer(parts, asked);
    const filter = Object.fromEntries(Object.entries(asked.query).filter(([, given]) => given));
    const columns = fileColumns(figure, answered).map(({ name }) => ({
      name,
      value: (row: FigureRow) => row[name] ?? null,
    }));
    const recorded = { subject: figure.name, filter: { ...filter, by: answered.by } };
    await sendFigureCsv(parts, asked.res, recorded, columns, answered.rows);
  },
});
