import { satangOf } from '../../domain/satang.js';
import { rate } from '../../figures/rate.js';
import type { ReportNumbers } from '../../services/read-report.js';

/** The part of what was claimed that is not reimbursed; the figures have its two parts, and all other quotients. */
export const lossRateOf = ({ loss, claimed }: ReportNumbers) => rate(satangOf(loss), satangOf(claimed));
