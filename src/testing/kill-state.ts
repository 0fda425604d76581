import type { Db } from '../db/db.js';
import { raw, sql } from '../db/sql.js';
import { rowTables } from '../store/verified-files.js';
import { hospitalState } from './claim-state.js';
import { statementState } from './statement-state.js';

type Row = Readonly<Record<string, unknown>>;

const fileTables = { rep: 'eclaim_imported_files', stm: 'stm_imported_files' } as const;

/** Everything that a hospital's files amount to, without ids, times and the hospital's code, as text to compare. */
export async function killState(db: Db, hospital: string): Promise<string> {
  const files: Row[] = [];
  const rows: Row[] = [];
  const notes: Row[] = [];
  const hashes: { sha256: string; filename: string }[] = [];
  for (const kind of ['rep', 'stm'] as const) {
    const table = raw(fileTables[kind]);
    const own = sql`f.hospital_code = ${hospital}`;
    hashes.push(
      ...(await db.query<{ sha256: string; filename: string }>(
        sql`select f.sha256, f.filename from ${table} f where ${own}`,
      )),
    );
    files.push(
      ...(await db.query<Row>(sql`
        select f.filename, f.size_bytes, f.stored_path, f.status, f.rows_read, f.rows_refused, f.controls_agree, f.sheets
        from ${table} f where ${own} order by f.filename, f.size_bytes, f.status`)),
    );
    for (const rowTable of rowTables[kind])
      rows.push(
        ...(await db.query<Row>(sql`
          select '${raw(rowTable)}' as stands_in, f.filename, f.size_bytes, count(*) as n from ${raw(rowTable)} r
          join ${table} f on f.id = r.file_id where ${own} group by f.filename, f.size_bytes
          order by f.filename, f.size_bytes`)),
      );
    for (const noted of ['file_problems', 'quarantine'])
      notes.push(
        ...(await db.query<Row>(sql`
          select '${raw(noted)}' as stands_in, f.filename, f.size_bytes, ${raw(noted === 'quarantine' ? 'r.state' : 'r.code')} as what,
            count(*) as n
          from ${raw(noted)} r join ${table} f on f.id = r.file_id and r.kind = ${kind}
          where ${own} group by f.filename, f.size_bytes, ${raw(noted === 'quarantine' ? 'r.state' : 'r.code')}
          order by f.filename, f.size_bytes, ${raw(noted === 'quarantine' ? 'r.state' : 'r.code')}`)),
      );
  }
  const alerts = await db.query<Row>(sql`
    select f.filename, count(*) as n from eclaim_imported_files f
    join alerts a on a.alert_key like 'file/rep/' || f.id || '/%'
    where f.hospital_code = ${hospital} and a.closed_at is null group by f.filename order by f.filename`);
  const state = {
    files,
    rows,
    notes,
    alerts,
    claims: await hospitalState(db, hospital),
    statements: await statementState(db, hospital),
  };
  let text = JSON.stringify(state, null, 1).replaceAll(hospital, 'HCODE');
  // Workbooks that name the hospital inside have other bytes in each.
  for (const { sha256, filename } of hashes) {
    const name = filename.replace(hospital, 'HCODE');
    text = text.replaceAll(sha256, `<${name}>`).replaceAll(sha256.slice(0, 8), `<${name}>`);
    text = text.replaceAll(`/${sha256.slice(0, 2)}/<${name}>`, `/<${name}>`);
  }
  return text;
}
