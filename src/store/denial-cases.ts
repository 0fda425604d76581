import type { Queryable } from '../db/db.js';
import { join, sql } from '../db/sql.js';
import type { EventCase } from '../domain/case-event.js';
import type { ChangeBatch } from './changes.js';

/** A claim that counts as denied by a code. */
export interface DeniedClaimRow {
  readonly hospitalCode: string;
  readonly tranId: string;
  readonly denyCode: string;
}

const step = 500;

/** Claims whose current version stands in a file and is denied with one of these codes. */
export function deniedInFile(
  tx: Queryable,
  fileId: number,
  codes: readonly string[],
): Promise<DeniedClaimRow[]> {
  return tx.query<DeniedClaimRow>(sql`
    select c.hospital_code as "hospitalCode", c.tran_id as "tranId", e.code as "denyCode"
    from claim_current c join claim_error e on e.item_kind = c.item_kind and e.item_id = c.item_id
    where c.file_id = ${fileId} and c.is_denied and e.code in (${join(codes)}) order by c.tran_id, e.code`);
}

/** Cases that a denial opened and that are not done, although the current version of their claim, in a file, passed. */
export async function passedCases(tx: Queryable, fileId: number, target: string): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    select distinct k.id from openchs_outbox o join cases k on k.id = o.case_id
      join claim_current c on c.hospital_code = o.hospital_code and c.tran_id = o.tran_id
    where o.target = ${target} and c.file_id = ${fileId} and not c.is_denied and k.status not in ('resolved', 'closed')
    order by k.id`);
  return rows.map(({ id }) => id);
}

export interface DenialCase {
  readonly id: number;
  readonly tranId: string;
  readonly denyCode: string;
}

/** Cases about these claims that are not done, with the code they are about. */
export async function openDenialCases(
  tx: Queryable,
  hospitalCode: string,
  tranIds: readonly string[],
): Promise<DenialCase[]> {
  const found: DenialCase[] = [];
  for (let from = 0; from < tranIds.length; from += step)
    found.push(
      ...(await tx.query<DenialCase>(sql`
        select id, tran_id as "tranId", deny_code as "denyCode" from cases
        where hospital_code = ${hospitalCode} and tran_id in (${join(tranIds.slice(from, from + step))})
          and deny_code is not null and status not in ('resolved', 'closed') order by id`)),
    );
  return found;
}

/**
 * Cases about these claims and codes that nobody but an import has resolved, because their claim passed: who did so last stands in
 * what became of them.
 */
export async function casesResolvedByPass(
  tx: Queryable,
  { hospitalCode, actorName }: { readonly hospitalCode: string; readonly actorName: string },
  claims: readonly Pick<DenialCase, 'tranId' | 'denyCode'>[],
): Promise<number[]> {
  const marks = new Set(claims.map(({ tranId, denyCode }) => `${tranId} ${denyCode.toUpperCase()}`));
  const found: number[] = [];
  for (let from = 0; from < claims.length; from += step) {
    const tranIds = claims.slice(from, from + step).map(({ tranId }) => tranId);
    const rows = await tx.query<DenialCase>(sql`
      select k.id, k.tran_id as "tranId", k.deny_code as "denyCode" from cases k
        join case_activity a on a.case_id = k.id and a.id = (
          select max(b.id) from case_activity b where b.case_id = k.id and b.field = 'status')
      where k.hospital_code = ${hospitalCode} and k.tran_id in (${join(tranIds)}) and k.deny_code is not null
        and k.status = 'resolved' and a.actor_kind = 'job' and a.actor_name = ${actorName} order by k.id`);
    found.push(
      ...rows
        .filter(({ tranId, denyCode }) => marks.has(`${tranId} ${denyCode.toUpperCase()}`))
        .map(({ id }) => id),
    );
  }
  return [...new Set(found)];
}

/** Denials that were queued for a site already, as `TRAN_ID code`. */
export async function queuedDenials(
  tx: Queryable,
  { target, hospitalCode }: { readonly target: string; readonly hospitalCode: string },
  tranIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < tranIds.length; from += step) {
    const rows = await tx.query<{ tranId: string; denyCode: string }>(sql`
      select tran_id as "tranId", deny_code as "denyCode" from openchs_outbox
      where target = ${target} and hospital_code = ${hospitalCode}
        and tran_id in (${join(tranIds.slice(from, from + step))})`);
    for (const { tranId, denyCode } of rows) found.add(`${tranId} ${denyCode.toUpperCase()}`);
  }
  return found;
}

/** A case that was just opened. */
export interface MadeDenialCase extends EventCase {
  readonly tran_id: string;
  readonly deny_code: string;
}

export interface NewDenialCase extends DeniedClaimRow {
  readonly caseNumber: string;
  readonly title: string;
}

/** Opens many cases at once, one a denial, and answers them as events tell them. */
export async function insertDenialCases(
  tx: Queryable,
  batch: ChangeBatch,
  rows: readonly NewDenialCase[],
): Promise<MadeDenialCase[]> {
  if (rows.length === 0) return [];
  const columns = [
    'hospital_code',
    'case_number',
    'title',
    'category',
    'priority',
    'status',
    'tran_id',
    'deny_code',
    'source',
    'version',
    'change_batch',
  ];
  await tx.bulkInsert(
    'cases',
    columns,
    rows.map(({ hospitalCode, caseNumber, title, tranId, denyCode }) => [
      hospitalCode,
      caseNumber,
      title,
      'denial',
      'high',
      'open',
      tranId,
      denyCode,
      'denial',
      1,
      batch.id,
    ]),
  );
  batch.kinds.add('case');
  return tx.query<MadeDenialCase>(sql`
    select id, hospital_code, case_number, tran_id, deny_code, priority, status, version from cases
    where change_batch = ${batch.id} and source = 'denial' and version = 1 order by id`);
}

/** What is sent of a denied claim, and what must not be in it. */
export interface ClaimToSend {
  readonly scheme: string;
  readonly fund: string | null;
  readonly amount: string | null;
  readonly denyText: string | null;
  readonly isDenied: boolean;
  readonly hn: string | null;
  readonly an: string | null;
  readonly pid: string | null;
  readonly patientName: string | null;
  /** What people wrote in the case here. */
  readonly note: string | null;
}

/** null = the claim is not stored any more. */
export function claimToSend(
  db: Queryable,
  { hospitalCode, tranId, denyCode }: DeniedClaimRow,
  caseId: number,
): Promise<ClaimToSend | null> {
  return db.first<ClaimToSend>(sql`
    select c.scheme, c.main_fund as fund, c.claimed as amount, c.is_denied as "isDenied", c.hn, c.an, c.pid,
      c.patient_name as "patientName", t.description as "denyText", k.description as note
    from claim_current c left join nhso_error_codes t on t.code = ${denyCode} left join cases k on k.id = ${caseId}
    where c.hospital_code = ${hospitalCode} and c.tran_id = ${tranId}`);
}
