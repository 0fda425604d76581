import path from 'node:path';
import type { JobFileProblem } from '../domain/job.js';
import type { Download, DownloadUnit } from '../store/downloads.js';
import { type DownloadTarget, fileSha256, type SavedWorkbook } from '../upstreams/index.js';

/** A workbook that is to be fetched, and how. */
export interface FileToFetch {
  readonly download: Download;
  /** REP numbers that the list names for it, for people; '' = none. */
  readonly rep: string;
  readonly fetch: (to: DownloadTarget, signal: AbortSignal) => Promise<SavedWorkbook>;
}

/** What is to be done for one unit: a month of one kind and scheme. */
export interface UnitPlan {
  readonly unit: DownloadUnit;
  /** Files that the portal lists, those without a link yet among them. */
  readonly listed: number;
  readonly toFetch: readonly FileToFetch[];
  /** Stored, unchanged on the disk. */
  readonly inPlace: readonly Download[];
  readonly problems: readonly JobFileProblem[];
}

/** `rep/ucs/2569-01`, `stm/ucs/2569-01` */
export function unitKey({ type, scheme, yearBe, month }: DownloadUnit): string {
  return `${type}/${scheme}/${unitMonth(yearBe, month)}`;
}

/** Folder of a unit inside the downloads folder, with `/`: one month of one scheme together. */
export function unitFolder({ type, scheme, yearBe, month }: DownloadUnit): string {
  return `${type === 'rep' ? '' : `${type}/`}${scheme}/${unitMonth(yearBe, month)}`;
}

const unitMonth = (yearBe: number, month: number) => `${yearBe}-${String(month).padStart(2, '0')}`;

/** Parts what is offered into what is here already and what is to be fetched. */
export async function sortOffers(
  downloadDir: string,
  downloads: ReadonlyMap<string, Download>,
  offers: readonly {
    readonly filename: string;
    readonly rep?: string;
    readonly fetch: FileToFetch['fetch'];
  }[],
): Promise<Pick<UnitPlan, 'toFetch' | 'inPlace'>> {
  const toFetch: FileToFetch[] = [];
  const inPlace: Download[] = [];
  for (const { filename, rep = '', fetch } of offers) {
    const download = downloads.get(filename);
    if (download === undefined) throw new RangeError('an offered file was not stored');
    if (await isInPlace(downloadDir, download)) inPlace.push(download);
    else toFetch.push({ download, rep, fetch });
  }
  return { toFetch, inPlace };
}

/** Whether the workbook was fetched and lies on the disk as it came. */
async function isInPlace(downloadDir: string, download: Download): Promise<boolean> {
  if (download.status !== 'success' || download.storedPath === null || download.sha256 === null) return false;
  return (await fileSha256(path.resolve(downloadDir, download.storedPath))) === download.sha256;
}
