import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ByteSink, Format } from './format.js';
import { writeTo } from './write-to.js';
import { headRow, rowWriter } from './xlsx-cells.js';
import { otherParts, sheetFoot, sheetHead, sheetPath } from './xlsx-parts.js';

/** Rows of a sheet, its head among them. */
const mostRows = 1_048_576;
/** Bytes of a sheet: a part of the package that has more is not read by every program (zip64). */
const mostBytes = 4_000_000_000;
/** Rows are alike: more work makes the file a tenth smaller and takes twice as long. */
const compressionLevel = 1;
const pieceLength = 60_000;

/** Bytes of the package go out as they are made. */
async function pump(zip: ZipFile, out: ByteSink): Promise<void> {
  for await (const piece of zip.outputStream) await out.write(piece as Uint8Array); // made by zlib
}

/** A workbook whose sheets hold so many rows and bytes; the others follow on the next sheet under the same head. */
export function xlsxOfSheets(rowsOfSheet: number, bytesOfSheet = mostBytes): Format {
  return {
    name: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    longestValue: 32_767,
    async open(out, { subject, columns, asOf }) {
      const zip = new ZipFile();
      const writeRow = rowWriter(columns);
      let sheets = 0;
      let rows = 0;
      let bytes = 0;
      let sheet = new PassThrough();
      // Whoever waits until the sheet takes more must hear that nobody takes the package any more.
      const pumped = pump(zip, out).catch((error: unknown) => {
        sheet.destroy(error instanceof Error ? error : new Error(String(error)));
        throw error;
      });
      // Told by the sheet that closes, and awaited at the end.
      pumped.catch(() => undefined);

      async function beginSheet(): Promise<void> {
        sheets += 1;
        rows = 1;
        bytes = 0;
        sheet = new PassThrough();
        sheet.on('error', () => undefined);
        zip.addReadStream(sheet, sheetPath(sheets), { compressionLevel, mtime: asOf });
        await put(sheetHead(columns) + headRow(columns));
      }
      async function put(text: string): Promise<void> {
        const piece = Buffer.from(text);
        bytes += piece.length;
        await writeTo(sheet, piece);
      }
      async function endSheet(): Promise<void> {
        await put(sheetFoot(columns, rows));
        sheet.end();
      }

      await beginSheet();
      return {
        async write(given) {
          let text = '';
          for (const row of given) {
            if (rows === rowsOfSheet || bytes >= bytesOfSheet) {
              await put(text);
              text = '';
              await endSheet();
              await beginSheet();
            }
            rows += 1;
            text += writeRow(row, rows);
            if (text.length < pieceLength) continue;
            await put(text);
            text = '';
          }
          if (text !== '') await put(text);
        },
        async end() {
          await endSheet();
          for (const [path, part] of otherParts(subject, sheets))
            zip.addBuffer(Buffer.from(part), path, { mtime: asOf });
          zip.end();
          await pumped;
        },
      };
    },
  };
}

export const xlsx = xlsxOfSheets(mostRows);
