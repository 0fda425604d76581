import type { Claim } from '../../services/read-claim.js';
import { everyCase, listCases } from '../../store/case-list.js';
import { addressWith, type PageContext } from '../page-context.js';
import type { Parts } from '../parts.js';
import { type CaseLine, caseLine } from './cases.js';

const shown = 20;

/** Cases of a claim, the newest first, and where another is opened (null = this reader only reads). */
export interface ClaimCasesView {
  readonly rows: readonly CaseLine[];
  readonly open: string | null;
}

/** Null where the reader may not see cases. */
export async function listClaimCases(
  { db }: Pick<Parts, 'db'>,
  { tranId, hospitalCode }: Claim,
  context: PageContext,
): Promise<ClaimCasesView | null> {
  const { baseUrl, can } = context;
  if (!can('denials_read')) return null;
  const filter = { ...everyCase, hospital: hospitalCode, tranIds: [tranId] };
  const rows = await listCases(db, filter, { limit: shown, before: null });
  return {
    rows: rows.map((row) => caseLine(row, context)),
    open: can('denials_work') ? addressWith(`${baseUrl}/cases/new`, { tran_id: tranId }) : null,
  };
}
