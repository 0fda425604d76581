import { stmDetailColumns } from '../../filetypes/stm-detail.columns.js';
import { stmRepSummaryColumns } from '../../filetypes/stm-rep-summary.columns.js';
import { type Cell, type SheetInput, writeWorkbook } from '../biff8-writer.js';
import { buddhistDayText, gregorianText } from '../claims/wall-time.js';
import { formHeading } from '../rep/form-heading.js';
import { baht, bahtOrZero, createFormRow, weight } from '../rep/form-row.js';
import { netReceivable, type Statement, type StatementLine } from './statement.js';

/** The workbook of one statement (formats/README 2): receivable, summary by REP, details normal and appeal. */

const nothing = '-';
const detailRow = createFormRow(stmDetailColumns);
const summaryRow = createFormRow(stmRepSummaryColumns);
const headingPlace = { levels: [11, 12, 13], lastRow: 13 };

function topRows(statement: Statement, subject: string): Cell[][] {
  const rows: Cell[][] = Array.from({ length: headingPlace.levels[0] ?? 0 }, () => []);
  rows[0] = [subject];
  rows[1] = [`ออกรายงานวันที่ ${buddhistDayText(statement.issuedOn)} เวลา 18:30`];
  rows[3] = [`โรงพยาบาล ${statement.hospital} รพ.ตัวอย่าง`];
  rows[4] = ['จังหวัด 9900 ตัวอย่าง'];
  rows[6] = [`เลขที่เอกสาร ${statement.documentNo}`];
  return rows;
}

/** The receivable column of a group of funds. */
function receivable(line: StatementLine): Record<string, Cell> {
  const { claim, paid } = line;
  const amount = baht(paid);
  if (claim.kind === 'IP') return { receivable_ip_calc: amount, receivable_ip_paid: amount };
  switch (claim.group) {
    case 'hc':
      return { hc_amount: amount };
    case 'ae':
      return { ae_amount: amount };
    case 'inst':
      return { inst_amount: amount };
    case 'pp':
      return { pp_amount: amount };
    case 'dmis':
      return { dmis_calc: amount, dmis_paid: amount };
    default:
      return { receivable_op: amount };
  }
}

function stmDetailRow(line: StatementLine, number: number): Cell[] {
  const { claim } = line;
  const isIp = claim.kind === 'IP';
  const discharged = claim.kind === 'ORF' ? null : claim.dischargedAt;
  return detailRow(
    {
      rep_no: claim.repNo,
      seq: number,
      tran_id: claim.tranId,
      hn: claim.person.hn,
      an: claim.kind === 'ORF' ? null : claim.an,
      pid: claim.person.pid,
      patient_name: claim.person.name,
      date_admit: gregorianText(claim.visitedAt),
      date_discharge: discharged && gregorianText(discharged),
      main_inscl: 'UCS',
      amount_claimed: bahtOrZero(line.claimed),
      ...(isIp ? { adjrw: weight(claim.rw), ccuf: 1, adjrw2: weight(claim.rw) } : {}),
      ...receivable(line),
      total_compensation: bahtOrZero(line.paid),
      data_source: 'ECLAIM-ONLINE',
      seq_no: claim.tranId.slice(-6),
    },
    nothing,
  );
}

function detailSheet(statement: Statement, name: string, lines: readonly StatementLine[]): SheetInput {
  const heading = formHeading(stmDetailColumns, headingPlace);
  const sum: Cell[] = ['รวม'];
  sum[37] = bahtOrZero(lines.reduce((total, line) => total + line.paid, 0));
  return {
    name,
    rows: [
      ...topRows(statement, `รายละเอียดการจ่ายชดเชย ${name}`),
      ...heading.rows,
      ...lines.map((line, i) => stmDetailRow(line, i + 1)),
      sum,
    ],
    merges: heading.merges,
  };
}

