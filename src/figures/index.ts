import { claimsSummary } from './claims-summary.js';
import { denialRate } from './denial-rate.js';
import type { Figure } from './figure.js';
import { reimbursementRate } from './reimbursement-rate.js';

/** Every figure; the API, the command line and the pages take them from here. */
export const figures: readonly Figure[] = [claimsSummary, denialRate, reimbursementRate];

export function figureByName(name: string): Figure | null {
  return figures.find((figure) => figure.name === name) ?? null;
}
