import { sql } from '../db/sql.js';

/** What a figure that reads claims one by one is split by, as a claim `c` says it. */
export const splitColumns = {
  month: sql`c.service_month`,
  scheme: sql`lower(c.scheme)`,
  kind: sql`lower(c.kind)`,
  fund: sql`c.main_fund`,
  hospital: sql`c.hospital_code`,
  drg: sql`c.drg`,
} as const;
