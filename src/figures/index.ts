import { appealRecovery } from './appeal-recovery.js';
import { claimsSummary } from './claims-summary.js';
import { denialRate } from './denial-rate.js';
import type { Figure } from './figure.js';
import { firstPass } from './first-pass.js';
import { reimbursementRate } from './reimbursement-rate.js';
import { topErrorCodes } from './top-error-codes.js';

/** Every figure; the API, the command line and the pages take them from here. */
export const figures: readonly Figure[] = [
  claimsSummary,
  denialRate,
  reimbursementRate,
  firstPass,
  appealRecovery,
  topErrorCodes,
];

export function figureByName(name: string): Figure | null {
  return figures.find((figure) => figure.name === name) ?? null;
}
