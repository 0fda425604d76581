import { type Sql, sql } from '../db/sql.js';

/**
 * Claims `c` with the Detail row `p` of their current version: what no narrow row keeps is read there, for as many claims as
 * the filter has. OP and IP have such rows; ORF is another form.
 */
export const claimsWithDetail: Sql = sql`claim_current c left join claim_rep_opip_nhso_item p
  on c.item_kind = 'opip' and p.id = c.item_id`;

/** What a figure that reads claims one by one is split by, as a claim `c` says it. */
export const splitColumns = {
  month: sql`c.service_month`,
  scheme: sql`lower(c.scheme)`,
  kind: sql`lower(c.kind)`,
  fund: sql`c.main_fund`,
  hospital: sql`c.hospital_code`,
  drg: sql`c.drg`,
} as const;
