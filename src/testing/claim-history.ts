import assert from 'node:assert/strict';
import type { Db } from '../db/db.js';
import { importRepFile } from '../services/import-rep-file.js';
import type { ImportRoom } from './import-parts.js';
import { repTestWorkbook, type TestWorkbook, ucsRow } from './rep-workbook.js';
import { statementBytes, statementRow } from './statement-workbook.js';

/** An invented claim that was denied, issued again, appealed and stated, as real workbooks that were imported. */
export interface ClaimHistory {
  readonly tranId: string;
  readonly hn: string;
  readonly an: string;
  readonly pid: string;
  readonly name: string;
  readonly repNo: string;
  readonly firstFile: number;
  readonly appealFile: number;
  readonly statement: number;
}

export async function importClaimHistory(db: Db, room: ImportRoom): Promise<ClaimHistory> {
  const patient = { hn: '0099417', an: '990000417', pid: '9900000417921', name: 'สมมุติ ตัวอย่าง' };
  const tranId = '990604417';
  const row = (fields: Parameters<typeof ucsRow>[1]) =>
    ucsRow(tranId, { ...patient, claim_net: 1000, ...fields });
  const take = async (name: string, bytes: Uint8Array) => {
    const path = room.put(name, bytes);
    const { fileId, status } = await importRepFile(room.parts(db), { path, source: 'cli' });
    assert.ok(fileId, `${name} ${status}`);
    return fileId;
  };
  const book = (name: string, rest: Partial<TestWorkbook> & Pick<TestWorkbook, 'rows'>) =>
    take(`eclaim_99999_${name}.xls`, repTestWorkbook({ form: 'ucs', ...rest }));

  const denied = { rep_no: '690100001', reimb_nhso: 0, error_code: 'C312' };
  const drug = {
    tran_id: tranId,
    hn: patient.hn,
    an: patient.an,
    pid: patient.pid,
    patient_name: patient.name,
  };
  const firstFile = await book('IP_25690115_101501885', {
    rows: [row(denied), ucsRow('990604418')],
    drugs: [{ ...drug, drug_code: 'D0990', generic_name: 'ยาตัวอย่าง', claim_amount: 55.5, reimb_amount: 0 }],
  });
  await book('IP_25690219_101501885', { rows: [row({ ...denied, rep_no: '690200002' })] });
  const appealFile = await book('IP_APPEAL_25690326_101501885', {
    rows: [
      row({ ...denied, error_code: 'AP1' }),
      row({ rep_no: '690300087', reimb_nhso: 900.25, iphc: 900.25, drg: '04520', remark: 'แก้แล้ว' }),
    ],
    summary: [{ rep_no: '690300087', total_cases: 1, passed_cases: 1, failed_cases: 0, reimb_total: 900.25 }],
    drugs: [
      { ...drug, drug_code: 'D0991', generic_name: 'ยาตัวอย่าง', claim_amount: 120.5, reimb_amount: 100 },
      {
        ...drug,
        drug_code: 'D0992',
        generic_name: 'ยาตัวอย่าง',
        claim_amount: 79.25,
        reimb_amount: 0,
        error_code: '305',
      },
    ],
  });
  const statement = await take(
    'STM_99999_IPUCS256904_02.xls',
    statementBytes({
      documentNo: '99999_IPUCS256904_02',
      details: [
        {
          name: 'ข้อมูลอุทธรณ์',
          rows: [statementRow(tranId, { ...patient, rep_no: '690300087', total_compensation: 850.24 })],
        },
      ],
    }),
  );
  return { tranId, ...patient, repNo: '690300087', firstFile, appealFile, statement };
}
