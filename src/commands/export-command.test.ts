import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read, utils } from 'xlsx';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { fillNarrowClaims } from '../testing/narrow-claims.js';
import { runFile, temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));

describe('export at the command line', () => {
  const { folder, remove } = temporaryFolder('export-command');
  const dataDir = path.join(folder, 'data');
  const out = (name: string) => path.join(folder, 'out', name);
  const env = { PATH: process.env.PATH, DB_TYPE: 'embedded', DATA_DIR: dataDir, LOG_DIR: folder };
  const run = (...args: string[]) =>
    runFile(process.execPath, [program, 'export', ...args], { env }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  before(async () => {
    mkdirSync(dataDir);
    await copyTemplate(dataDir);
    const db = await openDb({ type: 'embedded', dataDir });
    await fillNarrowClaims(db, { count: 1200 });
    await db.close();
    // Figures are read from sums, which these rows were written past.
    await runFile(process.execPath, [program, 'rebuild'], { env });
  });
  after(remove);

  test('all claims of a filter go into the file that is named, told by one line of JSON', async () => {
    const place = out('ofc.csv');
    const ended = await run('claims', '--out', place, '--scheme', 'ofc', '--json');
    assert.equal(ended.code, 0, ended.stderr);
    const { bytes, ...told } = JSON.parse(ended.stdout);
    assert.deepEqual(told, { subject: 'claims', file: place, format: 'csv', rows: 300 });
    const text = readFileSync(place);
    assert.equal(text.length, bytes);
    assert.equal(text.toString('utf8').trimEnd().split('\r\n').length, 301);
    assert.doesNotMatch(text.toString('utf8'), /สมมุติ/);
    assert.deepEqual(readdirSync(path.dirname(place)), ['ofc.csv']);
  });

  test('files imported since a day have their claims, and a day of the Buddhist Era is refused', async () => {
    for (const [day, rows] of [
      ['2000-01-01', 1200],
      ['2149-01-01', 0],
    ] as const) {
      const ended = await run('claims', '--out', out(`since-${rows}.csv`), '--imported-since', day, '--json');
      assert.equal(JSON.parse(ended.stdout).rows, rows, ended.stderr);
    }
    const refused = await run('claims', '--out', out('since.csv'), '--imported-since', '2569-11-27');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /imported_since/);
    assert.equal(existsSync(out('since.csv')), false);
  });

  test('a figure goes into a workbook whose columns may be summed', async () => {
    const place = out('summary.xlsx');
    const asked = [
      'figure',
      'claims-summary',
      '--by',
      'scheme',
      '--from',
      '2023-10-01',
      '--to',
      '2027-10-01',
    ];
    const ended = await run(...asked, '--out', place);
    assert.equal(ended.code, 0, ended.stderr);
    const workbook = read(readFileSync(place));
    const sheet = workbook.Sheets[workbook.SheetNames[0] ?? ''];
    assert.ok(sheet);
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet);
    assert.equal(
      rows.reduce((sum, { claims }) => sum + Number(claims), 0),
      1200,
    );
    assert.equal(typeof rows[0]?.claimed, 'number');
    const db = await openDb({ type: 'embedded', dataDir });
    const [recorded] = await db.query<{ filter: string }>(
      sql`select filter from audit_log where subject = 'figure claims-summary'`,
    );
    await db.close();
    const kept: unknown = JSON.parse(String(recorded?.filter));
    assert.deepEqual(kept, {
      ...{ from: '2023-10-01', to: '2027-10-01', by: 'scheme' },
      ...{ format: 'xlsx', with_identity: false, into: 'file' },
    });
  });

  test('what cannot be written is said, the old file stays, and no half file is left', async () => {
    const kind = await run('claims', '--out', out('claims.pdf'));
    assert.deepEqual([kind.code, /must end in \.csv/.test(kind.stderr)], [2, true], kind.stderr);
    const year = await run('claims', '--out', out('claims.csv'), '--fiscal-year', '2026');
    assert.deepEqual([year.code, /Did you mean 2569/.test(year.stderr)], [2, true], year.stderr);
    assert.equal((await run('patients', '--out', out('claims.csv'))).code, 2);
    writeFileSync(path.join(folder, 'file'), 'kept');
    const folderIsFile = path.join(folder, 'file', 'claims.csv');
    const failed = await run('claims', '--out', folderIsFile);
    assert.equal(failed.code, 1);
    assert.equal(readFileSync(path.join(folder, 'file'), 'utf8'), 'kept');
    assert.equal(existsSync(out('claims.csv')), false);
    assert.equal(
      readdirSync(path.join(folder, 'out')).some((name) => name.endsWith('.part')),
      false,
    );
  });
});
