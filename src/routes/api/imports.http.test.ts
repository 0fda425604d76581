import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { addFileProblems } from '../../store/file-problems.js';
import { recordAttempt } from '../../store/imported-files.js';
import { eachDatabase } from '../../testing/databases.js';
import { insertFile } from '../../testing/sample-rows.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const files = z.looseObject({ data: z.array(z.looseObject({ file: z.string() })) });
const attempt = z.looseObject({
  problems: z.array(z.looseObject({ row: z.number(), code: z.string() })),
  problems_total: z.number(),
  problems_next_cursor: z.string().nullable(),
});

eachDatabase('files and imports over the API', (database) => {
  let app: TestApp;
  let key = '';
  let [many, other] = [0, 0];
  before(async () => {
    app = await startTestApp({ db: database.db });
    key = await app.key({ scopes: ['claims:read'], ratePerMinute: 10_000 });
    many = await withProblems('eclaim_99999_OP_25690105_090000001.xls', 1_250, {
      completedAt: new Date('2026-01-05T03:00:00Z'),
      status: 'completed_with_problems',
    });
    other = await withProblems('eclaim_99999_OP_25690106_0900000002.xls', 2, {
      completedAt: new Date('2026-01-06T03:00:00Z'),
      scheme: 'ofc',
    });
    await withProblems('eclaim_99999_OP_25690107_09000000003.xls', 0, { status: 'failed' });
  });
  after(async () => await app.close());

  /** A file that was imported once; answers the number of that attempt. */
  async function withProblems(
    filename: string,
    count: number,
    file: Partial<Parameters<typeof insertFile>[1]>,
  ): Promise<number> {
    const { db } = database;
    const fileId = await insertFile(db, { filename, ...file });
    const problems = Array.from({ length: count }, (_, index) => ({
      ...{
        sheetName: 'Detail',
        rowNo: index + 9,
        columnNo: 2,
        headingPath: 'TRAN_ID',
        code: 'value_invalid',
      },
      ...{ severity: index % 3 === 0 ? ('warning' as const) : ('error' as const), tranId: null, value: null },
      ...{ rowValues: null, messageTh: 'อ่านไม่ได้', messageEn: 'cannot be read' },
    }));
    await addFileProblems(db, fileId, problems);
    return await recordAttempt(db, {
      ...{ file_id: fileId, kind: 'rep', status: file.status ?? 'completed', forced: false },
      ...{ program_version: 'test', counts: '{}', duration_ms: 5, started_at: new Date(), message: null },
    });
  }
  const get = async (path: string) =>
    await fetch(`${app.url}/api/v1${path}`, { headers: { 'x-api-key': key } });
  const one = async (path: string) => attempt.parse(await (await get(path)).json());
  const names = async (query: string) =>
    files.parse(await (await get(`/files?${query}`)).json()).data.map(({ file }) => file.slice(16, 24));

  test('an import tells how many problems its file has, and all of them page by page', async () => {
    const first = await one(`/imports/${many}`);
    assert.deepEqual([first.problems.length, first.problems_total], [200, 1_250]);
    const rows: number[] = [];
    let page = await one(`/imports/${many}?problems_limit=1000`);
    for (;;) {
      rows.push(...page.problems.map(({ row }) => row));
      assert.equal(page.problems_total, 1_250);
      if (page.problems_next_cursor === null) break;
      page = await one(`/imports/${many}?problems_cursor=${page.problems_next_cursor}&problems_limit=77`);
    }
    assert.deepEqual(
      rows,
      Array.from({ length: 1_250 }, (_, index) => index + 9),
    );
    const all = await one(`/imports/${other}?problems_limit=2`);
    assert.deepEqual([all.problems.length, all.problems_total, all.problems_next_cursor], [2, 2, null]);
  });

  test('a cursor of the problems of another file, and a limit beyond its bounds, are refused by name', async () => {
    const { problems_next_cursor: cursor } = await one(`/imports/${many}`);
    for (const [query, name] of [
      [`problems_cursor=${cursor}`, 'problems_cursor'],
      ['problems_cursor=abc', 'problems_cursor'],
      ['problems_limit=0', 'problems_limit'],
      ['problems_limit=1001', 'problems_limit'],
    ]) {
      const answer = await get(`/imports/${other}?${query}`);
      assert.equal(answer.status, 400, query);
      const { errors } = z
        .looseObject({ errors: z.array(z.looseObject({ parameter: z.string() })) })
        .parse(await answer.json());
      assert.deepEqual(
        errors.map(({ parameter }) => parameter),
        [name],
      );
    }
  });

  test('files are found by state, scheme, and since when their rows are stored', async () => {
    assert.deepEqual(await names('status=failed'), ['25690107']);
    assert.deepEqual(await names('status=completed_with_problems'), ['25690105']);
    assert.deepEqual(await names('scheme=ofc'), ['25690106']);
    assert.deepEqual(await names('scheme=OFC&status='), ['25690106']);
    assert.deepEqual(await names('imported_since=2026-01-05'), ['25690106', '25690105']);
    assert.deepEqual(await names('imported_since=2026-01-05T10:01'), ['25690106']);
    assert.deepEqual(await names('imported_since=2026-01-07'), []);
    assert.deepEqual(await names('imported_since='), ['25690107', '25690106', '25690105']);
  });
});
