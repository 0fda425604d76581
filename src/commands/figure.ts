import { AppError } from '../domain/errors.js';
import {
  checkFilter,
  type Figure,
  type FigureAnswer,
  type FigureSplit,
  type FigureValue,
} from '../figures/figure.js';
import { type FigureFilter, readFigureFilter } from '../figures/figure-filter.js';
import { figureByName, figures } from '../figures/index.js';
import { readBuddhistYear, readDay, readLanguage } from './arguments.js';
import { defineCommand, jsonOption, languageOption, type Terminal, UsageError } from './command.js';
import { withProgram } from './open-program.js';

function readBy(text: string | null, known: Figure['by']): FigureSplit {
  if (text === null) return known[0];
  const by = known.find((name) => name === text);
  if (by) return by;
  throw new UsageError({
    th: `--by ${text} ใช้กับตัวเลขนี้ไม่ได้ · ที่ใช้ได้ ${known.join(', ')}`,
    en: `--by ${text} does not fit this figure. It takes ${known.join(', ')}`,
  });
}

/** What the filter or the figure refuses is wrong usage here. */
function readFilter(figure: Figure, query: Readonly<Record<string, unknown>>, now: Date): FigureFilter {
  try {
    const filter = readFigureFilter(query, now);
    checkFilter(figure, filter);
    return filter;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new UsageError({ th: error.text('th'), en: error.text('en') });
  }
}

function chosenFigure(name: string) {
  const figure = figureByName(name);
  if (figure) return figure;
  const names = figures.map((known) => known.name).join(', ');
  throw new UsageError({
    th: `ไม่มีตัวเลข ${name} · ที่มีคือ ${names}`,
    en: `There is no figure ${name}. Known are ${names}`,
  });
}

/** A table for the eye, columns as wide as their longest value. */
function printTable(answer: FigureAnswer, terminal: Terminal): void {
  const names = ['key', ...Object.keys(answer.total).filter((name) => name !== 'key')];
  const text = (value: FigureValue | undefined) =>
    value === null || value === undefined ? '-' : String(value);
  const rows = [...answer.rows, { ...answer.total, key: 'total' }].map((row) =>
    names.map((name) => text((row as Readonly<Record<string, FigureValue>>)[name])),
  );
  const widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  terminal.print(line(names));
  for (const row of rows) terminal.print(line(row));
}

export const figure = defineCommand({
  name: 'figure',
  does: {
    th: `ตอบตัวเลขหนึ่งตัว แยกตามเดือน สิทธิ กองทุน … · ที่มี: ${figures.map(({ name }) => name).join(', ')}`,
    en: `Answer one figure, by month, scheme, fund … Known: ${figures.map(({ name }) => name).join(', ')}`,
  },
  words: { name: 'NAME', least: 1, most: 1 },
  options: {
    'fiscal-year': {
      type: 'string',
      value: 'YEAR',
      help: { th: 'ปีงบประมาณ พ.ศ. (ปริยาย ปีนี้)', en: 'fiscal year of the Buddhist Era (this year if absent)' },
    },
    from: {
      type: 'string',
      value: 'DAY',
      help: { th: 'วันที่รับบริการตั้งแต่', en: 'service day from, YYYY-MM-DD' },
    },
    to: { type: 'string', value: 'DAY', help: { th: 'ถึงก่อนวันที่', en: 'up to, not including, YYYY-MM-DD' } },
    scheme: {
      type: 'string',
      multiple: true,
      value: 'CODES',
      help: { th: 'สิทธิ', en: 'schemes, e.g. ucs,ofc' },
    },
    kind: { type: 'string', multiple: true, value: 'KINDS', help: { th: 'op, ip, orf', en: 'op, ip, orf' } },
    fund: { type: 'string', value: 'FUND', help: { th: 'กองทุน', en: 'fund' } },
    'service-type': { type: 'string', value: 'TYPE', help: { th: 'ประเภทบริการ', en: 'service type' } },
    hospital: { type: 'string', value: 'HCODE', help: { th: 'รหัสโรงพยาบาล', en: 'hospital code' } },
    'error-code': { type: 'string', value: 'CODE', help: { th: 'รหัสข้อผิดพลาด', en: 'error code' } },
    status: { type: 'string', value: 'passed|denied', help: { th: 'ผ่านหรือไม่ผ่าน', en: 'passed or denied' } },
    drg: { type: 'string', value: 'DRG', help: { th: 'DRG', en: 'DRG' } },
    'first-passed': {
      type: 'string',
      value: 'yes|no',
      help: { th: 'ฉบับแรกผ่านหรือไม่', en: 'whether the first version passed' },
    },
    appealed: {
      type: 'string',
      value: 'yes|no',
      help: { th: 'มีฉบับอุทธรณ์หรือไม่', en: 'whether a version came with an appeal workbook' },
    },
    adjrw: {
      type: 'string',
      value: 'yes|no',
      help: { th: 'ระบุ AdjRW หรือไม่', en: 'whether the claim states an AdjRW' },
    },
    undated: {
      type: 'string',
      value: 'with|only',
      help: { th: 'เคลมที่ไม่มีวันที่รับบริการ', en: 'claims without a service date' },
    },
    by: {
      type: 'string',
      value: 'BY',
      help: {
        th: 'แยกตาม (ปริยายคือแบบแรกของตัวเลขนั้น เช่น month)',
        en: 'split by (the first one of the figure if absent, e.g. month)',
      },
    },
    json: jsonOption,
    lang: languageOption,
  },
  examples: [
    'figure claims-summary --fiscal-year 2569 --by month --json',
    'figure denial-rate --scheme ucs --by error_code',
    'figure top-error-codes --kind ip',
  ],
  async run({ options, words: [name = ''] }, terminal) {
    const asked = chosenFigure(name);
    const by = readBy(options.by, asked.by);
    const language = readLanguage(options.lang);
    const year = options['fiscal-year'];
    const now = new Date();
    const filter = readFilter(
      asked,
      {
        fiscal_year: year === null ? '' : readBuddhistYear('fiscal-year', year),
        from: options.from === null ? '' : readDay('from', options.from),
        to: options.to === null ? '' : readDay('to', options.to),
        scheme: options.scheme.join(','),
        kind: options.kind.join(','),
        fund: options.fund ?? '',
        service_type: options['service-type'] ?? '',
        hospital: options.hospital ?? '',
        error_code: options['error-code'] ?? '',
        status: options.status ?? '',
        drg: options.drg ?? '',
        first_passed: options['first-passed'] ?? '',
        appealed: options.appealed ?? '',
        adjrw: options.adjrw ?? '',
        undated: options.undated ?? '',
      },
      now,
    );
    return withProgram({ page: '/dashboard', terminal }, async ({ db, settings }) => {
      const { HOSPITAL_BEDS: beds } = await settings.current();
      const answer = await asked.answer(db, { filter, by, language, now, beds });
      if (options.json) terminal.json(answer);
      else printTable(answer, terminal);
      return 0;
    });
  },
});
