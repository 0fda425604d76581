import type { Words } from './job.js';
import { type ProblemCode, problemText } from './problems/index.js';

/** What `verify` compares, in the order in which it does; `cells` is done on request only. */
export const verifyChecks = [
  'counts',
  'rows',
  'versions',
  'sums',
  'issues',
  'statements',
  'files',
  'cells',
] as const;
export type VerifyCheck = (typeof verifyChecks)[number];

export const verifyCheckWords: Readonly<Record<VerifyCheck, Words>> = {
  counts: { th: 'จำนวนแถวของแต่ละไฟล์และแต่ละชีต', en: 'rows of each file and of each sheet' },
  rows: { th: 'ทุกแถวเป็นของไฟล์ที่เก็บอยู่', en: 'every row belongs to a stored file' },
  versions: { th: 'ฉบับปัจจุบันของแต่ละเคลม', en: 'the current version of each claim' },
  sums: { th: 'ผลรวมที่หน้าจอและรายงานใช้', en: 'the sums that pages and figures read' },
  issues: { th: 'ไฟล์ที่ออกซ้ำ ฉบับใดนับ', en: 'which issue of a file counts' },
  statements: { th: 'แถว STM กับเคลมจาก REP', en: 'statement rows against claims' },
  files: { th: 'ไฟล์ต้นฉบับที่เก็บไว้', en: 'the kept workbooks' },
  cells: { th: 'ทุกค่ากับเซลล์ในไฟล์', en: 'every value against its cell' },
};

/** One place where what is stored is not what it should be. Never holds what a patient is known by, nor a day or a text of one. */
export interface Difference {
  readonly code: ProblemCode;
  readonly fileId: number | null;
  readonly file: string | null;
  /** Where: a claim (TRAN_ID), a sheet with row and column, a column of a table. */
  readonly place: string;
  /** null = nothing should stand (stands) there, or a patient's value that is not shown. */
  readonly expected: string | number | null;
  readonly found: string | number | null;
}

/** What came of one check. */
export interface VerifiedCheck {
  readonly check: VerifyCheck;
  /** Things that were compared: files, rows, claims or values. */
  readonly compared: number;
  readonly differing: number;
}

export function differenceWords({ code, file, place, expected, found }: Difference): Words {
  const details = { file: file ?? '-', place, expected: expected ?? '-', found: found ?? '-' };
  return { th: problemText(code, 'th', details), en: problemText(code, 'en', details) };
}

export function verifiedWords({ check, compared, differing }: VerifiedCheck): Words {
  const { th, en } = verifyCheckWords[check];
  return differing === 0
    ? { th: `${th}: ตรวจ ${compared} รายการ ตรงกันทั้งหมด`, en: `${en}: ${compared} compared, all agree` }
    : {
        th: `${th}: ตรวจ ${compared} รายการ ไม่ตรง ${differing}`,
        en: `${en}: ${compared} compared, ${differing} disagree`,
      };
}
