import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeSaraAm } from '../domain/clean-text.js';
import { addBaht } from '../domain/satang.js';
import { openBiff8Workbook } from '../filetypes/biff8-workbook.js';
import { controlTotalCells } from '../filetypes/control-totals.js';
import type { FileType, ParsedProblem, ParsedRow } from '../filetypes/file-type.js';
import { fileTypes } from '../filetypes/index.js';
import { openWith } from '../filetypes/open-workbook.js';
import { parseSheets } from '../filetypes/parse-sheets.js';
import { checkDigit, personOf } from './claims/person.js';
import { formOf } from './rep/rep-type.js';
import { longRemark } from './rep/unclean-rows.js';
import { type RepWorkbookOptions, repWorkbook } from './rep-workbook.js';

/** The product's own reader takes the workbooks: what it gets must be what was invented. */
interface ReadSheet {
  readonly type: FileType;
  readonly rows: Readonly<Record<string, string | number | null>>[];
}

function read(options: RepWorkbookOptions): {
  sheets: Map<string, ReadSheet>;
  problems: ParsedProblem[];
  unknown: string[];
} {
  const sheets = new Map<string, ReadSheet>();
  const problems: ParsedProblem[] = [];
  const unknown: string[] = [];
  const valuesOf = (type: FileType, row: ParsedRow) => {
    const names = type.columns.flatMap(([, , name]) => (name === null ? [] : [name]));
    return { ...row.extra, ...Object.fromEntries(names.map((name, i) => [name, row.values[i] ?? null])) };
  };
  for (const event of parseSheets(openWith(repWorkbook(options).bytes, openBiff8Workbook), 500)) {
    if (event.type === 'workbook')
      unknown.push(...event.sheets.filter(({ layout }) => layout === null).map(({ name }) => name));
    if (event.type === 'problems') problems.push(...event.problems);
    if (event.type !== 'rows') continue;
    const type = fileTypes.find(({ id }) => id === event.layout);
    assert.ok(type);
    const sheet = sheets.get(type.sheetKind) ?? { type, rows: [] };
    sheet.rows.push(...event.rows.map((row) => valuesOf(type, row)));
    sheets.set(type.sheetKind, sheet);
  }
  return { sheets, problems, unknown };
}

function rowsOf(sheets: Map<string, ReadSheet>, kind: string) {
  return sheets.get(kind)?.rows ?? [];
}

function sum(
  rows: readonly Readonly<Record<string, string | number | null>>[],
  names: readonly string[],
): string {
  const amounts = rows.flatMap((row) => names.map((name) => row[name]));
  return addBaht('0.00', ...amounts.map((amount) => (typeof amount === 'string' ? amount : null))) ?? '';
}

const types = [
  'OP',
  'IP',
  'ORF',
  'OP_APPEAL',
  'OP_APPEAL_CD',
  'IP_APPEAL',
  'IP_APPEAL_NHSO',
  'ORF_APPEAL',
  'OPLGO',
  'IPLGO',
  'OPLGO_APPEAL',
  'OPCS',
  'IPCS',
  'IPCS_APPEAL',
  'OPSSS',
  'IPSSS',
  'IPSSS_APPEAL_NHSO',
  'OPBKK',
  'OPBMT',
  'OPSRT',
  'OPNHS',
] as const;

for (const type of types) {
  test(`every sheet of ${type} is known by its headings, and its sums agree with Summary to the satang`, () => {
    const { sheets, problems, unknown } = read({ type, rows: 30, documents: type === 'OP' ? 2 : 1 });
    assert.deepEqual(unknown, []);
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    const isAppeal = type.includes('APPEAL');
    const cells = controlTotalCells(formOf(type));
    const stated = isAppeal ? cells.appeal : cells.normal;
    const summary = rowsOf(sheets, 'summary');
    const reported = new Set(summary.map((row) => row.rep_no));
    const detail = rowsOf(sheets, 'detail').filter((row) => reported.has(row.rep_no ?? null));
    assert.equal(rowsOf(sheets, 'detail').length, isAppeal ? 60 : 30);
    assert.equal(detail.length, 30);
    const count = (name: string) => summary.reduce((total, row) => total + Number(row[name] ?? 0), 0);
    assert.equal(count(stated.total), 30);
    assert.equal(count(stated.failed), detail.filter((row) => row.error_code !== null).length);
    assert.equal(count(stated.passed), 30 - count(stated.failed));
    assert.equal(sum(summary, stated.amount), sum(detail, cells.detailAmount));
  });
}

