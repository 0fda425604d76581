import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { orfRow, repTestWorkbook, ucsRow } from './rep-workbook.js';
import { statementBytes, statementRow } from './statement-workbook.js';
import { zipOf } from './zip.js';

/** What the story of a trial does to which file, by parts of their names. */
export const killStory = { undone: 'OP_25690114', forced: 'ORF_25690111', strange: 'OP_25690116' } as const;

const claims = (from: number, count: number, repNo: string) =>
  Array.from({ length: count }, (_, index) => ucsRow(String(from + index), { rep_no: repNo }));

/** Puts the workbooks of one hospital into a folder: REP with two issues, an appeal, ORF, items, a strange form, STM, a .zip. */
export async function putKillWorkbooks(folder: string, hospital: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rep = (part: string) => `eclaim_${hospital}_${part}_101501885.xls`;
  const documentNo = `${hospital}_IPUCS256811_01`;
  const issue = repTestWorkbook({
    form: 'ucs',
    rows: claims(990000, 120, '690190001'),
    reportTime: '06/01/2569 เวลา 08:00',
  });
  const reissue = repTestWorkbook({
    form: 'ucs',
    rows: [ucsRow('990000', { error_code: '305', reimb_nhso: 0 }), ...claims(990001, 100, '690190001')],
    reportTime: '07/01/2569 เวลา 08:00',
  });
  const appeal = repTestWorkbook({
    form: 'ucs',
    rows: [
      ucsRow('990000', { error_code: 'AP1', reimb_nhso: 0 }),
      ucsRow('990000', { rep_no: '690190009', reimb_nhso: 9 }),
      ucsRow('990400', { rep_no: '690190009' }),
      ucsRow('990400', { rep_no: '690190009' }),
    ],
  });
  const items = repTestWorkbook({
    form: 'ucs',
    rows: claims(990300, 40, '690190011'),
    drugs: [{ tran_id: '990300', drug_seq: 1, quantity: 2, claim_amount: 20.25, reimb_amount: 18.5 }],
  });
  // Headings that no other hospital has, for an approval holds for all of them.
  const strange = repTestWorkbook({
    form: 'ucs',
    rows: claims(990500, 20, '690190012'),
    heading: (text) => (text === 'HCODE' ? `รหัส ${hospital}` : text),
  });
  const statement = (tranIds: readonly string[], reportTime: string) =>
    statementBytes({
      documentNo,
      hospital,
      reportTime,
      details: [
        { name: 'D', rows: tranIds.map((tranId, index) => statementRow(tranId, { seq: index + 1 })) },
      ],
    });
  const files: Readonly<Record<string, Buffer>> = {
    [`1-${rep('OP_25690105')}`]: issue,
    [`2-STM_${documentNo}.xls`]: statement(['990000', '990300', '990999'], '20/12/2568 เวลา 18:30'),
    [`3-${rep('OP_25690105')}`]: reissue,
    '4-more.zip': await zipOf([
      { name: rep('OP_APPEAL_25690110'), content: appeal },
      { name: rep('IP_25690112'), content: items },
      { name: `STM_${documentNo}.xls`, content: statement(['990000', '990400'], '21/12/2568 เวลา 18:30') },
    ]),
    [`5-${rep('ORF_25690111')}`]: repTestWorkbook({
      form: 'orf',
      rows: [orfRow('990001'), orfRow('990600')],
    }),
    [`6-${rep('OP_25690114')}`]: repTestWorkbook({ form: 'ucs', rows: claims(990000, 60, '690190014') }),
    [`7-${rep('OP_25690116')}`]: strange,
    [`8-${rep('OP_25690117')}`]: Buffer.from('no workbook'),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
}
