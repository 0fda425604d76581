import type { Db } from '../db/db.js';
import { layoutDifference } from '../filetypes/layout-difference.js';
import { answeredMapping } from '../filetypes/mapping-document.js';
import { repOfc } from '../filetypes/rep-ofc.js';
import { raiseAlert } from '../store/alerts.js';
import { saveMapping } from '../store/layout-mappings.js';

const since = new Date('2026-06-17T23:14:00Z');

/**
 * An OFC sheet with two headings renamed, one gone, one new and one moved; answers the ids of one sheet that waits, one that
 * was rejected and one that was approved, whose file is in.
 */
export async function insertSampleQuarantine(
  db: Db,
  files: { readonly quarantinedFile: number; readonly failedFile: number; readonly problemFile: number },
): Promise<number[]> {
  const [form] = repOfc;
  if (!form) throw new Error('no OFC form');
  const headings = form.columns.map(([, heading]) => heading);
  const positions: (number | null)[] = headings.map((_, index) => index);
  for (const [index, name] of [
    [11, 'ชดเชยสุทธิ (บาท) > PP (รับจาก สปสช.)'],
    [20, 'หน่วยบริการที่รักษา'],
    [33, 'รหัสอ้างอิงใบเสร็จ'],
  ] as const) {
    headings[index] = name;
    positions[index] = null;
  }
  const difference = layoutDifference(form, headings, positions);
  const sheet = {
    kind: 'rep',
    nearest_layout: form.id,
    sheet_kind: form.sheetKind,
    problem_code: 'layout_unknown',
    created_at: since,
  };
  const open = await db.insert('quarantine', {
    ...sheet,
    file_id: files.quarantinedFile,
    sheet_name: 'Detail',
    fingerprint: difference.fingerprint,
    waiting_rows: 642,
    difference: JSON.stringify(difference),
    state: 'open',
  });
  const foreign = await db.insert('quarantine', {
    ...sheet,
    file_id: files.failedFile,
    sheet_name: 'Sheet3',
    fingerprint: '',
    nearest_layout: null,
    sheet_kind: null,
    problem_code: 'layout_foreign',
    waiting_rows: 12,
    state: 'rejected',
    decided_at: since,
    note: 'แผ่นงานที่เพิ่มเอง',
  });
  const answers = new Map([
    [11, 11],
    [20, 20],
    [33, 33],
  ]);
  const { document } = answeredMapping(form, difference, answers);
  const mapping = { sheetKind: form.sheetKind, layout: form.id, by: null, byName: 'somchai', at: since };
  const { columns, kept } = document;
  await saveMapping(db, {
    ...mapping,
    fingerprint: difference.fingerprint,
    mapping: JSON.stringify({ columns, kept }),
    note: 'สปสช. เปลี่ยนชื่อหัวคอลัมน์',
  });
  for (const [fileId, matter, severity, th, en] of [
    [files.quarantinedFile, 'quarantined', 'warning', 'ถูกกักไว้', 'is quarantined'],
    [files.failedFile, 'failed', 'error', 'นำเข้าไม่ได้', 'could not be imported'],
    [files.problemFile, 'controls', 'warning', 'ยอดควบคุมไม่ตรง', 'has other control totals'],
  ] as const) {
    const key = `file/rep/${fileId}/${matter}`;
    const name = `eclaim_99999_OPCS_25690611_10150233${fileId % 10}.xls`;
    const title = { th: `ไฟล์ ${name} ${th}`, en: `File ${name} ${en}` };
    await raiseAlert(db, { key, severity, title, details: { file_id: fileId } }, since);
  }
  const approved = await db.insert('quarantine', {
    ...sheet,
    file_id: files.problemFile,
    sheet_name: 'Detail',
    fingerprint: difference.fingerprint,
    waiting_rows: 213,
    difference: JSON.stringify(difference),
    state: 'approved',
    decided_at: since,
    note: 'สปสช. เปลี่ยนชื่อหัวคอลัมน์',
  });
  return [open, foreign, approved];
}
