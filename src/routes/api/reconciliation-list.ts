import { z } from 'zod';
import { errorCodesOf } from '../../domain/claim.js';
import { bangkokInstant } from '../../domain/instant.js';
import { subtractBaht } from '../../domain/satang.js';
import { askedStandings, statementStandings } from '../../domain/statement-standing.js';
import { type TransferStanding, transferStandings } from '../../domain/transfer-standing.js';
import { type ListedClaim, newestClaims } from '../../figures/claim-feed.js';
import { stateSums } from '../../figures/claim-states.js';
import {
  type ReconciledClaim,
  type ReconciledStatement,
  readStatementsOf,
} from '../../services/read-statements-of.js';
import { apiRoute } from '../api-route.js';
import { claimFilterParameters, ownClaims } from './claim-query.js';
import { browsePageOf, browseParameters, listAnswerOf } from './list-page.js';

const transferred = z.enum(transferStandings);

const reconciledClaim = z.object({
  tran_id: z.string(),
  version: z.int().describe('How many versions the claim has; this is the last'),
  rep_no: z.string(),
  scheme: z.string(),
  kind: z.string(),
  fund: z.string(),
  service_type: z.string(),
  hospital_code: z.string(),
  service_date: z.string().nullable(),
  claimed: z.string().nullable(),
  reimbursed: z.string().nullable(),
  error_codes: z.array(z.string()),
  promised: z.string().nullable().describe('What NHSO is to pay by the current version (REP)'),
  stated: z.string().nullable().describe('What counted statements (STM) say; null = it stands in none'),
  difference: z.string().nullable().describe('stated less promised'),
  state: z.enum(statementStandings),
  transferred: transferred
    .nullable()
    .describe(
      'Whether the money of its statements was transferred (SMT), by their periods; null = no statement',
    ),
  statements: z
    .array(z.object({ document_no: z.string(), period: z.string(), stated: z.string(), transferred }))
    .describe('The counted statements that it stands in, the oldest first'),
  file_id: z.int(),
  updated_at: z.string(),
});

const stateSum = z.object({
  state: z.enum(statementStandings),
  claims: z.int(),
  claimed: z.string(),
  reimbursed: z.string(),
  promised: z.string(),
  stated: z.string(),
});

export const reconciliationList = apiRoute({
  method: 'get',
  path: '/reconciliation',
  scope: 'claims:read',
  summary:
    'Claims between REP, statement (STM) and transfer (SMT), the newest first: what was promised, stated and transferred, and the sums of each state',
  query: z.object({
    ...browseParameters,
    ...claimFilterParameters,
    state: z
      .string()
      .optional()
      .describe(`Any of these, with commas between: ${askedStandings.join(', ')}`),
  }),
  answer: listAnswerOf(reconciledClaim).extend({
    states: z
      .array(stateSum)
      .nullable()
      .describe('All claims of the filter by state, on the first page; null behind a cursor'),
  }),
  async answerWith(parts, asked) {
    const { limit: _limit, cursor, ...words } = asked.query;
    const filter = await ownClaims(parts, asked.caller, words);
    const read = async (below: number | null, limit: number) =>
      filter === null ? [] : await newestClaims(parts.db, filter, { below, limit });
    const page = await browsePageOf(parts, asked, 'reconciliation', read, async (rows) => {
      const statements = await readStatementsOf(parts, rows);
      return rows.map((row) => claimJson(row, statements(row)));
    });
    return { ...page, states: cursor === undefined ? await stateSums(parts.db, filter) : null };
  },
});

function claimJson(
  row: ListedClaim,
  { statements, transferred: mark }: ReconciledClaim,
): z.output<typeof reconciledClaim> {
  const { tran_id, version, rep_no, scheme, kind, fund, service_type, hospital_code } = row;
  const { claimed, reimbursed, promised, stated, state, file_id } = row;
  return {
    ...{ tran_id, version, rep_no, scheme, kind, fund, service_type, hospital_code },
    service_date: row.service_day,
    ...{ claimed, reimbursed, promised, stated, state, file_id },
    error_codes: [...errorCodesOf(row.error_code)],
    difference: subtractBaht(stated, promised),
    transferred: mark,
    statements: statements.map(statementJson),
    updated_at: bangkokInstant(row.updated_at),
  };
}

function statementJson({ documentNo, period, stated, transferred: mark }: ReconciledStatement): {
  document_no: string;
  period: string;
  stated: string;
  transferred: TransferStanding;
} {
  return { document_no: documentNo, period, stated, transferred: mark };
}