function repRow(statement: Statement, repNo: string, lines: readonly StatementLine[], type: string): Cell[] {
  const paid = lines.reduce((sum, line) => sum + line.paid, 0);
  const isIp = statement.kind === 'IP';
  return summaryRow(
    {
      period: statement.period,
      hcode: statement.hospital,
      rep_no: repNo,
      claim_type: type,
      total_passed: lines.length,
      amount_claimed: bahtOrZero(lines.reduce((sum, line) => sum + line.claimed, 0)),
      ...(isIp
        ? { receivable_ip_calc: baht(paid), receivable_ip_paid: baht(paid) }
        : { receivable_op: baht(paid) }),
      total_receivable: bahtOrZero(paid),
      data_source: 'ECLAIM-ONLINE',
    },
    nothing,
  );
}

function repRows(statement: Statement, lines: readonly StatementLine[], type: string): Cell[][] {
  const numbers = [...new Set(lines.map(({ claim }) => claim.repNo))].sort();
  return numbers.map((repNo) =>
    repRow(
      statement,
      repNo,
      lines.filter(({ claim }) => claim.repNo === repNo),
      type,
    ),
  );
}

function summarySheet(statement: Statement): SheetInput {
  const heading = formHeading(stmRepSummaryColumns, headingPlace);
  const section = (label: string, lines: readonly StatementLine[]): Cell[][] =>
    lines.length === 0 ? [] : [[label], ...repRows(statement, lines, label)];
  return {
    name: `รายงานสรุป ${statement.kind}`,
    rows: [
      ...topRows(statement, 'รายงานสรุปการจ่ายชดเชย'),
      ...heading.rows,
      ...section('ข้อมูลปกติ', statement.normal),
      ...section('ข้อมูลอุทธรณ์', statement.appeal),
    ],
    merges: heading.merges,
  };
}

function receivableRow(statement: Statement, lines: readonly StatementLine[], deduction: number): Cell[] {
  const paid = lines.reduce((sum, line) => sum + line.paid, 0);
  const adjRw = lines.reduce((sum, { claim }) => sum + (claim.kind === 'IP' ? claim.rw : 0), 0);
  return [
    statement.kind === 'IP' ? 'ผู้ป่วยใน' : 'ผู้ป่วยนอก',
    new Set(lines.map(({ claim }) => claim.repNo)).size,
    lines.length,
    adjRw / 10_000,
    bahtOrZero(paid),
    bahtOrZero(deduction),
    0,
  ];
}

function receivableSheet(statement: Statement): SheetInput {
  const titles = [
    '',
    'จำนวน REP ที่ส่ง',
    'จำนวนราย (ผ่าน A)',
    'ผลรวม ADJRW',
    'จ่ายชดเชย',
    'ยอดหักเงินเดือน สป.',
    'ยอดหักเงินเดือน adjrw paid*380',
  ];
  const sum: Cell[] = [null, null, null, null, null, 'รวม', bahtOrZero(netReceivable(statement))];
  return {
    name: 'รายงานพึงรับ',
    rows: [
      ...topRows(statement, 'รายงานพึงรับ'),
      titles,
      ['ข้อมูลปกติ'],
      receivableRow(statement, statement.normal, statement.salaryDeduction),
      ['ข้อมูลอุทธรณ์'],
      receivableRow(statement, statement.appeal, 0),
      [],
      sum,
    ],
  };
}

export function stmFileName(statement: Statement): string {
  return `STM_${statement.documentNo}.xls`;
}

/** The bytes of one statement; its details add up to `paidTotal`. */
export function stmWorkbookBytes(statement: Statement): Buffer {
  const { kind } = statement;
  return writeWorkbook([
    receivableSheet(statement),
    summarySheet(statement),
    detailSheet(statement, `รายละเอียดข้อมูลปกติ ${kind}`, statement.normal),
    detailSheet(statement, `รายละเอียดอุทธรณ์ ${kind}`, statement.appeal),
  ]);
}
