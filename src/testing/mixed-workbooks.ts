import { orfRow, repTestWorkbook, ucsRow } from './rep-workbook.js';
import { statementBytes, statementRow } from './statement-workbook.js';

/** Workbooks by name: two issues, an appeal with an old row and a copy, ORF, drugs, a refused row, statements, no workbook. */
export const mixedWorkbooks: Readonly<Record<string, () => Buffer | string>> = {
  'eclaim_99999_OP_25690105_201501885.xls': () =>
    repTestWorkbook({
      form: 'ucs',
      rows: [
        ucsRow('990001', { error_code: '305,C12', reimb_nhso: 0 }),
        ucsRow('990002', { ophc: 0.75, fs: 0.25 }),
        ucsRow('990003'),
      ],
      reportTime: '06/01/2569 เวลา 08:00',
    }),
  'again/eclaim_99999_OP_25690105_201501885.xls': () =>
    repTestWorkbook({
      form: 'ucs',
      rows: [ucsRow('990001', { reimb_nhso: 2 }), ucsRow('990002', { error_code: '401' })],
      reportTime: '07/01/2569 เวลา 08:00',
    }),
  'eclaim_99999_OP_APPEAL_25690110_101501885.xls': () =>
    repTestWorkbook({
      form: 'ucs',
      rows: [
        ucsRow('990001', { error_code: 'AP1', reimb_nhso: 0 }),
        ucsRow('990001', { rep_no: '690190009', reimb_nhso: 9 }),
        ucsRow('990004', { rep_no: '690190009', reimb_nhso: 11 }),
        ucsRow('990004', { rep_no: '690190009', reimb_nhso: 11 }),
      ],
      summary: [{ rep_no: '690190009', total_cases: 3, passed_cases: 3, failed_cases: 0, reimb_total: 31 }],
    }),
  'eclaim_99999_ORF_25690111_101501885.xls': () =>
    repTestWorkbook({ form: 'orf', rows: [orfRow('990005'), orfRow('990006', { claim_amt: 'x' })] }),
  'eclaim_99999_IP_25690112_101501885.xls': () =>
    repTestWorkbook({
      form: 'ucs',
      rows: [ucsRow('990007', { an: '990000412', rep_no: '690190011' })],
      drugs: [{ tran_id: '990007', drug_seq: 1, quantity: 2, claim_amount: 20.25, reimb_amount: 18.5 }],
    }),
  'eclaim_99999_OP_25690114_101501885.xls': () =>
    repTestWorkbook({ form: 'ucs', rows: [ucsRow('990008', { rep_no: '690190012' })] }),
  'eclaim_99999_OP_25690115_101501885.xls': () => 'no workbook',
  'eclaim_99999_OP_25690116_101501885.xls': () =>
    repTestWorkbook({
      form: 'ucs',
      rows: [ucsRow('990009')],
      heading: (text) => text.replace('HN', 'H.N. X'),
    }),
  'STM_99999_IPUCS256811_01.xls': () =>
    statementBytes({
      details: [{ name: 'D', rows: [statementRow('990007'), statementRow('990099', { seq: 2 })] }],
    }),
  'again/STM_99999_IPUCS256811_01.xls': () =>
    statementBytes({
      details: [{ name: 'D', rows: [statementRow('990007'), statementRow('990001', { seq: 2 })] }],
      reportTime: '21/12/2568 เวลา 18:30',
    }),
};
