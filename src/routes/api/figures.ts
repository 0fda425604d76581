import { z } from 'zod';
import type { Caller } from '../../domain/caller.js';
import { AppError } from '../../domain/errors.js';
import { bangkokInstant } from '../../domain/instant.js';
import { dayField, instantField } from '../../domain/json-fields.js';
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
import { wordsOf } from './claim-query.js';

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
  summary: {
    en: 'Every figure with its definition, what it can be split and filtered by, and its fields',
    th: 'ตัวเลขทุกตัว พร้อมนิยาม แยกและกรองตามอะไรได้ และฟิลด์ที่ตอบ',
  },
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

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The filter names of pages, exports and the command line; what they mean is read by figures/. */
const question = z.object({ ...wordsOf(filterNames), by: z.enum(figureSplits).optional() });
type Question = Asked<typeof question, undefined>;

const figureAnswer = z.object({
  figure: z.string(),
  fiscal_year: z.number().int().optional().describe('Buddhist Era; absent where from or to was asked'),
  from: dayField.nullable().optional(),
  to: dayField.nullable().optional(),
  by: z.enum(figureSplits),
  as_of: instantField.nullable().describe('When the newest imported file came in'),
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
  summary: {
    en: 'One figure over the current versions of claims; money is text with two decimals',
    th: 'ตัวเลขหนึ่งตัวจากฉบับปัจจุบันของเคลม จำนวนเงินเป็นข้อความทศนิยมสองตำแหน่ง',
  },
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
  summary: {
    en: 'How many claims, and what they amount to: the figure claims-summary',
    th: 'จำนวนเคลมและยอดเงิน คือตัวเลข claims-summary',
  },
  query: question,
  answer: figureAnswer,
  answerWith: async (parts, asked) => (await answer(parts, asked, 'claims-summary')).answer,
});

/** The rows without the total, so that their columns may be summed. */
export const figureCsv = csvApiRoute({
  path: '/figures/:name.csv',
  scope: 'claims:read',
  permission: 'figures',
  summary: {
    en: 'The rows of one figure as CSV (UTF-8 with BOM), as spreadsheets open it',
    th: 'แถวของตัวเลขหนึ่งตัวเป็น CSV (UTF-8 มี BOM) เปิดด้วยโปรแกรมตารางได้',
  },
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
