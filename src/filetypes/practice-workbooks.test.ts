import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RepType } from '../practice/rep/rep-type.js';
import type { RepSheet } from '../practice/rep/rep-workbook.js';
import { type RepWorkbook, type RepWorkbookOptions, repWorkbook } from '../practice/rep-workbook.js';
import { openBiff8Workbook } from './biff8-workbook.js';
import type { ParsedProblem, ParsedRow, ParseEvent } from './file-type.js';
import { fileTypeById, storedColumns } from './index.js';
import { openWith } from './open-workbook.js';
import { parseSheets } from './parse-sheets.js';

interface Read {
  readonly workbook: RepWorkbook;
  readonly events: readonly ParseEvent[];
  readonly problems: readonly ParsedProblem[];
  readonly rows: readonly (ParsedRow & { readonly layout: string })[];
}

function read(options: RepWorkbookOptions): Read {
  const workbook = repWorkbook({ rows: 18, ...options });
  const events = [...parseSheets(openWith(workbook.bytes, openBiff8Workbook), 500)];
  return {
    workbook,
    events,
    problems: events.flatMap((event) => (event.type === 'problems' ? event.problems : [])),
    rows: events.flatMap((event) =>
      event.type === 'rows' ? event.rows.map((row) => ({ ...row, layout: event.layout })) : [],
    ),
  };
}

const layoutsOf = ({ events }: Read) =>
  events.flatMap((event) => (event.type === 'workbook' ? event.sheets.map(({ layout }) => layout) : []));
const named = ({ layout, values }: Read['rows'][number]) => {
  const names = storedColumns(fileTypeById(layout));
  return new Map(names.map((name, index) => [name, values[index]]));
};

/** LGO's form with the suffix of a scheme that does not exist. */
function renamedSuffix(sheet: RepSheet): RepSheet {
  const columns = sheet.form.columns.map(
    ([index, heading, name, type, group]) =>
      [index, heading.replaceAll('PLG', 'PXX'), name, type, group] as const,
  );
  return { ...sheet, form: { ...sheet.form, columns } };
}

const forms: readonly (readonly [RepType, readonly string[]])[] = [
  ['OP', ['rep-opip-120', 'rep-summary', 'rep-data-drug-22', 'rep-zero-paid']],
  [
    'IP_APPEAL',
    [
      'rep-opip-120',
      'rep-summary',
      'rep-data-drug-22',
      'rep-data-instrument-16',
      'rep-data-deny',
      'rep-zero-paid',
    ],
  ],
  ['ORF', ['rep-orf', 'rep-summary-orf', 'rep-data-drug-21']],
  [
    'IPLGO',
    [
      'rep-lgo',
      'rep-summary-lgo',
      'rep-data-drug-22',
      'rep-data-instrument-16',
      'rep-data-deny',
      'rep-zero-paid',
    ],
  ],
  [
    'IPSSS_APPEAL_NHSO',
    [
      'rep-sss',
      'rep-summary-sss',
      'rep-data-drug-20',
      'rep-data-instrument-14',
      'rep-data-deny',
      'rep-zero-paid',
    ],
  ],
  ['OPCS', ['rep-ofc', 'rep-summary-ofc', 'rep-data-drug-22', 'rep-zero-paid']],
  ['OPBKK', ['rep-bkk', 'rep-summary-bkk', 'rep-data-drug-22', 'rep-zero-paid']],
  ['OPBMT', ['rep-bmt', 'rep-summary-bmt', 'rep-data-drug-22', 'rep-zero-paid']],
  ['OPLGO_APPEAL', ['rep-lgo', 'rep-summary-lgo', 'rep-data-drug-22', 'rep-zero-paid']],
];

for (const [type, layouts] of forms) {
  test(`a practice workbook of ${type} is read whole, without a problem`, () => {
    const found = read({ type });
    assert.deepEqual(layoutsOf(found), layouts);
    assert.deepEqual(found.problems, []);
    const claims = found.rows.filter(({ layout }) => layout === layouts[0]).map(named);
    const summary = found.rows.filter(({ layout }) => layout === layouts[1]).map(named);
    const reported = new Set(summary.map((row) => row.get('rep_no')));
    assert.equal(claims.filter((row) => reported.has(row.get('rep_no'))).length, found.workbook.totals.total);
  });

  test(`a workbook of ${type} written in every manner gives the values of the clean one`, () => {
    const [clean, unclean] = [read({ type }), read({ type, unclean: true })];
    assert.deepEqual(unclean.problems, []);
    assert.equal(unclean.rows.length, clean.rows.length);
    for (const [index, row] of clean.rows.entries()) {
      const other = unclean.rows[index];
      assert.ok(other);
      const expected = named(row);
      for (const [name, value] of named(other)) {
        const isMeant =
          name === 'remark' || ((name === 'dx' || name === 'proc') && String(value).endsWith('\nZ515'));
        if (!isMeant) assert.equal(value, expected.get(name), `${row.layout} row ${row.rowNo} ${name}`);
      }
    }
  });
}

test('a remark of 300 characters comes whole', () => {
  const remarks = read({ type: 'OP', unclean: true }).rows.map((row) => named(row).get('remark'));
  assert.equal(Math.max(...remarks.map((remark) => String(remark ?? '').length)), 300);
});

test('the older form is read', () => {
  assert.equal(layoutsOf(read({ type: 'IP', oldForm: true }))[0], 'rep-opip-113');
});

test('a form that is not known is told with its rows', () => {
  const stranger = read({ type: 'OPLGO', change: renamedSuffix });
  assert.equal(layoutsOf(stranger)[0], null);
  assert.deepEqual(
    stranger.problems.map(({ code, sheet, details }) => [code, sheet, details.rows]),
    [
      ['sheet_not_known', 'Detail', 18],
      ['sheet_not_known', 'Summary', 1],
    ],
  );
});
