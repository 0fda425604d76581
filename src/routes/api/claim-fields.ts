/** What each list of the API tells of a claim, beside what the list is about. */
import { z } from 'zod';
import { bangkokInstant } from '../../domain/instant.js';
import { dayField, instantField } from '../../domain/json-fields.js';
import type { FeedClaim } from '../../figures/claim-feed.js';

/** Baht; Gregorian days. */
export const claimFields = {
  tran_id: z.string(),
  version: z.number().int().describe('How many versions the claim has; this is the last'),
  rep_no: z.string(),
  scheme: z.string(),
  kind: z.string(),
  fund: z.string(),
  service_type: z.string(),
  hospital_code: z.string(),
  service_date: dayField.nullable(),
  claimed: z.string().nullable(),
  reimbursed: z.string().nullable(),
  file_id: z.number().int(),
  updated_at: instantField,
};

/** The values of `claimFields`; `at` is the instant of the claim's last change. */
export function claimFieldsOf(row: FeedClaim, at: string) {
  const { tran_id, version, rep_no, scheme, kind, fund, service_type, hospital_code } = row;
  const { service_day: service_date, claimed, reimbursed, file_id } = row;
  return {
    ...{ tran_id, version, rep_no, scheme, kind, fund, service_type, hospital_code },
    ...{ service_date, claimed, reimbursed, file_id, updated_at: bangkokInstant(at) },
  };
}
