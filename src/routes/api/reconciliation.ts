import { z } from 'zod';
import { bangkokInstant } from '../../domain/instant.js';
import { instantField } from '../../domain/json-fields.js';
import { rate } from '../../figures/rate.js';
import { matchHisVisits } from '../../services/match-his-visits.js';
import { hisStatus } from '../../store/his-matches.js';
import { apiRoute } from '../api-route.js';
import { actorOf } from '../form.js';
import { checkDays, gregorianDay } from './gregorian.js';

const number = z.string().trim().min(1).max(64);

export const matchVisits = apiRoute({
  method: 'post',
  path: '/reconciliation/match',
  scope: 'claims:write',
  summary: {
    en: 'Say which visits of the own system (HIS) claims are; the same once more changes nothing',
    th: 'บอกว่าเคลมตรงกับ visit ใดของระบบโรงพยาบาล (HIS) ส่งซ้ำไม่เปลี่ยนอะไร',
  },
  body: z.strictObject({
    matches: z
      .array(
        z.strictObject({
          tran_id: number,
          his_vn: z.string().trim().min(1).max(40),
          his_hn: number.nullish(),
          his_an: number.nullish(),
        }),
      )
      .max(1000),
    replace: z.boolean().default(false).describe('Whether a claim may get another visit than it has'),
  }),
  answer: z.object({
    matched: z.number().int(),
    failed: z.number().int(),
    results: z.array(
      z.object({
        tran_id: z.string(),
        status: z.enum(['matched', 'not_found', 'conflict']),
        his_vn: z.string().nullable().describe('The visit that the claim has now'),
        error: z.string().nullable(),
      }),
    ),
  }),
  async answerWith(parts, { body, caller, req, res }) {
    const matches = body.matches.map(({ his_hn = null, his_an = null, ...match }) => ({
      ...match,
      his_hn,
      his_an,
    }));
    const asked = {
      hospital: caller.hospital,
      replace: body.replace,
      by: actorOf(req, res),
      at: parts.now(),
    };
    const results = await matchHisVisits(parts, matches, asked);
    const matched = results.filter(({ status }) => status === 'matched').length;
    return { matched, failed: results.length - matched, results };
  },
});

export const visitStatus = apiRoute({
  method: 'get',
  path: '/reconciliation/his-status',
  scope: 'claims:read',
  summary: {
    en: 'How many claims have a visit of the own system (HIS)',
    th: 'จำนวนเคลมที่จับคู่กับ visit ของระบบโรงพยาบาล (HIS) แล้ว',
  },
  query: z.object({
    from: gregorianDay,
    to: gregorianDay,
  }),
  answer: z.object({
    total_records: z.number().int(),
    matched: z.number().int(),
    unmatched: z.number().int(),
    match_rate: z.string().nullable().describe('0 to 1, six places; null = there is no claim'),
    last_sync: instantField.nullable(),
  }),
  async answerWith(parts, { query, caller }) {
    checkDays(query);
    const { from = null, to = null } = query;
    const { claims, matched, lastAt } = await hisStatus(parts.db, { from, to, hospital: caller.hospital });
    return {
      total_records: claims,
      matched,
      unmatched: claims - matched,
      match_rate: rate(BigInt(matched), BigInt(claims)),
      last_sync: lastAt === null ? null : bangkokInstant(lastAt),
    };
  },
});
