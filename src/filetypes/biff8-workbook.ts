import { readGlobals } from './biff8-globals.js';
import { damaged, type RecordStream, recordStream } from './biff8-records.js';
import { openBiff8Sheet } from './biff8-sheet.js';
import { bytesSource } from './byte-source.js';
import { openOleContainer } from './ole-container.js';
import type { OpenWorkbook, Workbook } from './workbook-reader.js';

/**
 * Reads an Excel 97-2003 workbook (BIFF8, [MS-XLS]) record by record: everything is checked here, the rows are read from
 * the bytes each time that they are asked for, so that memory holds no sheet. Sheets come in the order of their tabs;
 * charts, macros and modules have no rows; a formula is its last result. The bytes must not change meanwhile.
 *
 * Throws ReadFailure `damaged`, or ReaderDoubt where another reader shall be asked.
 */
export const openBiff8Workbook: OpenWorkbook = (bytes) => {
  const stream = openOleContainer(bytesSource(bytes)).stream('Workbook');
  if (!stream) throw damaged('a container without a workbook');
  return readBiff8Stream(recordStream(stream));
};

/** As `openBiff8Workbook`, of the stream that holds the workbook. */
export function readBiff8Stream(stream: RecordStream): Workbook {
  const globals = readGlobals(stream);
  if (globals.sheets.length === 0) throw damaged('workbook without sheets');
  const sheets = globals.sheets.map((listed) => ({ listed, sheet: openBiff8Sheet(stream, globals, listed) }));
  let end = 0;
  for (const { listed, sheet } of [...sheets].sort((a, b) => a.listed.start - b.listed.start)) {
    if (listed.start < end) throw damaged('two sheets lie in one another');
    end = sheet.end;
  }
  return {
    date1904: globals.date1904,
    sheets: sheets.map(({ listed: { name, hidden }, sheet: { merges, rows, columnsBelow } }) => ({
      name,
      hidden,
      merges,
      rows,
      columnsBelow,
    })),
  };
}
