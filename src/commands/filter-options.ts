import { readBuddhistYear, readDay } from './arguments.js';
import type { CommandOption, Given } from './command.js';

/** The filter of figures and exports as options; names as in an address, with `-` for `_`. */
export const filterOptions = {
  'fiscal-year': {
    type: 'string',
    value: 'YEAR',
    help: { th: 'ปีงบประมาณ พ.ศ. (ปริยาย ปีนี้)', en: 'fiscal year of the Buddhist Era (this year if absent)' },
  },
  from: {
    type: 'string',
    value: 'DAY',
    help: { th: 'วันที่รับบริการตั้งแต่', en: 'service day from, YYYY-MM-DD' },
  },
  to: { type: 'string', value: 'DAY', help: { th: 'ถึงก่อนวันที่', en: 'up to, not including, YYYY-MM-DD' } },
  scheme: {
    type: 'string',
    multiple: true,
    value: 'CODES',
    help: { th: 'สิทธิ', en: 'schemes, e.g. ucs,ofc' },
  },
  kind: { type: 'string', multiple: true, value: 'KINDS', help: { th: 'op, ip, orf', en: 'op, ip, orf' } },
  fund: { type: 'string', value: 'FUND', help: { th: 'กองทุน', en: 'fund' } },
  'service-type': { type: 'string', value: 'TYPE', help: { th: 'ประเภทบริการ', en: 'service type' } },
  hospital: {
    type: 'string',
    value: 'HCODE',
    help: { th: 'โรงพยาบาลเจ้าของไฟล์ REP', en: 'hospital in the name of the REP file' },
  },
  'error-code': { type: 'string', value: 'CODE', help: { th: 'รหัสข้อผิดพลาด', en: 'error code' } },
  status: { type: 'string', value: 'passed|denied', help: { th: 'ผ่านหรือไม่ผ่าน', en: 'passed or denied' } },
  drg: { type: 'string', value: 'DRG', help: { th: 'DRG', en: 'DRG' } },
  referrer: {
    type: 'string',
    value: 'HCODE',
    help: { th: 'รหัสโรงพยาบาลที่ส่งต่อมา', en: 'hospital that referred the patient' },
  },
  drug: {
    type: 'string',
    value: 'CODE',
    help: { th: 'เคลมที่ยานี้ถูกตัด (any = ยาใดก็ได้)', en: 'claims of which this drug was cut (any = whichever)' },
  },
  instrument: {
    type: 'string',
    value: 'CODE',
    help: { th: 'เคลมที่อุปกรณ์นี้ถูกตัด', en: 'claims of which this instrument was cut' },
  },
  'deny-code': {
    type: 'string',
    value: 'CODE',
    help: { th: 'เคลมที่มีรายการถูกปฏิเสธด้วยรหัสนี้', en: 'claims with an item refused by this code' },
  },
  'zero-reason': {
    type: 'string',
    value: 'TEXT',
    help: { th: 'เคลมที่มีรายการจ่ายศูนย์ด้วยเหตุนี้', en: 'claims with an item paid with nothing for this reason' },
  },
  weekday: {
    type: 'string',
    value: '1-7',
    help: { th: 'วันในสัปดาห์ 1 = จันทร์ ถึง 7 = อาทิตย์', en: 'day of the week, 1 = Monday to 7 = Sunday' },
  },
  'main-hospital': {
    type: 'string',
    value: 'HCODE',
    help: { th: 'หน่วยบริการประจำ (HMAIN)', en: 'hospital where the patient is registered (HMAIN)' },
  },
  treating: {
    type: 'string',
    value: 'HCODE',
    help: { th: 'หน่วยที่รักษา (HCODE ของแถว)', en: 'unit that treated (HCODE of the row)' },
  },
  'sent-late': {
    type: 'string',
    value: 'PERCENT',
    help: {
      th: 'ร้อยละที่จ่ายเพราะส่งช้า เช่น 95 หรือ yes, no, any, none',
      en: 'per cent paid for late sending (PS), e.g. 95, or yes, no, any, none',
    },
  },
  stay: {
    type: 'string',
    value: 'DAYS',
    help: {
      th: 'วันนอนผู้ป่วยใน เช่น 0, 4-7, 31+ หรือ any, none',
      en: 'days an inpatient stayed, e.g. 0, 4-7, 31+, or any, none',
    },
  },
  'payment-column': {
    type: 'string',
    value: 'COLUMN',
    help: {
      th: 'เคลมที่คอลัมน์การจ่ายนี้มียอด เช่น iphc (any = คอลัมน์ใดก็ได้)',
      en: 'claims with an amount in this payment column, e.g. iphc (any = whichever)',
    },
  },
  'first-passed': {
    type: 'string',
    value: 'yes|no',
    help: { th: 'ฉบับแรกผ่านหรือไม่', en: 'whether the first version passed' },
  },
  appealed: {
    type: 'string',
    value: 'yes|no',
    help: { th: 'มีฉบับอุทธรณ์หรือไม่', en: 'whether a version came with an appeal workbook' },
  },
  adjrw: {
    type: 'string',
    value: 'yes|no',
    help: { th: 'ระบุ AdjRW หรือไม่', en: 'whether the claim states an AdjRW' },
  },
  'waiting-stm': {
    type: 'string',
    value: 'AGE',
    help: {
      th: 'รอใบแจ้งยอด: all, 0-30, 31-60, 61-90, 90+, unknown',
      en: 'waits for a statement: all, 0-30, 31-60, 61-90, 90+, unknown',
    },
  },
  state: {
    type: 'string',
    multiple: true,
    value: 'STATES',
    help: {
      th: 'สถานะตามใบแจ้งยอด เช่น part_paid,reversed',
      en: 'what statements say of the claim, e.g. part_paid,reversed',
    },
  },
  undated: {
    type: 'string',
    value: 'with|only',
    help: { th: 'เคลมที่ไม่มีวันที่รับบริการ', en: 'claims without a service date' },
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** What was given, under the names that an address has; days and years are checked here for their hints. */
export function filterQueryOf(options: Given<typeof filterOptions>['options']): Record<string, string> {
  const year = options['fiscal-year'];
  return {
    fiscal_year: year === null ? '' : String(readBuddhistYear('fiscal-year', year)),
    from: options.from === null ? '' : readDay('from', options.from),
    to: options.to === null ? '' : readDay('to', options.to),
    scheme: options.scheme.join(','),
    kind: options.kind.join(','),
    fund: options.fund ?? '',
    service_type: options['service-type'] ?? '',
    hospital: options.hospital ?? '',
    error_code: options['error-code'] ?? '',
    status: options.status ?? '',
    drg: options.drg ?? '',
    referrer: options.referrer ?? '',
    drug: options.drug ?? '',
    instrument: options.instrument ?? '',
    deny_code: options['deny-code'] ?? '',
    zero_reason: options['zero-reason'] ?? '',
    weekday: options.weekday ?? '',
    main_hospital: options['main-hospital'] ?? '',
    treating: options.treating ?? '',
    sent_late: options['sent-late'] ?? '',
    stay: options.stay ?? '',
    payment_column: options['payment-column'] ?? '',
    first_passed: options['first-passed'] ?? '',
    appealed: options.appealed ?? '',
    adjrw: options.adjrw ?? '',
    waiting_stm: options['waiting-stm'] ?? '',
    state: options.state.join(','),
    undated: options.undated ?? '',
  };
}