test('the funds of every OP and IP claim add up to its net reimbursement, and (1.1) + (1.2) to (1.3)', () => {
  for (const type of ['OP', 'IP'] as const) {
    const detail = read({ type, rows: 50 }).sheets.get('detail');
    assert.ok(detail);
    const funds = detail.type.columns.flatMap(([index, , name]) =>
      name !== null && index >= 54 && index <= 96 ? [name] : [],
    );
    for (const row of detail.rows) {
      assert.equal(sum([row], funds), row.reimb_nhso);
      assert.equal(sum([row], ['claim_drg', 'claim_xdrg']), row.claim_net);
    }
  }
});

test('ORF: the expenses add up to the claimed amount, both shares to the net amount, the funds to the central part', () => {
  const detail = read({ type: 'ORF', rows: 50 }).sheets.get('detail');
  assert.ok(detail);
  const named = (pattern: RegExp) =>
    detail.type.columns.flatMap(([, , name]) => (name !== null && pattern.test(name) ? [name] : []));
  for (const row of detail.rows) {
    assert.equal(sum([row], named(/^oprefer_md\d\d_claim$/)), row.claim_amt);
    assert.equal(sum([row], ['respon_cup', 'respon_nhso']), row.reimb_total);
    assert.equal(sum([row], ['opref_list', 'opref_aft_adj']), row.total);
    assert.equal(sum([row], named(/^cr_(?!total$|by$)/)), sum([row], ['cr_total']));
  }
});

test('between 5 and 15 of 100 claims are denied, with codes that NHSO uses', () => {
  const detail = rowsOf(read({ type: 'IP', rows: 400, denialPercent: 10 }).sheets, 'detail');
  const denied = detail.filter((row) => row.error_code !== null);
  assert.ok(denied.length >= 20 && denied.length <= 60, `${denied.length} of 400`);
  for (const row of denied)
    assert.match(String(row.error_code), /^[A-Z]?\d{2,3}(-1)?(,[A-Z]?\d{2,3}(-1)?)?$/);
});

test('lines of the item sheets belong to claims of Detail', () => {
  for (const type of ['OP', 'IP', 'ORF'] as const) {
    const { sheets } = read({ type, rows: 80 });
    const claims = new Set(rowsOf(sheets, 'detail').map((row) => row.tran_id));
    const kinds = {
      OP: ['drug', 'zero_paid'],
      ORF: ['drug'],
      IP: ['drug', 'instrument', 'deny', 'zero_paid'],
    }[type];
    for (const kind of kinds) {
      const items = rowsOf(sheets, kind);
      assert.ok(items.length > 0, `${type} ${kind}`);
      for (const item of items) assert.ok(claims.has(item.tran_id ?? null));
    }
  }
});

test('an appeal repeats the old decision under its old REP number and code AP1, then states the new one', () => {
  const { sheets } = read({ type: 'IP_APPEAL', rows: 20 });
  const detail = rowsOf(sheets, 'detail');
  const reported = rowsOf(sheets, 'summary').map((row) => row.rep_no);
  assert.deepEqual(reported, ['690190001']);
  const old = detail.filter((row) => row.rep_no === '690190000');
  assert.equal(old.length, 20);
  assert.ok(old.every((row) => row.error_code === 'AP1'));
  const now = detail.filter((row) => row.rep_no === '690190001');
  assert.deepEqual(
    now.map((row) => [row.tran_id, row.name, row.claim_net]),
    old.map((row) => [row.tran_id, row.name, row.claim_net]),
  );
  assert.ok(now.some((row) => row.error_code === null) && now.some((row) => row.error_code !== null));
});

