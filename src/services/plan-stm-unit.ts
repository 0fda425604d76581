import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../domain/errors.js';
import {
  askAgain,
  type Download,
  type DownloadUnit,
  findDownloads,
  noteOffered,
  offerDownloads,
} from '../store/downloads.js';
import type { DownloadTarget, StatementListing } from '../upstreams/index.js';
import { type DownloadRun, fileProblem } from './download-run.js';
import { sortOffers, type UnitPlan } from './unit-plan.js';

/** Statements about the claims of a month of service; the portal has those of UCS alone. */
export interface StmUnit extends DownloadUnit {
  readonly type: 'stm';
  readonly scheme: 'ucs';
}

/** Asks the portal which statements it lists, stores the list, and compares it with what is there. */
export async function planStmUnit(run: DownloadRun, unit: StmUnit): Promise<UnitPlan> {
  const { client } = run;
  const listing = await client.statements(unit, run.watch.signal);
  const downloads = await storeListing(run, unit, listing);
  const offers = listing.statements.map((statement) => ({
    filename: statement.filename,
    fetch: (to: DownloadTarget, signal: AbortSignal) => client.downloadStatement(statement, to, signal),
  }));
  return {
    unit,
    listed: listing.statements.length + listing.unreadable,
    ...(await sortOffers(run.parts.downloadDir, downloads, offers)),
    problems: listing.problems.map(({ code, details }) => fileProblem(null, new AppError(code, details))),
  };
}

/** One transaction: the statements offered, and which of them have other dates of issue or sending than before. */
function storeListing(
  run: DownloadRun,
  unit: StmUnit,
  { statements }: StatementListing,
): Promise<Map<string, Download>> {
  const offers = statements.map(({ filename, documentNo, request, dates }) => ({
    filename,
    documentNo,
    hospitalCode: request.hcode,
    offered: { dates },
  }));
  return run.parts.db.transaction(async (tx) => {
    await offerDownloads(tx, unit, offers);
    const names = offers.map((offer) => offer.filename);
    const known = new Map((await findDownloads(tx, unit, names)).map((row) => [row.filename, row]));
    const again: number[] = [];
    for (const { filename, offered } of offers) {
      const row = known.get(filename);
      if (row === undefined || isDeepStrictEqual(row.offered, offered)) continue;
      await noteOffered(tx, row.id, offered);
      if (row.status !== 'success') continue;
      again.push(row.id);
      known.set(filename, { ...row, status: 'pending' });
    }
    await askAgain(tx, again);
    return known;
  });
}
