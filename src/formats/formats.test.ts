import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { read, utils, type WorkBook } from 'xlsx';
import type { RowTexts } from '../db/db.js';
import type { ExportColumn } from '../domain/export-column.js';
import { csv } from './csv.js';
import type { Format } from './format.js';
import { formats } from './index.js';
import { xlsxOfSheets } from './xlsx.js';
import { dayNumber, xmlText } from './xlsx-cells.js';

const columns: readonly ExportColumn[] = [
  { name: 'tran_id', kind: 'identifier' },
  { name: 'fund', kind: 'text' },
  { name: 'claimed', kind: 'baht' },
  { name: 'adjrw', kind: 'weight' },
  { name: 'service_day', kind: 'day' },
  { name: 'versions', kind: 'count' },
  { name: 'has_appeal', kind: 'flag' },
];
const asOf = new Date('2026-02-03T02:15:27Z');

async function written(format: Format, rows: readonly RowTexts[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const out = {
    write: async (piece: string | Uint8Array) => {
      pieces.push(Buffer.from(piece));
    },
  };
  const writer = await format.open(out, { subject: 'claims', columns, asOf });
  for (const row of rows) await writer.write([row]);
  await writer.end();
  return Buffer.concat(pieces);
}

const hostile = [
  '=1+1',
  '+66 2',
  '-',
  '@sum(A1)',
  '\tแท็บ',
  'บรรทัด\r\nใหม่\rกลาง\n',
  '"คำพูด", จุลภาค',
  'ศูนย์\0ไบต์',
  '😀 ก๊าซ ปู่ ฏิปิฎก',
  '_x0041_ _X000d_',
  '<b>&amp;</b>',
  ' ช่องว่าง ',
  'ย'.repeat(32_767),
];
const rowOf = (fund: string | null, tranId = '0012345678901'): RowTexts => [
  tranId,
  fund,
  '-1234567890123.05',
  '0.1230',
  '2025-10-05',
  '3',
  '1',
];

function sheetRows(workbook: WorkBook, name: string): unknown[][] {
  const sheet = workbook.Sheets[name];
  assert.ok(sheet, `no sheet ${name}`);
  return utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, blankrows: true });
}

describe('a workbook', () => {
  test('SheetJS reads back what was written: texts letter by letter, amounts as numbers, days as days', async () => {
    const rows = [...hostile.map((text) => rowOf(text)), rowOf(null, '000')];
    const workbook = read(await written(formats.xlsx, rows), { cellDates: false });
    assert.deepEqual(workbook.SheetNames, ['claims']);
    const [head, ...body] = sheetRows(workbook, 'claims');
    assert.deepEqual(
      head,
      columns.map(({ name }) => name),
    );
    assert.deepEqual(
      body.map((row) => Array.from(row)),
      rows.map(([tran, fund]) => [
        tran,
        // The reader of this test makes one line end of the two; in the file stand both.
        fund?.replaceAll('\r\n', '\n'),
        -1234567890123.05,
        0.123,
        dayNumber('2025-10-05'),
        3,
        true,
      ]),
    );
    const sheet = workbook.Sheets.claims ?? {};
    assert.equal(sheet.A2?.t, 's');
    assert.equal(sheet.B2?.f, undefined, 'a text that begins with = is no formula');
    assert.deepEqual([sheet.C2?.w, sheet.E2?.w], ['-1,234,567,890,123.05', '2025-10-05']);
    const dates = read(await written(formats.xlsx, [rowOf('ก')]), { cellDates: true, UTC: true });
    assert.deepEqual(dates.Sheets.claims?.E2?.v, new Date('2025-10-05T00:00:00Z'));
  });

  test('rows beyond a sheet follow on the next one, under the same head', async () => {
    const rows = Array.from({ length: 11 }, (_, index) => rowOf(`${index}`, `${index}`));
    const workbook = read(await written(xlsxOfSheets(5), rows));
    assert.deepEqual(workbook.SheetNames, ['claims', 'claims 2', 'claims 3']);
    const sheets = workbook.SheetNames.map((name) => sheetRows(workbook, name));
    assert.deepEqual(
      sheets.map((sheet) => sheet.length),
      [5, 5, 4],
    );
    assert.deepEqual(
      sheets.flatMap((sheet) => sheet.slice(1).map((row) => row[0])),
      rows.map((row) => row[0]),
    );
    for (const [head] of sheets)
      assert.deepEqual(
        head,
        columns.map(({ name }) => name),
      );
  });

  test('a sheet that would have too many bytes ends before, and loses no row', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => rowOf('ย'.repeat(500), `${index}`));
    const workbook = read(await written(xlsxOfSheets(1000, 20_000), rows));
    assert.ok(workbook.SheetNames.length > 2);
    assert.deepEqual(
      workbook.SheetNames.flatMap((name) => sheetRows(workbook, name).slice(1)).map((row) => row[0]),
      rows.map((row) => row[0]),
    );
  });

  test('both characters of a line end stand in the file: an XML reader would make one of them', () => {
    assert.equal(xmlText('หนึ่ง\r\nสอง\rสาม\nสี่'), 'หนึ่ง_x000D_\nสอง_x000D_สาม\nสี่');
  });

  test('exactly as many rows as a sheet holds make no empty second one', async () => {
    const rows = Array.from({ length: 4 }, (_, index) => rowOf(`${index}`));
    assert.deepEqual(read(await written(xlsxOfSheets(5), rows)).SheetNames, ['claims']);
    const [head, ...none] = sheetRows(read(await written(formats.xlsx, [])), 'claims');
    assert.deepEqual([head?.length, none.length], [columns.length, 0]);
  });

  test('where nobody takes it any more the writer hears of it', async () => {
    let pieces = 0;
    const out = {
      write: async () => {
        pieces += 1;
        if (pieces > 2) throw new Error('left');
      },
    };
    const writer = await formats.xlsx.open(out, { subject: 'claims', columns, asOf });
    const rows = Array.from({ length: 500 }, (_, index) => rowOf(`${Math.sin(index)}`));
    await assert.rejects(async () => {
      for (let times = 0; times < 1000; times += 1) await writer.write(rows);
    }, /left/);
  });
});

