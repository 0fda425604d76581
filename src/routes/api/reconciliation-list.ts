import { z } from 'zod';
import { errorCodesOf } from '../../domain/claim.js';
import { subtractBaht } from '../../domain/satang.js';
import { statementStandings } from '../../domain/statement-standing.js';
import { type TransferStanding, transferStandings } from '../../domain/transfer-standing.js';
import { type ListedClaim, newestClaims } from '../../figures/claim-feed.js';
import { stateSums } from '../../figures/claim-states.js';
import {
  type ReconciledClaim,
  type ReconciledStatement,
  readStatementsOf,
} from '../../services/read-statements-of.js';
import { apiRoute } from '../api-route.js';
import { browsePageOf, browseParameters } from './browse-page.js';
import { claimFields, claimFieldsOf } from './claim-fields.js';
import { claimFilterParameters, ownClaims } from './claim-query.js';
import { listAnswerOf } from './list-page.js';

const transferred = z.enum(transferStandings);

const reconciledClaim = z.object({
  ...claimFields,
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
  summary: {
    en: 'Claims between REP, statement (STM) and transfer (SMT), the newest first: what was promised, stated and transferred, and the sums of each state',
    th: 'เคลมระหว่าง REP ใบแจ้งยอด (STM) และการโอน (SMT) ใหม่สุดก่อน: ยอดที่จะได้ ยอดที่แจ้ง โอนแล้วหรือยัง และยอดรวมแต่ละสถานะ',
  },
  query: z.object({
    ...browseParameters,
    ...claimFilterParameters,
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
  const { promised, stated, state } = row;
  return {
    ...claimFieldsOf(row, row.updated_at),
    ...{ promised, stated, state },
    error_codes: [...errorCodesOf(row.error_code)],
    difference: subtractBaht(stated, promised),
    transferred: mark,
    statements: statements.map(statementJson),
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
