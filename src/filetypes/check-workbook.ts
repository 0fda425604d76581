/**
 * Checks that a file is a whole, readable BIFF8 workbook before anything of it is believed: container, stream,
 * each sheet from its first to its last record (MS-XLS 2.1.4, 2.4).
 */
import { openOleContainer } from './ole-container.js';
import { ReadFailure } from './read-failure.js';

const record = { bof: 0x0809, eof: 0x000a, filePass: 0x002f, boundSheet: 0x0085 } as const;
const biff8 = 0x0600;

const damaged = (reason: string) => new ReadFailure('damaged', reason);

/** Walks one part of the stream from its BOF to its EOF, over parts inside it (charts); calls for each record. */
function walk(
  stream: Buffer,
  start: number,
  visit: (type: number, body: number, length: number) => void,
): void {
  let depth = 0;
  for (let at = start; ; ) {
    if (at + 4 > stream.length) throw damaged('a sheet has no end');
    const type = stream.readUInt16LE(at);
    const length = stream.readUInt16LE(at + 2);
    if (at + 4 + length > stream.length) throw damaged('a record lies past the end of the workbook');
    if (at === start && type !== record.bof) throw damaged('a sheet does not begin where the list says');
    if (type === record.bof) depth += 1;
    else if (type === record.eof) depth -= 1;
    else if (depth === 1) visit(type, at + 4, length);
    if (depth === 0) return;
    at += 4 + length;
  }
}

function workbookStream(file: Uint8Array): Buffer {
  const container = openOleContainer(file);
  const stream = container.stream('Workbook');
  if (stream) return stream;
  if (container.stream('Book')) throw new ReadFailure('old_excel', 'stream Book: Excel 5 or 95');
  if (container.streams.some((name) => /^Encrypted(Package|Summary)$/u.test(name)))
    throw new ReadFailure('encrypted', 'an encrypted package');
  throw new ReadFailure('not_a_workbook', 'an OLE file without a workbook');
}

/** Throws ReadFailure `damaged`, `encrypted`, `old_excel` or `not_a_workbook`; returns when the workbook is whole. */
export function checkWorkbook(file: Uint8Array): void {
  const stream = workbookStream(file);
  if (stream.length < 8) throw damaged('workbook stream is empty');
  if (stream.readUInt16LE(0) !== record.bof) {
    if ([0x0009, 0x0209, 0x0409].includes(stream.readUInt16LE(0)))
      throw new ReadFailure('old_excel', 'BIFF2 to BIFF4');
    throw damaged('workbook stream does not begin with BOF');
  }
  if (stream.readUInt16LE(4) !== biff8) throw new ReadFailure('old_excel', 'not BIFF8');

  const sheets: number[] = [];
  walk(stream, 0, (type, body, length) => {
    if (type === record.filePass) throw new ReadFailure('encrypted', 'FILEPASS');
    if (type === record.boundSheet && length >= 8) sheets.push(stream.readUInt32LE(body));
  });
  if (sheets.length === 0) throw damaged('workbook without sheets');
  for (const start of sheets) walk(stream, start, () => undefined);
}
