import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import { rebuildRollups } from '../store/claim-rollups.js';
import { mendStandings } from '../store/claim-standing.js';

type Columns = Readonly<Record<string, string | number | boolean | null>>;

let lastRow = 0;

/** What every row of these tables needs. */
const needed = {
  eclaim_drug: { layout_id: 'test' },
  eclaim_instrument: { layout_id: 'test' },
  eclaim_deny: { layout_id: 'test' },
  eclaim_zero_paid: { layout_id: 'test' },
  stm_claim_item: { layout_id: 'test', hospital_code: '99999', data_type: 'normal' },
} as const;

export async function insertItem(db: Db, table: keyof typeof needed, columns: Columns): Promise<void> {
  lastRow += 1;
  await db.insert(table, {
    ...{ sheet_name: 'test', row_no: lastRow, row_hash: '0'.repeat(64), extra: '{}' },
    ...needed[table],
    ...columns,
  });
}

export async function insertStatement(db: Db, columns: Columns): Promise<number> {
  lastRow += 1;
  return await db.insert('stm_imported_files', {
    ...{ file_type: 'OP_STM', scheme: 'UCS', hospital_code: '99999', period: '6811_OP_01' },
    ...{ filename: `STM_${lastRow}.xls`, document_no: `99999_OPUCS256811_${lastRow}` },
    ...{ status: 'completed', sha256: '0'.repeat(64), size_bytes: 1, source: 'download', sheets: '[]' },
    is_current: true,
    ...columns,
  });
}

/** Brings what is kept of statements to the rows above: what an import does. */
export async function keepSampleStandings(db: Db): Promise<void> {
  const hospitals = await db.query<{ code: string }>(
    sql`select distinct hospital_code as code from claim_current`,
  );
  for (const { code } of hospitals)
    await db.transaction(async (tx) => {
      await mendStandings(tx, { id: 0, kinds: new Set() }, code);
      await rebuildRollups(tx, code);
    });
}

export async function insertListed(db: Db, columns: Columns): Promise<void> {
  lastRow += 1;
  const at = new Date('2026-06-17T00:00:00Z');
  await db.insert('portal_reps', {
    ...{ hospital_code: '99999', scheme: 'UCS', rep_no: `690${lastRow}`, month: 6, year: 2569, raw: '{}' },
    ...{ first_seen_at: at, last_seen_at: at },
    ...columns,
  });
}

export async function insertProblems(
  db: Db,
  kind: 'rep' | 'stm',
  fileId: number,
  count: number,
): Promise<void> {
  for (let row = 1; row <= count; row++)
    await db.insert('file_problems', {
      ...{ kind, file_id: fileId, sheet_name: 'test', row_no: row, code: 'test', severity: 'warning' },
    });
}
