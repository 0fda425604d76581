import { AppError } from '../domain/errors.js';
import type { JobFileProblem } from '../domain/job.js';
import { readRepFileName } from '../domain/rep-file-name.js';
import type { SchemeCode } from '../domain/scheme.js';
import {
  askAgain,
  type Download,
  type DownloadUnit,
  findDownloads,
  offerDownloads,
} from '../store/downloads.js';
import { savePortalReps } from '../store/portal-reps.js';
import type { DownloadTarget, Listing } from '../upstreams/index.js';
import { type DownloadRun, fileProblem } from './download-run.js';
import { sortOffers, type UnitPlan } from './unit-plan.js';

export interface RepUnit extends DownloadUnit {
  readonly type: 'rep';
  readonly scheme: SchemeCode;
}

/** Asks the portal what it lists, stores the listing, and compares it with what is there. */
export async function planRepUnit(run: DownloadRun, unit: RepUnit): Promise<UnitPlan> {
  const { client } = run;
  const listing = await client.listing(unit, run.watch.signal);
  const downloads = await storeListing(run, unit, listing);
  const offers = listing.files.map((file) => ({
    filename: file.filename,
    rep: repNumbers(listing, file.filename),
    fetch: (to: DownloadTarget, signal: AbortSignal) => client.download(unit, file, to, signal),
  }));
  return {
    unit,
    listed: listing.files.length + listing.pending,
    ...(await sortOffers(run.parts.downloadDir, downloads, offers)),
    problems: problemsOf(listing),
  };
}

const repNumbers = ({ reps }: Listing, filename: string) =>
  [...new Set(reps.filter((rep) => rep.filename === filename).map(({ repNo }) => repNo))].join(', ');

/** One transaction: the documents, their workbooks, and which of them the portal has written anew. */
function storeListing(run: DownloadRun, unit: RepUnit, listing: Listing): Promise<Map<string, Download>> {
  const names = listing.files.map((file) => file.filename);
  const own = run.parts.settings.hospitalCode;
  const offers = names.map((filename) => ({
    filename,
    hospitalCode: readRepFileName(filename)?.hospitalCode ?? own,
  }));
  return run.parts.db.transaction(async (tx) => {
    await offerDownloads(tx, unit, offers);
    const known = new Map((await findDownloads(tx, unit, names)).map((row) => [row.filename, row]));
    const changed = await savePortalReps(
      tx,
      unit,
      listing.reps.map((rep) => ({
        ...rep,
        filename: rep.filename ?? '',
        downloadId: known.get(rep.filename ?? '')?.id ?? null,
      })),
      // A row that could not be read may be any document.
      listing.problems.length === 0,
    );
    const again = [...known.values()].filter((row) => row.status === 'success' && changed.has(row.filename));
    await askAgain(
      tx,
      again.map((row) => row.id),
    );
    for (const row of again) known.set(row.filename, { ...row, status: 'pending' });
    return known;
  });
}

function problemsOf(listing: Listing): JobFileProblem[] {
  return listing.problems.map(({ code, filename, rep }) =>
    fileProblem(filename, new AppError(code, { rep })),
  );
}
