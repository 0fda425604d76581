/**
 * Checks that a file is a whole, readable BIFF8 workbook before anything of it is believed: container, stream,
 * each sheet from its first to its last record (MS-XLS 2.1.4, 2.4).
 */
import { damaged, type RecordStream, recordStream, recordType, walkPart } from './biff8-records.js';
import { type ByteSource, bytesSource } from './byte-source.js';
import { openOleContainer } from './ole-container.js';
import { ReadFailure } from './read-failure.js';

const biff8 = 0x0600;

function workbookStream(file: ByteSource): ByteSource {
  const container = openOleContainer(file);
  const stream = container.stream('Workbook');
  if (stream) return stream;
  if (container.stream('Book')) throw new ReadFailure('old_excel', 'stream Book: Excel 5 or 95');
  if (container.streams.some((name) => /^Encrypted(Package|Summary)$/u.test(name)))
    throw new ReadFailure('encrypted', 'an encrypted package');
  throw new ReadFailure('not_a_workbook', 'an OLE file without a workbook');
}

/** A stream of which everything before the sheets was looked at. */
export interface CheckedStream {
  readonly stream: RecordStream;
  /** Where the list says that sheets begin. */
  readonly sheets: readonly number[];
}

/** The stream of a BIFF8 workbook. Throws ReadFailure `damaged`, `encrypted`, `old_excel` or `not_a_workbook`. */
export function checkedStream(file: ByteSource): CheckedStream {
  const stream = recordStream(workbookStream(file));
  if (stream.size < 8) throw damaged('workbook stream is empty');
  stream.look(0);
  const { numbers } = stream;
  if (numbers.getUint16(0, true) !== recordType.bof) {
    if ([0x0009, 0x0209, 0x0409].includes(numbers.getUint16(0, true)))
      throw new ReadFailure('old_excel', 'BIFF2 to BIFF4');
    throw damaged('workbook stream does not begin with BOF');
  }
  if (numbers.getUint16(4, true) !== biff8) throw new ReadFailure('old_excel', 'not BIFF8');

  const sheets: number[] = [];
  walkPart(stream, 0, (type, body, length) => {
    if (type === recordType.filePass) throw new ReadFailure('encrypted', 'FILEPASS');
    if (type === recordType.boundSheet && length >= 8) sheets.push(stream.numbers.getUint32(body, true));
    return undefined;
  });
  if (sheets.length === 0) throw damaged('workbook without sheets');
  return { stream, sheets };
}

/** Goes over every sheet from its first to its last record. Throws ReadFailure `damaged`. */
export function checkSheets({ stream, sheets }: CheckedStream): void {
  for (const start of sheets) walkPart(stream, start, () => undefined);
}

/** Throws as `checkedStream`; returns when the workbook is whole. */
export function checkWorkbook(file: Uint8Array): void {
  checkSheets(checkedStream(bytesSource(file)));
}
