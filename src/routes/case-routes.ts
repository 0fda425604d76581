import { caseExportNow, exportedFile, exportOrder, exportState } from './api/case-export.js';
import { caseImport, caseImportErrorList } from './api/case-import.js';
import { caseDelete, caseList, caseMake, caseOne, casePatch, casePut } from './api/cases.js';
import { caseChangeForm, caseCsv, caseJsonPage, casePage } from './pages/case.js';
import {
  caseImportErrorsCsv,
  caseImportForm,
  caseImportPage,
  caseImportResult,
} from './pages/case-import.js';
import { caseNewForm, caseNewPage } from './pages/case-new.js';
import { casesCsv, casesJson, casesPage } from './pages/cases.js';
import type { Route } from './route.js';

/** Pages of cases. */
export const casePages: readonly Route[] = [
  casesPage,
  casesJson,
  casesCsv,
  caseImportPage,
  caseImportForm,
  caseImportErrorsCsv,
  caseImportResult,
  caseNewPage,
  caseNewForm,
  caseJsonPage,
  caseCsv,
  casePage,
  caseChangeForm,
];

/** Cases for other systems, with the files that they send and fetch. */
export const caseApi: readonly Route[] = [
  caseImport,
  caseImportErrorList,
  caseExportNow,
  exportOrder,
  exportState,
  exportedFile,
  caseList,
  caseMake,
  caseOne,
  casePut,
  casePatch,
  caseDelete,
];
