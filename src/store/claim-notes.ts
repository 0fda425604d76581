import type { Queryable } from '../db/db.js';
import { sql } from '../db/sql.js';

/** What somebody wrote about a claim; instants are ISO 8601 UTC. */
export interface ClaimNote {
  readonly id: number;
  readonly authorId: number | null;
  readonly authorName: string;
  readonly note: string;
  readonly at: string;
}

/** Newest first; those that were taken back are left out. */
export function claimNotes(db: Queryable, hospitalCode: string, tranId: string): Promise<ClaimNote[]> {
  return db.query<ClaimNote>(sql`
    select id, author_id as "authorId", author_name as "authorName", note, created_at as "at" from claim_notes
    where tran_id = ${tranId} and hospital_code = ${hospitalCode} and deleted_at is null order by id desc`);
}

/** Answers the number of the note. */
export function addClaimNote(
  tx: Queryable,
  claim: { readonly hospitalCode: string; readonly tranId: string },
  note: Pick<ClaimNote, 'authorId' | 'authorName' | 'note'> & { readonly at: Date },
): Promise<number> {
  return tx.insert('claim_notes', {
    hospital_code: claim.hospitalCode,
    tran_id: claim.tranId,
    author_id: note.authorId,
    author_name: note.authorName.slice(0, 190),
    note: note.note,
    created_at: note.at,
    updated_at: note.at,
  });
}

/** Takes a person's own note back; answers whether there was one. */
export async function takeNoteBack(
  tx: Queryable,
  claim: { readonly hospitalCode: string; readonly tranId: string },
  { id, authorId, at }: { readonly id: number; readonly authorId: number | null; readonly at: Date },
): Promise<boolean> {
  const own = authorId === null ? sql`author_id is null` : sql`author_id = ${authorId}`;
  const hit = await tx.execute(sql`update claim_notes set deleted_at = ${at}, updated_at = ${at}
    where id = ${id} and tran_id = ${claim.tranId} and hospital_code = ${claim.hospitalCode}
      and deleted_at is null and ${own}`);
  return hit > 0;
}
