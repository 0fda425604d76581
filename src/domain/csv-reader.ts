/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which it begins, 1-based: a quoted cell may hold line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a CSV piece by piece: a quote, a letter or a record may go on in the next piece. */
export interface CsvReader {
  /** The records that are whole now. */
  push(piece: string): CsvRecord[];
  /** The last one, where no line end stands behind it. */
  end(): CsvRecord[];
  /** Line of a quote that is not closed: everything after it is one cell, so the file must not be used. */
  readonly openQuote: () => number | null;
  /** Letters of the record that is being read: one that never ends is seen early. */
  readonly pending: () => number;
}

/** The mark between cells, by the first line: Excel in other languages writes `;`, copied tables have tabs. */
export function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** RFC 4180; a quote inside quotes is doubled; empty lines are left out. The first piece holds the first line. */
export function createCsvReader(): CsvReader {
  let separator: string | null = null;
  let cells: string[] = [];
  let cell = '';
  let size = 0;
  let line = 1;
  let begins = 1;
  let quoteFrom: number | null = null;
  /** A quote inside quotes at the end of a piece: the next letter tells which one it is. */
  let maybeClosed = false;
  const endRecord = (records: CsvRecord[]) => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== '') records.push({ line: begins, cells });
    cells = [];
    cell = '';
    size = 0;
  };
  const quoted = (letter: string): void => {
    if (letter === '"') maybeClosed = true;
    else cell += letter;
  };
  const plain = (letter: string, records: CsvRecord[]): void => {
    if (letter === '"' && cell === '') quoteFrom = line;
    else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      endRecord(records);
      begins = line;
    } else if (letter !== '\r') cell += letter;
  };
  return {
    push(piece) {
      separator ??= separatorOf(piece);
      const records: CsvRecord[] = [];
      for (const letter of piece) {
        size += 1;
        if (letter === '\n') line++;
        if (maybeClosed) {
          maybeClosed = false;
          if (letter === '"') {
            cell += '"';
            continue;
          }
          quoteFrom = null;
        }
        if (quoteFrom === null) plain(letter, records);
        else quoted(letter);
      }
      return records;
    },
    end() {
      const records: CsvRecord[] = [];
      if (maybeClosed) quoteFrom = null;
      if (cell !== '' || cells.length > 0) endRecord(records);
      return records;
    },
    openQuote: () => quoteFrom,
    pending: () => size,
  };
}
