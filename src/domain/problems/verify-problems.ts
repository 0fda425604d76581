import type { ProblemGroup } from './problem.js';

const readAgainTh = 'นำไฟล์เข้าอีกครั้งด้วย import --force ถ้ายังไม่ตรงให้กู้จากข้อมูลสำรอง';
const readAgainEn = 'Import the file again with --force; if it stays so, restore a backup';
const nothingTh = 'ไม่มีอะไรถูกแก้ไข';
const nothingEn = 'Nothing was changed';

/** What `verify` finds where the stored state is not what the files say. */
export const verifyProblems = {
  verify_count_differs: {
    th: ['{file}: {place} ควรเป็น {expected} แต่พบ {found}', nothingTh, readAgainTh],
    en: ['{file}: {place} should be {expected}, found {found}', nothingEn, readAgainEn],
  },
  verify_row_astray: {
    th: ['{place}: พบ {found} แถวที่ไม่ได้เป็นของไฟล์ที่เก็บอยู่ ({file})', nothingTh, 'กู้จากข้อมูลสำรอง หรือแจ้งผู้ดูแลระบบ'],
    en: [
      '{place}: {found} rows belong to no stored file ({file})',
      nothingEn,
      'Restore a backup, or tell your administrator',
    ],
  },
  verify_row_mislabelled: {
    th: ['{file}: {place} ของ {found} แถวไม่ตรงกับไฟล์', nothingTh, readAgainTh],
    en: ['{file}: {place} of {found} rows is not that of the file', nothingEn, readAgainEn],
  },
  verify_version_differs: {
    th: ['เคลม {place} ({file}): ลำดับและการเป็นปัจจุบันควรเป็น {expected} แต่พบ {found}', nothingTh, readAgainTh],
    en: ['Claim {place} ({file}): version should be {expected}, found {found}', nothingEn, readAgainEn],
  },
  verify_claim_differs: {
    th: ['เคลม {place} ({file}): ควรเป็น {expected} แต่พบ {found}', nothingTh, readAgainTh],
    en: ['Claim {place} ({file}): should be {expected}, found {found}', nothingEn, readAgainEn],
  },
  verify_state_differs: {
    th: [
      'เคลม {place} ({file}): ตามใบแจ้งยอดควรเป็น {expected} แต่เก็บไว้ {found}',
      nothingTh,
      'สร้างสถานะใหม่ด้วยคำสั่ง rebuild',
    ],
    en: [
      'Claim {place} ({file}): by its statements it is {expected}, stored is {found}',
      nothingEn,
      'Write the states anew by the command rebuild',
    ],
  },
  verify_sums_differ: {
    th: ['ผลรวม {place}: เคลมรวมได้ {expected} แต่เก็บไว้ {found}', nothingTh, 'สร้างผลรวมใหม่ด้วยคำสั่ง rebuild'],
    en: [
      'Sums of {place}: the claims come to {expected}, stored is {found}',
      nothingEn,
      'Write the sums anew by the command rebuild',
    ],
  },
  verify_claim_missing: {
    th: ['เคลม {place} ({file}) มีแถวในไฟล์แต่ไม่อยู่ในรายการปัจจุบัน', nothingTh, readAgainTh],
    en: ['Claim {place} ({file}) has rows and is missing among the current claims', nothingEn, readAgainEn],
  },
  verify_claim_astray: {
    th: ['เคลม {place} อยู่ในรายการปัจจุบันแต่ไม่มีไฟล์ใดนับให้', nothingTh, 'กู้จากข้อมูลสำรอง หรือแจ้งผู้ดูแลระบบ'],
    en: [
      'Claim {place} is among the current claims and no file gives it one',
      nothingEn,
      'Restore a backup, or tell your administrator',
    ],
  },
  verify_issue_differs: {
    th: ['{file}: {place} ควรเป็น {expected} แต่พบ {found}', nothingTh, readAgainTh],
    en: ['{file}: {place} should be {expected}, found {found}', nothingEn, readAgainEn],
  },
  verify_match_differs: {
    th: ['{file}: การจับคู่กับเคลมของ {place} ควรเป็น {expected} แต่พบ {found}', nothingTh, readAgainTh],
    en: ['{file}: match with a claim at {place} should be {expected}, found {found}', nothingEn, readAgainEn],
  },
  verify_kept_missing: {
    th: [
      '{file}: ไม่พบไฟล์ต้นฉบับ {place} ({found})',
      'แถวที่นำเข้าแล้วยังอยู่',
      'นำไฟล์เดิมกลับไปวางที่เดิม หรือกู้โฟลเดอร์ downloads จากข้อมูลสำรอง',
    ],
    en: [
      '{file}: the kept workbook {place} is not there ({found})',
      'Its rows are kept',
      'Put the workbook back there, or restore the downloads folder from a backup',
    ],
  },
  verify_kept_changed: {
    th: [
      '{file}: ไฟล์ต้นฉบับ {place} ควรเป็น {expected} แต่พบ {found}',
      'แถวที่นำเข้าแล้วยังอยู่',
      'นำไฟล์เดิมกลับไปวางที่เดิม หรือกู้โฟลเดอร์ downloads จากข้อมูลสำรอง',
    ],
    en: [
      '{file}: the kept workbook {place} should be {expected}, found {found}',
      'Its rows are kept',
      'Put the workbook back there, or restore the downloads folder from a backup',
    ],
  },
  verify_cell_differs: {
    th: ['{file}: {place} ในไฟล์คือ {expected} แต่เก็บไว้เป็น {found}', nothingTh, readAgainTh],
    en: ['{file}: {place} is {expected} in the workbook and {found} in the database', nothingEn, readAgainEn],
  },
  verify_row_missing: {
    th: ['{file}: {place} มีในไฟล์แต่ไม่ได้เก็บ', nothingTh, readAgainTh],
    en: ['{file}: {place} is in the workbook and is not stored', nothingEn, readAgainEn],
  },
  verify_row_unknown: {
    th: ['{file}: {place} เก็บไว้แต่ไม่มีในไฟล์', nothingTh, readAgainTh],
    en: ['{file}: {place} is stored and is not in the workbook', nothingEn, readAgainEn],
  },
  verify_not_read: {
    th: ['{file}: โปรแกรมรุ่นนี้อ่านไฟล์ต้นฉบับไม่ได้ ({found})', 'แถวที่นำเข้าแล้วยังอยู่', 'ตรวจไฟล์ต้นฉบับและหน้าไฟล์ของไฟล์นี้'],
    en: [
      '{file}: this program cannot read the kept workbook ({found})',
      'Its rows are kept',
      "Look at the workbook and at the file's page",
    ],
  },
} as const satisfies ProblemGroup;
