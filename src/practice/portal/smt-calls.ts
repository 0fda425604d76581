import { z } from 'zod';
import { changedTransfers, smtRecord } from '../smt/smt-record.js';
import type { SmtRecord, Transfer } from '../smt/transfers.js';
import { type Answer, type Call, jsonAnswer, type Practice } from './call.js';
import { bearerOf } from './token-calls.js';

/** The search of Smart Money Transfer (smt-protocol 1 to 3 and 8). */

const manyRecords = 20_000;
const buddhistDay = z.string().regex(/^\d{2}\/\d{2}\/2[45]\d{2}$/, 'วันที่ต้องเป็น dd/mm/yyyy พ.ศ.');
const searchInput = z
  .object({
    vendorSearchConditionCode: z.enum(['1', '2']),
    vendorId: z.string(),
    vendorId5Digit: z.string().optional().default(''),
    budgetSource: z.enum(['', 'UC', 'OF', 'SS', 'LG']).optional().default(''),
    budgetYear: z.string().regex(/^2[45]\d{2}$/, 'budgetYear ต้องเป็นปี พ.ศ.'),
    transferStartDate: buddhistDay,
    transferEndDate: buddhistDay,
  })
  .refine(
    (body) =>
      body.vendorSearchConditionCode === '1'
        ? /^\d{10}$/.test(body.vendorId)
        : /^\d{5}$/.test(body.vendorId5Digit),
    'vendorId ต้องมี 10 หลัก (vendorId5Digit 5 หลัก)',
  );
type SearchInput = z.infer<typeof searchInput>;

function readSearch(body: string): SearchInput | string {
  try {
    const parsed = searchInput.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'bad request');
  } catch (error) {
    if (error instanceof SyntaxError) return 'body is not JSON';
    throw error;
  }
}

/** `dd/mm/yyyy` of the Buddhist Era as a Gregorian day. */
function gregorianDay(text: string): string {
  return `${Number(text.slice(6)) - 543}-${text.slice(3, 5)}-${text.slice(0, 2)}`;
}

function asksFor(search: SearchInput, transfer: Transfer): boolean {
  return (
    transfer.postedOn >= gregorianDay(search.transferStartDate) &&
    transfer.postedOn <= gregorianDay(search.transferEndDate) &&
    (search.budgetSource === '' || search.budgetSource === transfer.fund.source)
  );
}

function hospitalOf(search: SearchInput): string {
  return search.vendorSearchConditionCode === '1' ? search.vendorId.slice(-5) : search.vendorId5Digit;
}

function recordsFor(practice: Practice, search: SearchInput, hospital: string): SmtRecord[] {
  const known = practice.users.some((user) => user.hospital === hospital);
  if (!known) return [];
  const asked = practice.transfersOf(hospital).filter((transfer) => asksFor(search, transfer));
  const shown = practice.switches().smtChanged ? changedTransfers(asked) : asked;
  return shown.map((transfer) => smtRecord(transfer, hospital));
}

/** null = the caller may ask; with the switch only the bearer of a living token, and for the own hospital. */
function refusal(practice: Practice, call: Call, hospital: string): Answer | null {
  if (practice.switches().smtAuth === 'none') return null;
  const user = practice.sessions.userOfToken(bearerOf(call));
  if (!user) return jsonAnswer({ message: 'Unauthorized' }, 401);
  return user.hospital === hospital ? null : jsonAnswer({ message: 'Forbidden' }, 403);
}

/** `POST …/budgetSummaryByVendorReport/search`. */
export function smtSearchCall(practice: Practice, call: Call): Answer {
  const search = readSearch(call.body);
  if (typeof search === 'string') return jsonAnswer({ message: search }, 400);
  const hospital = hospitalOf(search);
  return refusal(practice, call, hospital) ?? jsonAnswer({ datas: recordsFor(practice, search, hospital) });
}

/** The same answer, blown up to 20,000 records of other batches. */
export function manySmtRecords(practice: Practice, call: Call): Answer {
  const search = readSearch(call.body);
  if (typeof search === 'string') return jsonAnswer({ message: search }, 400);
  const records = recordsFor(practice, search, hospitalOf(search));
  const datas = Array.from({ length: records.length === 0 ? 0 : manyRecords }, (_, i) => ({
    ...records[i % records.length],
    batchNo: String(1_000_000 + i),
    recId: 2_000_000 + i,
  }));
  return jsonAnswer({ datas });
}
