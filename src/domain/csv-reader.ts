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

const quote = 34;
const lineEnd = 10;
const carriageReturn = 13;

/** Where plain letters end: at one that means something, or with the piece. */
function endOfPlain(piece: string, from: number, separator: number, isBegin: boolean): number {
  for (let at = from; at < piece.length; at++) {
    const code = piece.charCodeAt(at);
    if (code === separator || code === lineEnd || code === carriageReturn) return at;
    if (code === quote && isBegin && at === from) return at;
  }
  return piece.length;
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * RFC 4180; a quote inside quotes is doubled; empty lines are left out. The first piece holds the first line. Cells are cut
 * out of the piece in stretches: put together letter by letter, each letter would leave something to clear away.
 */
export function createCsvReader(): CsvReader {
  let separator = 0;
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
  const actOn = (code: number, records: CsvRecord[]): void => {
    if (code === quote) quoteFrom = line;
    else if (code === separator) {
      cells.push(cell);
      cell = '';
    } else if (code === lineEnd) {
      line++;
      endRecord(records);
      begins = line;
    }
  };
  /** Takes a stretch that begins there; answers where the next one does. */
  const take = (piece: string, from: number, records: CsvRecord[]): number => {
    if (maybeClosed) {
      maybeClosed = false;
      if (piece.charCodeAt(from) === quote) {
        cell += '"';
        return from + 1;
      }
      quoteFrom = null;
    }
    if (quoteFrom !== null) {
      const found = piece.indexOf('"', from);
      const inside = piece.slice(from, found < 0 ? piece.length : found);
      cell += inside;
      line += countLineEnds(inside);
      maybeClosed = found >= 0;
      return from + inside.length + (maybeClosed ? 1 : 0);
    }
    const end = endOfPlain(piece, from, separator, cell === '');
    if (end > from) cell += piece.slice(from, end);
    if (end === piece.length) return end;
    actOn(piece.charCodeAt(end), records);
    return end + 1;
  };
  return {
    push(piece) {
      if (separator === 0 && piece !== '') separator = separatorOf(piece).charCodeAt(0);
      const records: CsvRecord[] = [];
      for (let at = 0; at < piece.length; ) {
        const next = take(piece, at, records);
        size += next - at;
        if (cells.length === 0 && cell === '' && quoteFrom === null) size = 0;
        at = next;
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
