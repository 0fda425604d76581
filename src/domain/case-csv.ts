/** Cases as rows of a CSV: what columns are called, and what a spreadsheet must not run. */

export const caseCsvFields = [
  'case_number',
  'title',
  'description',
  'category',
  'priority',
  'reporter_phone',
  'status',
  'tran_id',
  'reporter_email',
  'assigned_to',
  'external_ref',
] as const;
export type CaseCsvField = (typeof caseCsvFields)[number];

/** The six columns of a file whose header does not count, in their order. */
export const positionFields = caseCsvFields.slice(0, 6);

/** Columns of our own exports that tell what nobody may write: they are left out, and that is said. */
const readOnly = ['id', 'deny_code', 'source', 'version', 'created_at', 'updated_at', 'resolved_at'] as const;

const thai: Readonly<Record<string, CaseCsvField>> = {
  เลขเรื่อง: 'case_number',
  เรื่อง: 'title',
  รายละเอียด: 'description',
  หมวด: 'category',
  ความสำคัญ: 'priority',
  โทรศัพท์ผู้แจ้ง: 'reporter_phone',
  สถานะ: 'status',
  เลขที่รายการ: 'tran_id',
  อีเมลผู้แจ้ง: 'reporter_email',
  ผู้รับผิดชอบ: 'assigned_to',
  เลขอ้างอิงภายนอก: 'external_ref',
};

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\p{Cf}]+/gu, '');

const byHeading: ReadonlyMap<string, CaseCsvField | null> = new Map<string, CaseCsvField | null>([
  ...caseCsvFields.map((name) => [plain(name), name] as const),
  ...Object.entries(thai).map(([heading, name]) => [plain(heading), name] as const),
  ...readOnly.map((name) => [plain(name), null] as const),
]);

export interface CaseCsvHeader {
  /** By the place of the column; null = left out. */
  readonly fields: readonly (CaseCsvField | null)[];
  /** Headings that are not known, or stand twice. */
  readonly unknown: readonly string[];
  /** Headings of columns that nobody may write. */
  readonly ignored: readonly string[];
}

/** Which column is what: upper and lower case, blanks and underscores make no difference. */
export function readCaseHeader(headings: readonly string[]): CaseCsvHeader {
  const seen = new Set<string>();
  const unknown: string[] = [];
  const ignored: string[] = [];
  const fields = headings.map((heading) => {
    const field = byHeading.get(plain(heading));
    if (field === null) ignored.push(heading.trim());
    else if (field === undefined || seen.has(field)) unknown.push(heading.trim());
    if (field) seen.add(field);
    return field ?? null;
  });
  return { fields, unknown, ignored };
}

/** What a spreadsheet would run as a formula, with the apostrophes that stand before it. */
const formula = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet runs; `withoutGuard` gives it back. */
export function withGuard(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** A cell without the apostrophe that keeps a spreadsheet from running it. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
