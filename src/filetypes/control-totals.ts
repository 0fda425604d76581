import type { ClaimForm } from '../domain/claim.js';

/**
 * Which cells of a Summary sheet prove a workbook: number of claims, passed, failed, money; and the Detail columns that
 * the money sums. A name is a database column, or the heading path where the form's column has none (kept in extra).
 * UCS: formats/README 1.6 (20 + 21 against Detail 10 + 11 of passed rows). All other forms are assumed (formats/README 5;
 * tables.md 3.1): the first real file of each must confirm them.
 */
export interface SummaryCells {
  readonly total: string;
  readonly passed: string;
  readonly failed: string;
  readonly amount: readonly string[];
}

export interface ControlTotalCells {
  readonly normal: SummaryCells;
  readonly appeal: SummaryCells;
  readonly detailAmount: readonly string[];
}

const counts = {
  normal: { total: 'total_cases', passed: 'passed_cases', failed: 'failed_cases' },
  appeal: {
    total: 'ข้อมูลอุทธรณ์ > จำนวนราย > ทั้งหมด',
    passed: 'ข้อมูลอุทธรณ์ > จำนวนราย > ผ่าน',
    failed: 'ข้อมูลอุทธรณ์ > จำนวนราย > ไม่ผ่าน',
  },
} as const;

/** LGO and OFC: treatment and PP apart; the appeal block has this pair twice, first of the old figures, then of the new. */
const agency: ControlTotalCells = {
  normal: { ...counts.normal, amount: ['ชดเชยสุทธิ > ค่ารักษา', 'ชดเชยสุทธิ > PP (รับจาก สปสช.)'] },
  appeal: {
    ...counts.appeal,
    amount: ['ข้อมูลอุทธรณ์ > ชดเชยสุทธิ > ค่ารักษา (2)', 'ข้อมูลอุทธรณ์ > ชดเชยสุทธิ > PP (รับจาก สปสช.) (2)'],
  },
  detailAmount: ['reimb_nhso', 'reimb_pp'],
};

const byForm: Readonly<Record<ClaimForm, ControlTotalCells>> = {
  ucs: {
    normal: { ...counts.normal, amount: ['reimb_agency', 'reimb_total'] },
    appeal: { ...counts.appeal, amount: ['appeal_reimb'] },
    detailAmount: ['reimb_nhso', 'reimb_agency'],
  },
  orf: {
    normal: { ...counts.normal, amount: ['reimb_total', 'ข้อมูลปกติ OPREFER > จ่ายชดเชย'] },
    appeal: {
      ...counts.appeal,
      amount: ['ข้อมูลอุทธรณ์ > จ่ายชดเชย', 'ข้อมูลอุทธรณ์ OPREFER > ข้อมูลใหม่ที่ขออุทธรณ์ > จ่ายชดเชย'],
    },
    detailAmount: ['reimb_total', 'cr_total'],
  },
  lgo: agency,
  ofc: agency,
  sss: {
    normal: { ...counts.normal, amount: ['reimb_total'] },
    appeal: { ...counts.appeal, amount: ['ข้อมูลอุทธรณ์ > จ่ายชดเชย'] },
    detailAmount: ['total_service_amt'],
  },
};

export function controlTotalCells(form: ClaimForm): ControlTotalCells {
  return byForm[form];
}
