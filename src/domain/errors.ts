import { type ProblemCode, problemText } from './problems/index.js';

export type Language = 'th' | 'en';
export type ProblemDetails = Readonly<Record<string, string | number>>;

/**
 * A foreseen failure: it has a code, and a text in Thai and English that says what happened, what was kept
 * and what to do. Anything else that is thrown is a fault of the program.
 */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: { cause?: unknown }) {
    super(problemText(code, 'en', details), options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  /** The text for people, e.g. `ไฟล์ว่าง 0 ไบต์ · เก็บไฟล์ไว้แล้ว · ดาวน์โหลดใหม่`. */
  text(language: Language): string {
    return problemText(this.code, language, this.details);
  }
}
