import type { RowTexts } from '../db/db.js';
import type { ExportColumn, ExportFormatName } from '../domain/export-column.js';

/** Where the bytes of a file go; resolves when more may come, rejects where nobody takes them any more. */
export interface ByteSink {
  write(piece: string | Uint8Array): Promise<void>;
}

/** What stands around the rows. */
export interface ExportHead {
  /** Name of what goes out, e.g. `claims`. */
  readonly subject: string;
  readonly columns: readonly ExportColumn[];
  /** The moment of the data. */
  readonly asOf: Date;
}

export interface FormatWriter {
  /** Values in the order of the columns. */
  write(rows: readonly RowTexts[]): Promise<void>;
  /** What makes the file whole. A file without it is seen to be cut. */
  end(): Promise<void>;
}

/** A kind of file that rows go out in, of any number and in constant memory. */
export interface Format {
  readonly name: ExportFormatName;
  readonly contentType: string;
  /** Characters that one value can have; null = any number. */
  readonly longestValue: number | null;
  /** Begins the file with what stands before the rows. */
  open(out: ByteSink, head: ExportHead): Promise<FormatWriter>;
}
