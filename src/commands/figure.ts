import { AppError, type Language } from '../domain/errors.js';
import {
  bedsIn,
  checkFilter,
  type Figure,
  type FigureAnswer,
  type FigureSplit,
  type FigureValue,
} from '../figures/figure.js';
import { type FigureFilter, readFigureFilter } from '../figures/figure-filter.js';
import { figureByName, figures } from '../figures/index.js';
import { readLanguage } from './arguments.js';
import { defineCommand, jsonOption, languageOption, UsageError } from './command.js';
import { filterOptions, filterQueryOf } from './filter-options.js';
import { withProgram } from './open-program.js';

export function readBy(text: string | null, known: Figure['by']): FigureSplit {
  if (text === null) return known[0];
  const by = known.find((name) => name === text);
  if (by) return by;
  throw new UsageError({
    th: `--by ${text} ใช้กับตัวเลขนี้ไม่ได้ · ที่ใช้ได้ ${known.join(', ')}`,
    en: `--by ${text} does not fit this figure. It takes ${known.join(', ')}`,
  });
}

/** What the filter or the figure refuses is wrong usage here. */
export function readFilter(
  figure: Figure,
  query: Readonly<Record<string, unknown>>,
  now: Date,
): FigureFilter {
  try {
    const filter = readFigureFilter(query, now);
    checkFilter(figure, filter);
    return filter;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new UsageError({ th: error.text('th'), en: error.text('en') });
  }
}

export function chosenFigure(name: string) {
  const figure = figureByName(name);
  if (figure) return figure;
  const names = figures.map((known) => known.name).join(', ');
  throw new UsageError({
    th: `ไม่มีตัวเลข ${name} · ที่มีคือ ${names}`,
    en: `There is no figure ${name}. Known are ${names}`,
  });
}

const running = { th: 'ยังไม่จบ', en: 'running' } as const;

/**
 * A table for the eye, columns as wide as their longest value. A month without data has no numbers, and one that still runs
 * says so.
 */
export function figureLines(answer: FigureAnswer, language: Language): string[] {
  const names = Object.keys(answer.total).filter((name) => name !== 'key');
  const text = (value: FigureValue | undefined) =>
    value === null || value === undefined ? '-' : String(value);
  const cells = (values: Readonly<Record<string, FigureValue>>) => names.map((name) => text(values[name]));
  const rows = [
    ...answer.rows.map((row) => [
      row.running === true ? `${row.key} (${running[language]})` : row.key,
      ...(row.has_data === false ? names.map(() => '-') : cells(row)),
    ]),
    ['total', ...cells(answer.total)],
  ];
  const heads = ['key', ...names];
  const widths = heads.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(line);
}

export const figure = defineCommand({
  name: 'figure',
  does: {
    th: `ตอบตัวเลขหนึ่งตัว แยกตามเดือน สิทธิ กองทุน … · ที่มี: ${figures.map(({ name }) => name).join(', ')}`,
    en: `Answer one figure, by month, scheme, fund … Known: ${figures.map(({ name }) => name).join(', ')}`,
  },
  words: { name: 'NAME', least: 1, most: 1 },
  options: {
    ...filterOptions,
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
    const now = new Date();
    const filter = readFilter(asked, filterQueryOf(options), now);
    return withProgram({ page: '/dashboard', terminal }, async ({ db, settings }) => {
      const question = { filter, by, language, now, ...bedsIn(await settings.current()) };
      const answer = await db.snapshot((view) => asked.answer(view, question));
      if (options.json) terminal.json(answer);
      else for (const line of figureLines(answer, language)) terminal.print(line);
      return 0;
    });
  },
});
