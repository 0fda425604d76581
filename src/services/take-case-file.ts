import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Tx } from '../db/db.js';
import type { CaseImportReport } from '../domain/case-import.js';
import { findCaseImport, finishCaseImport } from '../store/case-imports.js';
import {
  type BesideImport,
  type CaseImport,
  errorsPlace,
  type ImportCasesParts,
  type ImportCasesWatch,
  importCases,
} from './import-cases.js';

/** Folder of one import, where its upload waits and the list of refused rows stays for a week. */
export const caseImportFolder = (downloadDir: string, key: string): string =>
  path.join(downloadDir, '.uploads', key);

/** Name of the upload in its folder. */
export const caseUpload = (folder: string): string => path.join(folder, 'cases.csv');

/** The list of refused rows. */
export const caseImportErrors = (downloadDir: string, key: string): string =>
  errorsPlace(caseUpload(caseImportFolder(downloadDir, key)));

export interface TakenCaseFile extends Omit<CaseImport, 'file'> {
  readonly key: string;
  readonly downloadDir: string;
}

/**
 * Imports an upload that lies in its folder. Its report is kept in the transaction of the rows: begun again after that,
 * it is answered and nothing is done. The upload is taken away when it was read.
 */
export async function takeCaseFile(
  parts: ImportCasesParts,
  taken: TakenCaseFile,
  watch: ImportCasesWatch = {},
  beside: BesideImport = async (_tx: Tx) => await Promise.resolve(),
): Promise<CaseImportReport> {
  const known = await findCaseImport(parts.db, taken.key);
  if (known?.report) return known.report;
  const folder = caseImportFolder(taken.downloadDir, taken.key);
  const file = caseUpload(folder);
  const report = await importCases(
    parts,
    { ...taken, file },
    async (tx, told, batch) => {
      await finishCaseImport(tx, taken.key, told);
      await beside(tx, told, batch);
    },
    watch,
  );
  await rm(report.errors_total > 0 ? file : folder, { recursive: true, force: true });
  return report;
}
