import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import type { JobFileProblem, JobWatch } from '../domain/job.js';
import { problemOfAppError } from '../domain/job-retry.js';
import { subtractBaht } from '../domain/satang.js';
import type { SmtTransfer } from '../domain/smt-transfer.js';
import type { Log } from '../log/log.js';
import { saveDownloadUnit, type UnitState } from '../store/download-units.js';
import { type ChangedTransfer, keepTransfers } from '../store/smt-budget-transfers.js';
import {
  createSmtClient,
  type ReadTransfers,
  UpstreamError,
  type UpstreamSettings,
} from '../upstreams/index.js';

export interface SmtBudgetParts {
  readonly db: Db;
  readonly log: Log;
  readonly settings: UpstreamSettings;
  /** An answer of an unknown form is kept in its folder `smt`. */
  readonly downloadDir: string;
  /** The token of a living e-Claim session, for the days when SMT wants one. */
  readonly findToken?: () => Promise<string | null>;
}

/**
 * Fetches NHSO's transfers of a fiscal year (Buddhist Era) into smt_budget_transfers; the same answer twice makes the
 * same rows. The unit told to the watch counts records: downloaded = new or changed, already = as stored, failed =
 * refused. Throws AppError where nothing was fetched; then nothing in the table was changed.
 */
export async function fetchSmtBudget(
  parts: SmtBudgetParts,
  request: { readonly fiscalYear: number },
  watch: JobWatch,
): Promise<void> {
  const { fiscalYear } = request;
  const unit = `smt/${fiscalYear}`;
  if (watch.finishedUnits.has(unit)) return;
  const { hospitalCode } = parts.settings;
  if (hospitalCode === '') throw new AppError('hospital_code_missing');
  const grid = { upstream: 'smt', type: 'smt', scheme: '', month: 0, yearBe: fiscalYear } as const;
  watch.progress({ done: 0, of: 0, unit: 'record', current: unit });
  let read: ReadTransfers;
  try {
    read = await ask(parts, fiscalYear, watch);
  } catch (error) {
    if (error instanceof UpstreamError && !watch.signal.aborted) {
      const state = error.code === 'smt_sign_in_needed' ? 'waiting_person' : 'failed';
      await saveDownloadUnit(parts.db, { ...grid, state, counts: null, problem: error.code });
      watch.unitDone({ unit, state, ...nothing, problems: [problemOf(error)] });
    }
    throw error;
  }
  const listed = read.transfers.length + read.refused.length;
  const changes = await keepTransfers(parts.db, {
    hospitalCode,
    budgetYear: fiscalYear,
    transfers: read.transfers,
    refused: read.refused,
  });
  sayChanges(watch, changes.updated, changes.gone, read.transfers);
  const problems = read.refused.map(({ number, field }) =>
    problemOf(new AppError('smt_record_refused', { number, field })),
  );
  const state: UnitState = listed === 0 ? 'empty' : problems.length > 0 ? 'incomplete' : 'complete';
  const counts = { listed, stored: read.transfers.length };
  await saveDownloadUnit(parts.db, { ...grid, state, counts, problem: problems[0]?.code ?? null });
  watch.progress({ done: listed, of: listed, current: null });
  const downloaded = changes.inserted + changes.updated.length;
  const failed = read.refused.length;
  watch.unitDone({
    unit,
    state,
    listed,
    downloaded,
    already: changes.unchanged,
    failed,
    imported: downloaded,
    problems,
  });
}

const nothing = { listed: 0, downloaded: 0, already: 0, failed: 0, imported: 0 };

async function ask(parts: SmtBudgetParts, fiscalYear: number, watch: JobWatch): Promise<ReadTransfers> {
  const client = createSmtClient({
    settings: parts.settings,
    log: parts.log,
    ...(parts.findToken && { findToken: parts.findToken }),
    async keepAnswer(body) {
      const folder = path.join(parts.downloadDir, 'smt');
      await mkdir(folder, { recursive: true, mode: 0o750 });
      await writeFile(path.join(folder, `${fiscalYear}-unexpected.json`), body);
    },
    onRetry(error, waitMs) {
      const seconds = Math.ceil(waitMs / 1000);
      watch.say('warn', {
        th: `${error.text('th')} · ลองใหม่ใน ${seconds} วินาที`,
        en: `${error.text('en')} · trying again in ${seconds} seconds`,
      });
    },
  });
  try {
    return await client.transfers(fiscalYear, watch.signal);
  } finally {
    client.close();
  }
}

const changesSaid = 20;

function sayChanges(
  watch: JobWatch,
  updated: readonly ChangedTransfer[],
  gone: number,
  transfers: readonly SmtTransfer[],
): void {
  for (const { refDocNo, before, after } of updated.slice(0, changesSaid))
    watch.say('info', {
      th: `${refDocNo ?? '-'}: ยอดเดิม ${before ?? '-'} ยอดใหม่ ${after ?? '-'}`,
      en: `${refDocNo ?? '-'}: amount was ${before ?? '-'}, is ${after ?? '-'}`,
    });
  if (gone > 0)
    watch.say('warn', {
      th: `${gone} รายการไม่มีใน SMT แล้ว เก็บไว้แต่ไม่นับ`,
      en: `${gone} transfers are no longer in SMT; they are kept but not counted`,
    });
  const differing = transfers.filter((transfer) => !totalAgrees(transfer)).length;
  if (differing > 0)
    watch.say('warn', {
      th: `${differing} รายการมียอดสุทธิไม่เท่ากับยอดจัดสรรหักรายการต่าง ๆ`,
      en: `${differing} transfers have a total other than amount less deductions`,
    });
}

/** Likely but not proven (smt-protocol 2): shown, never refused. */
function totalAgrees({ amount, wait, debt, bond, tax, offset, total }: SmtTransfer): boolean {
  if (amount === null || total === null) return true;
  const left = [wait, debt, bond, tax, offset].reduce<string | null>(
    (rest, part) => subtractBaht(rest, part ?? '0.00'),
    amount,
  );
  return left === total;
}

function problemOf(error: AppError): JobFileProblem {
  return { file: null, ...problemOfAppError(error) };
}
