/** Invented claims by the million, written in bulk into the real tables as imports leave them. */
import type { Tx } from '../db/db.js';
import type { OpenedDb } from '../db/dialect.js';
import { raw, sql } from '../db/sql.js';
import { createDice } from '../practice/claims/dice.js';
import type { ChangeBatch } from '../store/changes.js';
import { inClaimBatch } from '../store/claim-changes.js';
import { insertClaimPayments } from '../store/claim-payments.js';
import { rebuildRollups } from '../store/claim-rollups.js';
import { insertSingleClaims } from '../store/claim-versions.js';
import { claimTable, type ItemKind, insertClaimErrors } from '../store/claims.js';
import { rollups } from '../store/rollup-tables.js';
import { insertFile } from '../testing/sample-rows.js';
import { claimRow, dayMs, type FilePlan, hashOf, hospital, plans } from './many-claims-rows.js';

export { manyClaimsNow } from './many-claims-rows.js';

const ofFile = [
  ...['file_id', 'hospital_code', 'sheet_name', 'layout_id', 'scheme', 'file_type', 'kind', 'row_role'],
  ...['version_no', 'is_current', 'extra'],
] as const;

async function writeFile(tx: Tx, batch: ChangeBatch, plan: FilePlan): Promise<void> {
  const { kind, scheme, fileDay, number, until } = plan;
  const dice = createDice(`workbook ${number}`);
  const day = fileDay.replaceAll('-', '');
  const fileId = await insertFile(tx, {
    filename: `eclaim_${hospital}_${kind}_${Number(day.slice(0, 4)) + 543}${day.slice(4)}_${number}.xls`,
    scheme,
    fileType: kind,
    fileDate: fileDay,
    completedAt: new Date(until + dayMs),
    columns: { sha256: hashOf(number), rows_read: plan.rows, rows_inserted: plan.rows },
  });
  const rows = Array.from({ length: plan.rows }, (_, index) => claimRow(plan, index + 1, dice));
  const columns = Object.keys(rows[0]?.values ?? {});
  const item: ItemKind = kind === 'ORF' ? 'orf' : 'opip';
  const layout = kind === 'ORF' ? 'rep-orf' : 'rep-opip-120';
  const constants = [fileId, hospital, 'Detail', layout, scheme, kind, kind, 'reported', 1, true, '{}'];
  await tx.bulkInsert(
    claimTable(item),
    [...ofFile, ...columns],
    rows.map(({ values }) => [...constants, ...columns.map((name) => values[name] ?? null)]),
  );
  await insertSingleClaims(tx, batch, { kind: item, fileId, after: 0 }, { isMixed: false, isReread: false });
  const errors = rows.flatMap(({ error }) => error ?? []);
  await insertClaimErrors(tx, item, { id: fileId, hospitalCode: hospital }, errors);
  await insertClaimPayments(tx, item, { fileId });
}

/** What appeals and second answers leave: claims that were denied first, some of them appealed. */
async function writeHistories(tx: Tx): Promise<void> {
  await tx.execute(sql`update claim_current set first_denied = ${true}, versions = 2, first_reimbursed = 0
    where mod(item_id, 19) = 0 and is_denied = ${false}`);
  await tx.execute(sql`update claim_current set has_appeal = ${true}
    where mod(item_id, 38) = 0 and is_denied = ${false}`);
}

/** What statements say of claims that were answered long ago: most are matched, some are paid in part, over or reversed. */
async function writeStandings(tx: Tx): Promise<void> {
  const of = raw('mod(item_id, 100)');
  await tx.execute(sql`update claim_current set
    stm_amount = case when ${of} < 80 then reimb_nhso when ${of} < 88 then reimb_nhso * 0.9
      when ${of} < 91 then reimb_nhso + 10 else 0.00 end,
    recon_state = case when ${of} < 80 then 'matched' when ${of} < 88 then 'part_paid' when ${of} < 91 then 'over'
      else 'reversed' end
    where recon_state = 'waiting_stm' and service_month < ${'2026-04'} and ${of} < 93`);
}

/** Fills a database that is empty. */
export async function writeManyClaims(
  db: OpenedDb,
  rows: number,
  progress: (done: number) => void,
): Promise<void> {
  let done = 0;
  for (const plan of plans(rows)) {
    await db.transaction((tx) => inClaimBatch(tx, (batch) => writeFile(tx, batch, plan)));
    done += plan.rows;
    progress(done);
  }
  await db.transaction(writeHistories);
  await db.transaction(writeStandings);
  await db.transaction((tx) => rebuildRollups(tx, hospital));
  // As the server does by itself some time after so many rows came.
  const tables = ['claim_current', 'claim_error', 'claim_payment', ...rollups.map(({ table }) => table)];
  const analyze = raw(db.dialect.migrations === 'mysql' ? 'analyze table' : 'vacuum analyze');
  await db.query(sql`${analyze} ${raw([...tables, claimTable('opip'), claimTable('orf')].join(', '))}`);
}
