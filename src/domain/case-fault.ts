import { AppError } from './errors.js';

/** One field of a case that is not valid, and why (English, as the API says it). */
export interface FieldFault {
  readonly field: string;
  readonly detail: string;
}

/** A case that was not stored: each field that is wrong is named. */
export class CaseFault extends AppError {
  readonly faults: readonly FieldFault[];
  constructor(faults: readonly FieldFault[]) {
    super('validation', { count: faults.length });
    this.name = 'CaseFault';
    this.faults = faults;
  }
}
