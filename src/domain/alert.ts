import type { Language } from './errors.js';
import type { ImportStatus } from './import-result.js';

export type AlertSeverity = 'info' | 'warning' | 'error';

/** A matter that needs a person's attention. Nothing in it is a patient's. */
export interface Alert {
  /** The matter: one row a key, at most 190 characters, e.g. `file/rep/12/controls`. */
  readonly key: string;
  readonly severity: AlertSeverity;
  readonly title: Readonly<Record<Language, string>>;
  /** Numbers, names of files and codes, for those who read alerts by program. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** A workbook as an import, an undo or a decision about its layout left it. */
export interface AlertFile {
  readonly kind: 'rep' | 'stm';
  readonly fileId: number;
  readonly filename: string;
  /** `rejected`: a person decided that its layout is not wanted. */
  readonly status: ImportStatus | 'undone' | 'rejected';
  /** Portal, Summary or statement against the stored rows; null = nothing to compare. */
  readonly controlsAgree: boolean | null;
  /** Code of the problem that keeps the file out. */
  readonly code?: string | null;
}

const matters = ['quarantined', 'failed', 'controls'] as const;
type Matter = (typeof matters)[number];

const words: Readonly<Record<Matter, { severity: AlertSeverity; th: string; en: string }>> = {
  quarantined: {
    severity: 'warning',
    th: 'ไม่รู้จักรูปแบบของไฟล์ {file} กักไฟล์ไว้ ยังไม่มีแถวใดเข้าระบบ',
    en: 'The layout of file {file} is not known: it is quarantined, no row of it is stored',
  },
  failed: {
    severity: 'error',
    th: 'นำเข้าไฟล์ {file} ไม่ได้',
    en: 'File {file} could not be imported',
  },
  controls: {
    severity: 'warning',
    th: 'ยอดควบคุมของไฟล์ {file} ไม่ตรง',
    en: 'The control totals of file {file} disagree',
  },
};

function alertOf(file: AlertFile, matter: Matter): Alert {
  const { severity, th, en } = words[matter];
  return {
    key: keyOf(file, matter),
    severity,
    title: { th: th.replace('{file}', file.filename), en: en.replace('{file}', file.filename) },
    details: {
      kind: file.kind,
      file_id: file.fileId,
      file: file.filename,
      ...(file.code && { code: file.code }),
    },
  };
}

const keyOf = ({ kind, fileId }: AlertFile, matter: Matter) => `file/${kind}/${fileId}/${matter}`;

function isOpen(file: AlertFile, matter: Matter): boolean {
  if (matter === 'controls')
    return (
      file.controlsAgree === false &&
      (file.status === 'completed' || file.status === 'completed_with_problems')
    );
  return file.status === matter;
}

/** What is to be said about a file now, and the keys of what is settled. The same bytes again change neither. */
export function fileAlerts(file: AlertFile): {
  readonly open: readonly Alert[];
  readonly settled: readonly string[];
} {
  if (file.status === 'unchanged') return { open: [], settled: [] };
  const open = matters.filter((matter) => isOpen(file, matter));
  return {
    open: open.map((matter) => alertOf(file, matter)),
    settled: matters.filter((matter) => !open.includes(matter)).map((matter) => keyOf(file, matter)),
  };
}
