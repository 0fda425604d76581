import { z } from 'zod';
import { caseStatuses } from '../../domain/case.js';
import { errorCodesOf } from '../../domain/claim.js';
import { type ListedClaim, newestClaims } from '../../figures/claim-feed.js';
import { type CodeWords, errorCodeWords } from '../../figures/code-labels.js';
import { type ClaimCase, casesOfClaims } from '../../store/case-claims.js';
import { apiRoute } from '../api-route.js';
import { browsePageOf, browseParameters } from './browse-page.js';
import { claimFields, claimFieldsOf } from './claim-fields.js';
import { claimFilterParameters, ownClaims } from './claim-query.js';
import { listAnswerOf } from './list-page.js';

const deniedClaim = z.object({
  ...claimFields,
  loss: z.string().nullable(),
  errors: z
    .array(
      z.object({
        code: z.string(),
        text: z.string().nullable().describe('What the list of NHSO says of it, in Thai; null = not listed'),
        type: z.string().nullable().describe('Corrective, Deny or Verify'),
      }),
    )
    .describe('In the order of the workbook'),
  cases: z
    .array(z.object({ id: z.int(), case_number: z.string(), status: z.enum(caseStatuses) }))
    .optional()
    .describe('Follow-up cases on the claim, the oldest first; needs the scope cases:read too'),
});

const { status: _denied, ...filterParameters } = claimFilterParameters;

export const denialList = apiRoute({
  method: 'get',
  path: '/denials',
  scope: 'claims:read',
  summary: {
    en: 'Claims that are denied by their current version, the newest first, with what their codes mean and the cases on them',
    th: 'เคลมที่ฉบับปัจจุบันไม่ผ่าน ใหม่สุดก่อน พร้อมความหมายของรหัสและเรื่องติดตามที่เปิดไว้',
  },
  query: z.object({ ...browseParameters, ...filterParameters }),
  answer: listAnswerOf(deniedClaim),
  async answerWith(parts, asked) {
    const { limit: _limit, cursor: _cursor, ...words } = asked.query;
    const own = await ownClaims(parts, asked.caller, words);
    const filter = own && { ...own, status: 'denied' as const };
    const read = async (below: number | null, limit: number) =>
      filter === null ? [] : await newestClaims(parts.db, filter, { below, limit });
    return browsePageOf(parts, asked, 'denials', read, async (rows) => {
      const texts = await errorCodeWords(
        parts.db,
        rows.flatMap(({ error_code }) => errorCodesOf(error_code)),
      );
      const cases = asked.caller.scopes.includes('cases:read') ? await casesOfClaims(parts.db, rows) : null;
      return rows.map((row) => denialJson(row, texts, cases));
    });
  },
});

function denialJson(
  row: ListedClaim,
  texts: ReadonlyMap<string, CodeWords>,
  cases: readonly ClaimCase[] | null,
): z.output<typeof deniedClaim> {
  const { tran_id, hospital_code } = row;
  const ofClaim = cases?.filter((one) => one.tran_id === tran_id && one.hospital_code === hospital_code);
  return {
    ...claimFieldsOf(row, row.updated_at),
    loss: row.loss,
    errors: errorCodesOf(row.error_code).map((code) => {
      const { text = null, type = null } = texts.get(code) ?? {};
      return { code, text, type };
    }),
    ...(ofClaim && { cases: ofClaim.map(({ id, case_number, status }) => ({ id, case_number, status })) }),
  };
}