/** SARA AM as one code point: readers keep it as written. */
function composed(row: Readonly<Record<string, string | number | null>>) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? composeSaraAm(value) : value,
    ]),
  );
}

test('rows in every manner that NHSO may write read the same as clean ones', () => {
  for (const type of ['OP', 'IP', 'ORF'] as const) {
    const clean = read({ type, rows: 27 });
    const unclean = read({ type, rows: 27, unclean: true });
    assert.deepEqual(
      unclean.problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    for (const [kind, sheet] of clean.sheets) {
      const found = rowsOf(unclean.sheets, kind);
      assert.equal(found.length, sheet.rows.length, `${type} ${kind}`);
      for (const [i, row] of sheet.rows.entries()) {
        const { remark, dx, proc, hcode, ...same } = composed(row);
        const {
          remark: foundRemark,
          dx: foundDx,
          proc: foundProc,
          hcode: foundHcode,
          ...foundSame
        } = composed(found[i] ?? {});
        assert.deepEqual(foundSame, same, `${type} ${kind} ${i}`);
        assert.ok(foundRemark === remark || foundRemark === longRemark.trim());
        assert.ok(String(foundDx).startsWith(String(dx)) && String(foundProc).startsWith(String(proc)));
        assert.ok(String(foundHcode).startsWith(String(hcode)));
      }
    }
  }
});

test('the old form of 113 columns is known, too', () => {
  const { sheets, unknown } = read({ oldForm: true });
  assert.deepEqual(unknown, []);
  assert.equal(sheets.get('detail')?.type.columns.length, 113);
});

test('a changed heading makes the sheet unknown, unknown columns do not', () => {
  assert.deepEqual(read({ headings: { TRAN_ID: 'TRANSACTION' } }).unknown, ['Detail']);
  assert.deepEqual(read({ unknownColumns: ['คอลัมน์ใหม่'] }).unknown, []);
});

test('the first claim can stand there twice, as a copy or with another amount', () => {
  const copy = rowsOf(read({ rows: 5, twice: 'copy' }).sheets, 'detail');
  assert.equal(copy.length, 6);
  assert.deepEqual(copy[5], copy[0]);
  const other = rowsOf(read({ rows: 5, twice: 'other_amount' }).sheets, 'detail');
  assert.equal(other[5]?.tran_id, other[0]?.tran_id);
  assert.notEqual(other[5]?.claim_drg, other[0]?.claim_drg);
});

test('forms outside UCS are written with the widths of their descriptions', () => {
  for (const type of ['OPCS', 'IPCS', 'OPLGO', 'IPLGO', 'OPSSS', 'IPSSS', 'OPNHS', 'OPBKK'] as const) {
    const { bytes, totals } = repWorkbook({ type, rows: 12 });
    const detail = openBiff8Workbook(bytes).sheets[0];
    assert.equal(detail?.name, 'Detail');
    assert.equal(totals.total, 12);
    const widest = Math.max(...Array.from(detail?.rows() ?? [], ({ cells }) => cells.length));
    assert.equal(widest, type.endsWith('LGO') ? 58 : type.endsWith('SSS') ? 74 : 59);
  }
});

test('the same options give the same bytes, another seed gives others', () => {
  const write = (seed: string) => repWorkbook({ type: 'IP', rows: 10, seed }).bytes;
  assert.deepEqual(write('a'), write('a'));
  assert.notDeepEqual(write('a'), write('b'));
});

test('nobody can have the citizen id of an invented person', () => {
  for (let number = 0; number < 4000; number++) {
    const { pid, hn, name } = personOf('practice', '99999', number);
    assert.match(pid, /^99\d{11}$/);
    assert.notEqual(Number(pid[12]), checkDigit(pid.slice(0, 12)));
    assert.match(hn, /^0\d{6}$/);
    assert.match(name, /ทดสอบ/);
  }
});

test('HN keeps its leading zeros as text and as a number with a format', () => {
  for (const hnAsNumber of [false, true]) {
    const detail = rowsOf(read({ rows: 5, hnAsNumber }).sheets, 'detail');
    for (const row of detail) assert.match(String(row.hn), /^0\d{6}$/);
  }
});
