/** The part of a BIFF8 workbook before its sheets: their list, all texts, number formats, the year that dates count from. */
import { builtInFormats } from './biff8-formats.js';
import { damaged, ReaderDoubt, type RecordStream, recordType, walkPart } from './biff8-records.js';
import { bodyReader, readName, readSharedTexts } from './biff8-strings.js';
import type { Cell } from './workbook-reader.js';

/** A sheet as the list has it. */
export interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Place of its BOF in the stream. */
  readonly start: number;
  readonly form: SheetForm;
}

/** What stands in a sheet ([MS-XLS] 2.4.28, field dt). */
const sheetForms: ReadonlyMap<number, SheetForm> = new Map([
  [0, 'cells'],
  [1, 'macros'],
  [2, 'chart'],
  [6, 'module'],
]);
export type SheetForm = 'cells' | 'macros' | 'chart' | 'module';

export interface Biff8Globals {
  readonly sheets: readonly ListedSheet[];
  /** All texts, each as the cell that it is wherever it stands. */
  readonly texts: readonly Cell[];
  /** Number format by the index that cells have (XF); null where the workbook does not say it. */
  readonly formats: readonly (string | null)[];
  readonly date1904: boolean;
}

const mostSheets = 1_000;
const leastListing = 8;
/** Hidden, or hidden so that only a macro can show it. */
const hiddenBits = 0x03;

function listedSheet(stream: RecordStream, at: number, length: number): ListedSheet {
  if (length < leastListing) throw damaged('the list of sheets is cut');
  const body = bodyReader(stream, at, length);
  const start = body.uint32();
  const hidden = (body.byte() & hiddenBits) !== 0;
  const form = sheetForms.get(body.byte());
  if (!form) throw new ReaderDoubt('a kind of sheet that is not known');
  const name = readName(body, 1);
  if (name === '') throw damaged('a sheet without a name');
  return { name, hidden, start, form };
}

/** Reads everything before the sheets. Throws ReadFailure `damaged`, or ReaderDoubt. */
export function readGlobals(stream: RecordStream): Biff8Globals {
  const sheets: ListedSheet[] = [];
  const formatsById = new Map(builtInFormats);
  const cellFormats: number[] = [];
  let texts: readonly Cell[] | null = null;
  let date1904 = false;
  const part = stream.part(
    0,
    walkPart(stream, 0, () => undefined),
  );
  walkPart(part, 0, (type, at, length) => {
    switch (type) {
      case recordType.filePass:
        throw new ReaderDoubt('an encrypted workbook');
      case recordType.boundSheet:
        if (sheets.length >= mostSheets) throw damaged('more sheets than any workbook has');
        sheets.push(listedSheet(part, at, length));
        break;
      case recordType.date1904:
        date1904 = bodyReader(part, at, length).uint16() === 1;
        break;
      case recordType.format: {
        const body = bodyReader(part, at, length);
        const id = body.uint16();
        formatsById.set(id, readName(body, 2));
        break;
      }
      case recordType.xf: {
        const body = bodyReader(part, at, length);
        body.skip(2);
        cellFormats.push(body.uint16());
        break;
      }
      case recordType.sst:
        if (texts) throw new ReaderDoubt('two lists of texts');
        texts = readSharedTexts(bodyReader(part, at, length)).map((value, shared) => ({
          kind: 'text',
          value,
          shared,
        }));
    }
    return undefined;
  });
  return {
    sheets,
    texts: texts ?? [],
    formats: cellFormats.map((id) => formatsById.get(id) ?? null),
    date1904,
  };
}
