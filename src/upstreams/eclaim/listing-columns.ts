import type { CheerioAPI } from 'cheerio';

/** A `tr` of cheerio's tree. */
export type TableRow = Parameters<CheerioAPI['contains']>[0];

/** Where a listing has its columns, counted from 0. */
export interface ListingColumns {
  readonly sendDate: number;
  readonly repNo: number;
  readonly hospitalCode: number;
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly importType: number;
  readonly checkDate: number;
  readonly importer: number;
}

/**
 * Places relative to the cell with the file name (cell 4 of formats/nhso-eclaim-protocol.md 6): a column more at the
 * left moves them all.
 */
export function columnsAround(nameCell: number): ListingColumns {
  return {
    sendDate: nameCell - 4,
    repNo: nameCell - 3,
    hospitalCode: nameCell - 2,
    total: nameCell + 1,
    passed: nameCell + 2,
    failed: nameCell + 3,
    importType: nameCell + 4,
    checkDate: nameCell + 5,
    importer: nameCell + 6,
  };
}

/** The heading texts are not known (protocol 12); these are the words that such headings may hold. */
const words: Record<'repNo' | 'hospitalCode' | 'total' | 'passed' | 'failed', RegExp> = {
  repNo: /^(เลขที่|หมายเลข|เลข)?\s*rep\b|เลขที่ตอบกลับ/i,
  hospitalCode: /^h\s*code$|^รหัส(หน่วยบริการ|สถานพยาบาล|โรงพยาบาล)/i,
  total: /ทั้งหมด|^จำนวน(รายการ|ข้อมูล)?$|^รวม$|^total$/i,
  passed: /^(จำนวน)?\s*(ข้อมูล)?(ที่)?\s*ผ่าน(?!.*ไม่)|^pass(ed)?$/i,
  failed: /ไม่\s*ผ่าน|^fail(ed)?$/i,
};

/** Columns that a listing may do without; where their heading is not known they stand around the file name. */
const otherWords: Record<'sendDate' | 'importType' | 'checkDate' | 'importer', RegExp> = {
  sendDate: /^วัน(ที่|เวลา)?.*ส่ง/,
  importType: /^ประเภท.*นำเข้า/,
  checkDate: /^วัน(ที่|เวลา)?.*ตรวจ/,
  importer: /^(ชื่อ)?ผู้.*นำเข้า/,
};

/** Columns by the heading row, where it names all of REP number, totals and hospital once; null otherwise. */
export function listingColumns($: CheerioAPI, rows: readonly TableRow[]): ListingColumns | null {
  for (const row of rows) {
    const headings = headingsOf($, row);
    const place = (word: RegExp) => {
      const found = headings.flatMap((heading, index) => (word.test(heading) ? [index] : []));
      return found.length === 1 ? (found[0] ?? -1) : -1;
    };
    const total = place(words.total);
    const named = {
      repNo: place(words.repNo),
      hospitalCode: place(words.hospitalCode),
      total,
      passed: place(words.passed),
      failed: place(words.failed),
    };
    if (Object.values(named).every((index) => index >= 0)) {
      const others = Object.entries(otherWords).map(([name, word]) => [name, place(word)] as const);
      const found = Object.fromEntries(others.filter(([, index]) => index >= 0));
      return { ...columnsAround(total - 1), ...found, ...named };
    }
  }
  return null;
}

/** Texts of a row, each as often as it is wide; old pages write headings as `td`. */
function headingsOf($: CheerioAPI, row: TableRow): string[] {
  const cells = $(row).children('th, td').toArray();
  return cells.flatMap((cell) => {
    const text = $(cell).text().replace(/\s+/g, ' ').trim();
    const width = Math.min(50, Math.max(1, Number($(cell).attr('colspan') ?? 1) || 1));
    return Array.from({ length: width }, () => text);
  });
}
