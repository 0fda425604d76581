/** What stands above the tables of a statement's sheets: document, hospital, province (formats/README 2). */
import type { CellReader } from './cell-reader.js';
import type { StatementHead } from './file-type.js';
import type { WorkbookSheet } from './workbook-reader.js';

const titleRows = 12;
const documentPattern = /เลขที่เอกสาร\s*:?\s*([0-9A-Za-z_]+)/u;
const hospitalPattern = /โรงพยาบาล\s*:?\s*(\d{5,10})(?:\s+(.*))?/u;
const provincePattern = /จังหวัด\s*:?\s*(\d{2,6})?(?:\s*(.*))?/u;

/** Reads the first rows of these sheets. */
export function statementHead(sheets: readonly WorkbookSheet[], reader: CellReader): StatementHead {
  const documentNos = new Set<string>();
  const hospitalCodes = new Set<string>();
  let hospitalName: string | null = null;
  let province: readonly [code: string | null, name: string | null] | null = null;
  for (const sheet of sheets) {
    for (const { row, cells } of sheet.rows()) {
      if (row >= titleRows) break;
      const line = cells.flatMap((cell) => reader.line(cell) ?? []).join(' ');
      const documentNo = documentPattern.exec(line)?.[1];
      if (documentNo !== undefined) documentNos.add(documentNo.toUpperCase());
      const hospital = hospitalPattern.exec(line);
      if (hospital?.[1] !== undefined) {
        hospitalCodes.add(hospital[1]);
        hospitalName ??= hospital[2] ?? null;
      }
      const place: RegExpExecArray | null = province || hospital ? null : provincePattern.exec(line);
      if (place) province = [place[1] ?? null, place[2] || null];
    }
  }
  return {
    documentNos: [...documentNos],
    hospitalCodes: [...hospitalCodes],
    hospitalName,
    provinceCode: province?.[0] ?? null,
    provinceName: province?.[1] ?? null,
  };
}
