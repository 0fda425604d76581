import type { Queryable } from '../db/db.js';
import { answerOf } from './answer-by.js';
import type { ClaimMeasures } from './claim-measures.js';
import { type ClaimSums, claimSumsBy, claimSumsOf, noClaims } from './claim-sums.js';
import { claimsOfRow } from './claims-behind.js';
import { errorCodeWords } from './code-labels.js';
import { defineFigure, type FigureAnswer, type FigureQuestion } from './figure.js';
import { filterNames } from './figure-filter.js';

/** The fields of a group of denied claims, wherever it was added up; text and type are those of the code. */
export const errorCodeFields = ({
  claims,
  claimed,
  loss,
}: Pick<ClaimMeasures, 'claims' | 'claimed' | 'loss'>) => ({
  claims,
  claimed,
  lost: loss,
});

/** Which codes turn down most claims, and the money that hangs on them. */
export const topErrorCodes = defineFigure({
  name: 'top-error-codes',
  title: { th: 'รหัสข้อผิดพลาดที่พบมาก', en: 'Most frequent error codes' },
  definition: {
    th: 'เคลมที่ฉบับปัจจุบันไม่ผ่าน แยกตามรหัส เรียงจากจำนวนมากไปน้อย · เคลมที่มีสองรหัสนับใต้ทั้งสองรหัส ยอดรวมนับเคลมละครั้ง จึงน้อยกว่าผลบวกของแถวได้ · เสียไป = เรียกเก็บ − ชดเชย ของเคลมเหล่านั้น · ข้อความและประเภทมาจากรายการรหัสของ สปสช.',
    en: 'Claims whose current version was denied, by code, most claims first · a claim with two codes counts once under each; the total counts each claim once, so it may be less than the sum of the rows · lost = claimed − reimbursed of these claims · text and type are those of the NHSO list of codes',
  },
  by: ['error_code'],
  filters: filterNames,
  fields: [
    { name: 'claims', kind: 'count' },
    { name: 'claimed', kind: 'baht' },
    { name: 'lost', kind: 'baht' },
    { name: 'text', kind: 'text' },
    { name: 'type', kind: 'text' },
  ],
  claims: claimsOfRow({ status: 'denied' }),
  agrees: [
    { field: 'claims', measure: 'claims' },
    { field: 'claimed', measure: 'claimed' },
    { field: 'lost', measure: 'loss' },
  ],
  answer: topErrorCodesAnswer,
});

async function topErrorCodesAnswer(db: Queryable, question: FigureQuestion): Promise<FigureAnswer> {
  const { filter } = question;
  const none = filter.status === 'passed';
  const denied = { ...filter, status: 'denied' } as const;
  const groups: ReadonlyMap<string, ClaimSums> = none
    ? new Map()
    : await claimSumsBy(db, denied, 'error_code');
  const words = await errorCodeWords(db, [...groups.keys()]);
  const keys = [...groups]
    .sort(([codeA, a], [codeB, b]) => b.claims - a.claims || (codeA < codeB ? -1 : 1))
    .map(([code]) => code);
  return await answerOf(db, 'top-error-codes', question, {
    groups,
    total: none ? noClaims : await claimSumsOf(db, denied),
    none: noClaims,
    keys,
    labels: new Map([...words].map(([code, { text }]) => [code, text ?? code])),
    fields: (sums, code) => ({
      ...errorCodeFields(sums),
      text: (code === null ? null : words.get(code)?.text) ?? null,
      type: (code === null ? null : words.get(code)?.type) ?? null,
    }),
  });
}
