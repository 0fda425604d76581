import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { figureBys } from '../../figures/figure.js';
import { readFigureFilter } from '../../figures/figure-filter.js';
import { figureByName, figures } from '../../figures/index.js';
import { apiRoute } from '../api-route.js';
import { readerOf } from '../reader.js';

const words = z.object({ th: z.string(), en: z.string() });

const listAnswer = z.object({
  figures: z.array(
    z.object({
      name: z.string(),
      title: words,
      definition: words,
      by: z.array(z.enum(figureBys)),
      fields: z.array(z.object({ name: z.string(), kind: z.enum(['count', 'baht', 'rate']) })),
    }),
  ),
});

export const figureList = apiRoute({
  method: 'get',
  path: '/api/v1/figures',
  permission: 'figures',
  summary: 'Every figure with its definition, what it can be split by, and its fields',
  answer: listAnswer,
  answerWith: async () => ({
    figures: figures.map(({ name, title, definition, by, fields }) => ({
      name,
      title,
      definition,
      by,
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
  hospital: text,
  error_code: text,
  status: text.describe('passed or denied'),
  by: z.enum(figureBys).default('month').describe('What the rows stand for'),
});

const figureAnswer = z.object({
  figure: z.string(),
  fiscal_year: z.number().int().optional().describe('Buddhist Era; absent where from or to was asked'),
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  by: z.enum(figureBys),
  as_of: z.string().nullable().describe('When the newest imported file came in'),
  rows: z.array(z.object({ key: z.string(), label: z.string() }).catchall(value)),
  total: z.record(z.string(), value),
});

export const figure = apiRoute({
  method: 'get',
  path: '/api/v1/figures/:name',
  permission: 'figures',
  summary: 'One figure over the current versions of claims; money is text with two decimals',
  query: question,
  answer: figureAnswer,
  async answerWith(parts, { query: { by, ...filter }, param, res }) {
    const asked = figureByName(param('name'));
    if (asked === null) throw new AppError('not_found');
    if (!asked.by.includes(by)) throw new AppError('invalid_parameter', { name: 'by' });
    const now = parts.now();
    const { language } = readerOf(res);
    return await asked.answer(parts.db, { filter: readFigureFilter(filter, now), by, language, now });
  },
});
