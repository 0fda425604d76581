/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which it begins, 1-based: a quoted cell may hold line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The mark between cells, by the first line: Excel in other languages writes `;`, copied tables have tabs. */
function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/**
 * Records of a CSV file (RFC 4180; a quote inside quotes is doubled), empty lines left out. `openQuote` is the line of a
 * quote that is never closed: everything after it is one cell, so the file must not be used.
 */
export function readCsv(text: string): { readonly records: CsvRecord[]; readonly openQuote: number | null } {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let begins = 1;
  let quoteFrom: number | null = null;
  const endRecord = () => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== '') records.push({ line: begins, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '\n') line++;
    if (quoteFrom !== null) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoteFrom = null;
    } else if (letter === '"' && cell === '') quoteFrom = line;
    else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      endRecord();
      begins = line;
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || cells.length > 0) endRecord();
  return { records, openQuote: quoteFrom };
}
