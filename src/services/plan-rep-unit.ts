import path from 'node:path';
import { AppError } from '../domain/errors.js';
import type { JobFileProblem } from '../domain/job.js';
import { readRepFileName } from '../domain/rep-file-name.js';
import type { SchemeCode } from '../domain/scheme.js';
import {
  askAgain,
  type Download,
  type DownloadUnit,
  findRepDownloads,
  offerRepDownloads,
} from '../store/downloads.js';
import { savePortalReps } from '../store/portal-reps.js';
import { fileSha256, type Listing, type OfferedFile } from '../upstreams/index.js';
import { fileProblem, type RepRun } from './rep-run.js';

export interface RepUnit extends DownloadUnit {
  readonly scheme: SchemeCode;
}

/** What is to be done for one month and scheme. */
export interface RepPlan {
  readonly unit: RepUnit;
  /** Files that the portal lists, those without a link yet among them. */
  readonly listed: number;
  readonly toFetch: readonly { readonly download: Download; readonly file: OfferedFile }[];
  /** Stored, unchanged on the disk. */
  readonly inPlace: readonly Download[];
  readonly problems: readonly JobFileProblem[];
}

/** `rep/ucs/2569-01` */
export function unitKey({ scheme, yearBe, month }: DownloadUnit): string {
  return `rep/${scheme}/${unitMonth(yearBe, month)}`;
}

/** Folder of a unit inside the downloads folder, with `/`: one month of one scheme together. */
export function unitFolder({ scheme, yearBe, month }: DownloadUnit): string {
  return `${scheme}/${unitMonth(yearBe, month)}`;
}

const unitMonth = (yearBe: number, month: number) => `${yearBe}-${String(month).padStart(2, '0')}`;

/** Asks the portal what it lists, stores the listing, and compares it with what is there. */
export async function planRepUnit(run: RepRun, unit: RepUnit): Promise<RepPlan> {
  const listing = await run.client.listing(unit, run.watch.signal);
  const downloads = await storeListing(run, unit, listing);
  const toFetch: { download: Download; file: OfferedFile }[] = [];
  const inPlace: Download[] = [];
  for (const file of listing.files) {
    const download = downloads.get(file.filename);
    if (download === undefined) throw new RangeError('an offered file was not stored');
    if (await isInPlace(run.parts.downloadDir, download)) inPlace.push(download);
    else toFetch.push({ download, file });
  }
  return {
    unit,
    listed: listing.files.length + listing.pending,
    toFetch,
    inPlace,
    problems: problemsOf(listing),
  };
}

/** One transaction: the documents, their workbooks, and which of them the portal has written anew. */
function storeListing(run: RepRun, unit: RepUnit, listing: Listing): Promise<Map<string, Download>> {
  const names = listing.files.map((file) => file.filename);
  const own = run.parts.settings.hospitalCode;
  const offers = names.map((filename) => ({
    filename,
    hospitalCode: readRepFileName(filename)?.hospitalCode ?? own,
  }));
  return run.parts.db.transaction(async (tx) => {
    await offerRepDownloads(tx, unit, offers);
    const known = new Map((await findRepDownloads(tx, unit.scheme, names)).map((row) => [row.filename, row]));
    const changed = await savePortalReps(
      tx,
      unit,
      listing.reps.map((rep) => ({
        ...rep,
        filename: rep.filename ?? '',
        downloadId: known.get(rep.filename ?? '')?.id ?? null,
      })),
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

/** Whether the workbook was fetched and lies on the disk as it came. */
async function isInPlace(downloadDir: string, download: Download): Promise<boolean> {
  if (download.status !== 'success' || download.storedPath === null || download.sha256 === null) return false;
  return (await fileSha256(path.resolve(downloadDir, download.storedPath))) === download.sha256;
}

function problemsOf(listing: Listing): JobFileProblem[] {
  return listing.problems.map(({ code, filename, rep }) =>
    fileProblem(filename, new AppError(code, { rep })),
  );
}
