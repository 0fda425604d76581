import type { RepFileName } from '../domain/rep-file-name.js';

/** What the rows of one REP workbook are stored with; told to the thread once the file has its row in the database. */
export interface RowStamp {
  readonly fileId: number;
  readonly name: RepFileName;
  readonly sha256: string;
  readonly reportTime: string | null;
  /** Row hashes of the import before by `sheet|row`; empty at a first import. */
  readonly hashesBefore: ReadonlyMap<string, string>;
}
