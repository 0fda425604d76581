import assert from 'node:assert/strict';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { readClaimListFilter } from '../figures/claim-list-filter.js';
import { claimSumsOf } from '../figures/claim-sums.js';
import { claimsBehind } from '../figures/claims-behind.js';
import type { Figure, FigureAnswer, FigureQuestion, FigureSplit, FigureValue } from '../figures/figure.js';
import { readFigureFilter } from '../figures/figure-filter.js';
import { figureByName } from '../figures/index.js';

/** The day of tests of figures: June 2026 is running. */
export const figureDay = new Date('2026-06-18T01:12:00Z');

export type FigureAddress = Readonly<Record<string, string>>;

export function figureOf(name: string): Figure {
  const figure = figureByName(name);
  assert.ok(figure, name);
  return figure;
}

export function questionOf(
  by: FigureSplit,
  query: FigureAddress = {},
  beds: number | null = null,
): FigureQuestion {
  const filter = readFigureFilter(query, figureDay);
  return { filter, by, language: 'th', now: figureDay, beds, ownHospital: '99999' };
}

export async function askFigure(
  db: Db,
  name: string,
  by: FigureSplit,
  query: FigureAddress = {},
): Promise<FigureAnswer> {
  return await figureOf(name).answer(db, questionOf(by, query));
}

/** Rows as lists: key, then these fields; rows without data are left out. */
export function rowsOf({ rows }: FigureAnswer, ...fields: readonly string[]): FigureValue[][] {
  return rows
    .filter((row) => row.has_data !== false)
    .map((row) => [row.key, ...fields.map((name) => row[name] ?? null)]);
}

/** The code of the AppError with which work is refused; `none` where it is not. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

/**
 * Compares each number that a figure promises with the sums of the claims behind it, read by the address alone; answers
 * how many were compared.
 */
export async function compareWithClaims(
  db: Db,
  name: string,
  by: FigureSplit,
  query: FigureAddress = {},
): Promise<number> {
  const figure = figureOf(name);
  const question = questionOf(by, query);
  const { rows, total } = await figure.answer(db, question);
  let compared = 0;
  const lines = [...rows.map((row) => ({ key: row.key, row })), { key: null, row: total }];
  for (const { key, row } of lines)
    for (const { field, measure } of figure.agrees) {
      const address = claimsBehind(figure, question, key, field);
      if (address === null) continue;
      const sums = await claimSumsOf(db, readClaimListFilter(address, figureDay), { fromClaims: true });
      const where = `${name} by ${by} ${JSON.stringify(query)}, row ${key}, ${field}: ${JSON.stringify(address)}`;
      assert.equal(row[field], sums[measure], where);
      compared += 1;
    }
  return compared;
}
