import { appealRecovery } from './appeal-recovery.js';
import { caseMix } from './case-mix.js';
import { claimsSummary } from './claims-summary.js';
import { completeness } from './completeness.js';
import { denialRate } from './denial-rate.js';
import type { Figure } from './figure.js';
import { firstPass } from './first-pass.js';
import { itemsCut } from './items-cut.js';
import { lateSending } from './late-sending.js';
import { lengthOfStay } from './length-of-stay.js';
import { mainHospitals } from './main-hospitals.js';
import { moneyPerAdjrw } from './money-per-adjrw.js';
import { moneyByPaymentColumn } from './payment-columns.js';
import { pending } from './pending.js';
import { perBed } from './per-bed.js';
import { reimbursementRate } from './reimbursement-rate.js';
import { topErrorCodes } from './top-error-codes.js';
import { turnaround } from './turnaround.js';
import { weekdays } from './weekdays.js';
import { workDone } from './work-done.js';
import { yearOnYear } from './year-on-year.js';

/** Every figure; the API, the command line and the pages take them from here. */
export const figures: readonly Figure[] = [
  claimsSummary,
  denialRate,
  reimbursementRate,
  firstPass,
  appealRecovery,
  topErrorCodes,
  caseMix,
  moneyPerAdjrw,
  perBed,
  itemsCut,
  moneyByPaymentColumn,
  pending,
  yearOnYear,
  turnaround,
  lengthOfStay,
  lateSending,
  weekdays,
  mainHospitals,
  completeness,
  workDone,
];

export function figureByName(name: string): Figure | null {
  return figures.find((figure) => figure.name === name) ?? null;
}