describe('CSV', () => {
  test('a spreadsheet reads Thai, keeps identifiers as they are, and runs nothing', async () => {
    const rows = [...hostile.filter((text) => !text.includes('\r')), 'ไทย'].map((text) => rowOf(text));
    const workbook = read(await written(csv, rows), { raw: false, cellFormula: true });
    const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''] ?? {};
    const body = sheetRows(workbook, workbook.SheetNames[0] ?? '').slice(1);
    for (const cell of Object.values(sheet))
      assert.equal(typeof cell === 'object' && cell !== null && 'f' in cell, false, 'no formula');
    assert.deepEqual(
      body.map((row) => row[1]),
      rows.map(([, text]) => (/^([=+@\t]|-$)/.test(text ?? '') ? `'${text}` : text)),
    );
    for (const row of body) assert.deepEqual([row[0], row[2]], ['0012345678901', -1234567890123.05]);
  });

  test('it begins with a byte order mark, ends its lines by CRLF, and quotes what must be', async () => {
    const text = (await written(csv, [rowOf('a "b"', '990000001')])).toString('utf8');
    assert.equal(
      text,
      '\uFEFFtran_id,fund,claimed,adjrw,service_day,versions,has_appeal\r\n' +
        '990000001,"a ""b""",-1234567890123.05,0.1230,2025-10-05,3,true\r\n',
    );
  });
});

describe('JSON', () => {
  test('a document has all rows, money as text, and its total at the end', async () => {
    const text = (
      await written(
        formats.json,
        [...hostile, null].map((fund) => rowOf(fund)),
      )
    ).toString('utf8');
    const document: unknown = JSON.parse(text);
    assert.deepEqual(document, {
      as_of: '2026-02-03T02:15:27.000Z',
      rows: [...hostile, null].map((fund) => ({
        tran_id: '0012345678901',
        fund,
        claimed: '-1234567890123.05',
        adjrw: '0.1230',
        service_day: '2025-10-05',
        versions: 3,
        has_appeal: true,
      })),
      next_cursor: null,
      total: hostile.length + 1,
    });
    assert.equal(Object.keys(document as object).at(-1), 'total');
    assert.deepEqual(JSON.parse((await written(formats.json, [])).toString('utf8')).rows, []);
  });

  test('lines are one object each', async () => {
    const text = (
      await written(
        formats.ndjson,
        hostile.map((fund) => rowOf(fund)),
      )
    ).toString('utf8');
    const lines = text.split('\n');
    assert.equal(lines.pop(), '');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).fund),
      hostile,
    );
  });
});
