import { z } from 'zod';
import {
  type CaseFields,
  type CaseSource,
  casePriorities,
  caseSources,
  caseStatuses,
  type RemoteCase,
} from './case.js';
import { bangkokInstant } from './instant.js';
import { instantField as instant } from './json-fields.js';

/** A case as other systems see it. */
export const caseAnswer = z.object({
  id: z.int(),
  case_number: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  category: z.string(),
  priority: z.enum(casePriorities),
  status: z.enum(caseStatuses),
  tran_id: z.string().nullable(),
  deny_code: z.string().nullable(),
  reporter_phone: z.string().nullable().describe('E.164'),
  reporter_email: z.string().nullable(),
  assigned_to: z.string().nullable().describe('Username'),
  external_ref: z.string().nullable(),
  source: z.enum(caseSources),
  version: z.int(),
  created_at: instant,
  updated_at: instant,
  resolved_at: instant.nullable(),
  remote: z
    .object({
      target: z.string(),
      reference: z.string(),
      id: z.string().nullable(),
      status: z.string().nullable(),
      synced_at: instant.nullable(),
    })
    .nullable()
    .describe('The case of a system elsewhere that stands for this one'),
});
export type CaseJson = z.output<typeof caseAnswer>;

/** A case that was taken out, among the changes. */
export const goneCaseAnswer = z.object({
  object: z.literal('deleted'),
  id: z.int(),
  case_number: z.string(),
  deleted_at: instant,
});

/** The same with instants as the database gives them (UTC). */
export interface CaseFacts extends CaseFields {
  readonly id: number;
  readonly case_number: string;
  readonly deny_code: string | null;
  readonly source: CaseSource;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly resolved_at: string | null;
  readonly remote: RemoteCase | null;
}

/** Stands for `updated_at` while the transaction of the change is not over. */
export const notYet = '{{at}}';

export function caseJson(facts: CaseFacts): CaseJson {
  const { remote } = facts;
  return {
    id: facts.id,
    case_number: facts.case_number,
    title: facts.title,
    description: facts.description,
    category: facts.category,
    priority: facts.priority,
    status: facts.status,
    tran_id: facts.tran_id,
    deny_code: facts.deny_code,
    reporter_phone: facts.reporter_phone,
    reporter_email: facts.reporter_email,
    assigned_to: facts.assigned_to,
    external_ref: facts.external_ref,
    source: facts.source,
    version: facts.version,
    created_at: bangkokInstant(facts.created_at),
    updated_at: facts.updated_at === null ? notYet : bangkokInstant(facts.updated_at),
    resolved_at: facts.resolved_at === null ? null : bangkokInstant(facts.resolved_at),
    remote: remote && {
      ...remote,
      synced_at: remote.synced_at === null ? null : bangkokInstant(remote.synced_at),
    },
  };
}

/** Fills in when the change was committed, in the text of an answer that was kept before. */
export function withCommitTime(json: string, at: string | null): string {
  return at === null
    ? json
    : json.replaceAll(`"updated_at":"${notYet}"`, `"updated_at":"${bangkokInstant(at)}"`);
}
