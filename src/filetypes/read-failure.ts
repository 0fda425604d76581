import type { ProblemCode } from '../domain/problems/index.js';

/** What ends the read of a whole file. The front of the reader makes an AppError with words of it. */
export type ReadFailureCode = Extract<
  ProblemCode,
  'damaged' | 'encrypted' | 'old_excel' | 'not_a_workbook' | 'file_empty'
>;

export class ReadFailure extends Error {
  readonly code: ReadFailureCode;

  /** `reason` is for the log and for developers: never a value of the file. */
  constructor(code: ReadFailureCode, reason: string) {
    super(reason);
    this.name = 'ReadFailure';
    this.code = code;
  }
}
