import type { Queryable } from '../db/db.js';
import { type TransferStanding, transferStanding, transferStandingOf } from '../domain/transfer-standing.js';
import { moneyOfPeriods, statementsOfClaims } from '../store/statement-transfers.js';

/** One statement that a claim stands in. */
export interface ReconciledStatement {
  readonly documentNo: string;
  readonly period: string;
  /** What it says of the claim, in baht. */
  readonly stated: string;
  /** Whether the money of its period was transferred: SMT names periods, never claims. */
  readonly transferred: TransferStanding;
}

export interface ReconciledClaim {
  readonly statements: readonly ReconciledStatement[];
  /** null = it stands in no statement. */
  readonly transferred: TransferStanding | null;
}

interface ClaimNames {
  readonly hospital_code: string;
  readonly tran_id: string;
}

/** Which statements the claims of a page stand in, and how far these were transferred; a few questions for all of them. */
export async function readStatementsOf(
  { db }: { readonly db: Queryable },
  claims: readonly ClaimNames[],
): Promise<(claim: ClaimNames) => ReconciledClaim> {
  const found = new Map<string, ReconciledStatement[]>();
  for (const hospital of new Set(claims.map(({ hospital_code }) => hospital_code))) {
    const tranIds = claims.filter((one) => one.hospital_code === hospital).map(({ tran_id }) => tran_id);
    const rows = await statementsOfClaims(db, hospital, tranIds);
    const money = await moneyOfPeriods(db, hospital, [...new Set(rows.map(({ period }) => period))]);
    for (const { tran_id, document_no: documentNo, period, stated } of rows) {
      const { due, transferred } = money.get(period) ?? { due: stated, transferred: null };
      const one = { documentNo, period, stated, transferred: transferStanding(due, transferred) };
      const key = keyOf({ hospital_code: hospital, tran_id });
      found.set(key, [...(found.get(key) ?? []), one]);
    }
  }
  return (claim) => {
    const statements = found.get(keyOf(claim)) ?? [];
    return { statements, transferred: transferStandingOf(statements.map(({ transferred }) => transferred)) };
  };
}

const keyOf = ({ hospital_code, tran_id }: ClaimNames) => `${hospital_code} ${tran_id}`;
