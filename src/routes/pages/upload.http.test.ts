import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from '../../db/sql.js';
import type { Job } from '../../domain/job.js';
import { importFiles } from '../../jobs/import-files.js';
import { findJobByKey } from '../../store/jobs.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { repTestWorkbook, ucsRow } from '../../testing/rep-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { temporaryFolder } from '../../testing/test-server.js';
import { type ZipMember, zipOf } from '../../testing/zip.js';

const nameOf = (number: number) => `eclaim_99999_OP_25690105_20150188${number}.xls`;
const book = (tranId: string) => repTestWorkbook({ form: 'ucs', rows: [ucsRow(tranId)] });

describe('upload of workbooks and archives', () => {
  const room = temporaryFolder('upload');
  let fresh: FreshDatabase;
  let app: TestApp;
  before(async () => {
    const [embedded] = databases();
    assert.ok(embedded);
    fresh = await embedded.fresh();
    app = await startTestApp({
      db: fresh.db,
      env: { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: room.folder, UPLOAD_MAX_MB: '1' },
      jobs: (ground) => [importFiles(ground)],
    });
    await app.signedIn('admin');
  });
  after(async () => {
    await app.close();
    await fresh.close();
    room.remove();
  });

  /** Posts the form as a browser does and runs the job that it started. */
  async function upload(files: readonly (readonly [name: string, bytes: Uint8Array])[]) {
    const claims = await app.signedIn('claims');
    const body = new FormData();
    body.append('_csrf', await claims.token('/upload'));
    for (const [name, bytes] of files) body.append('files', new Blob([Uint8Array.from(bytes)]), name);
    return claims.send('/upload', { method: 'POST', body, headers: { accept: 'text/html' } });
  }
  async function finished(answer: Response): Promise<Job> {
    assert.equal(answer.status, 303, await answer.text());
    const key = decodeURIComponent((answer.headers.get('location') ?? '').split('/').at(-1) ?? '');
    const job = await findJobByKey(app.parts.db, key);
    assert.ok(job);
    return app.parts.runner.runNow(job, {});
  }
  const statesOf = (job: Job) => (job.result?.units ?? []).map(({ unit, state }) => `${unit} ${state}`);
  const zip = (members: readonly ZipMember[]) => zipOf(members);

  test('several workbooks and an archive come in at once; every member is told, none twice', async () => {
    const members = [
      { name: `rep/${nameOf(1)}`, content: book('990001') },
      { name: `again/${nameOf(1)}`, content: book('990001') },
      { name: nameOf(2), content: 'no workbook' },
      { name: 'ผลตรวจ.xls', content: book('990003') },
      { name: 'inner.zip', content: 'x' },
      { name: '__MACOSX/._a.xls', content: 'x' },
      { name: 'readme.txt', content: 'x' },
    ];
    const job = await finished(
      await upload([
        ['มกราคม.zip', await zip(members)],
        [nameOf(4), book('990004')],
      ]),
    );
    assert.equal(job.status, 'completed_with_problems');
    const z = 'มกราคม.zip';
    assert.deepEqual(statesOf(job), [
      `import/1.1/${z}/rep/${nameOf(1)} completed`,
      `import/1.2/${z}/again/${nameOf(1)} unchanged`,
      `import/1.3/${z}/${nameOf(2)} failed`,
      `import/1.4/${z}/ผลตรวจ.xls failed`,
      `import/1.5/${z}/inner.zip failed`,
      `import/1.6/${z}/__MACOSX/._a.xls skipped_system_file`,
      `import/1.7/${z}/readme.txt skipped_other_kind`,
      `import/1/${z} unpacked`,
      `import/2/${nameOf(4)} completed`,
    ]);
    assert.deepEqual(
      job.result?.units.flatMap(({ problems }) => problems.map(({ file, code }) => `${file} ${code}`)),
      [
        `${z}/${nameOf(2)} not_a_workbook_text`,
        `${z}/ผลตรวจ.xls name_not_readable`,
        `${z}/inner.zip member_is_archive`,
      ],
    );
    const stored = await app.parts.db.query<{ tran_id: string }>(
      sql`select tran_id from claim_current order by tran_id`,
    );
    assert.deepEqual(
      stored.map(({ tran_id }) => tran_id),
      ['990001', '990004'],
    );
    const page = await (await (await app.signedIn('claims')).get(`/jobs/${job.jobKey}?lang=en`)).text();
    assert.ok(page.includes('Skipped: a system file') && page.includes('Skipped: no .xls'));
    assert.match(page, /<b>2<\/b><span>Skipped<\/span>/);
  });

  test('an archive that is none, or holds no workbook, fails by name and the other files come in', async () => {
    const job = await finished(
      await upload([
        ['broken.zip', Buffer.from('<html>')],
        ['empty.zip', await zip([{ name: 'readme.txt', content: 'x' }])],
        [nameOf(5), book('990005')],
      ]),
    );
    assert.deepEqual(statesOf(job), [
      'import/1/broken.zip failed',
      'import/2/empty.zip failed',
      `import/3/${nameOf(5)} completed`,
    ]);
    assert.deepEqual(
      job.result?.units.flatMap(({ problems }) => problems.map(({ code }) => code)),
      ['archive_not_zip', 'archive_no_workbook'],
    );
  });

  test('a bomb is stopped by what really comes out, and nothing of it stays on the disk', async () => {
    const bomb = await zip([
      { name: nameOf(6), content: Buffer.alloc(60_000_000) },
      { name: nameOf(7), content: book('990007') },
    ]);
    assert.ok(bomb.length < 200_000);
    const job = await finished(await upload([['bomb.zip', bomb]]));
    assert.deepEqual(statesOf(job), [
      `import/1.1/bomb.zip/${nameOf(6)} failed`,
      `import/1.2/bomb.zip/${nameOf(7)} completed`,
      'import/1/bomb.zip unpacked',
    ]);
    const left = await readdir(path.join(room.folder, '.uploads'), { recursive: true });
    assert.deepEqual(
      left.filter((name) => /\.(upload|member)$/.test(name)),
      [],
    );
  });

  test('one file, and all files together, have a limit in bytes; beyond it nothing is kept', async () => {
    await rm(path.join(room.folder, '.uploads'), { recursive: true, force: true });
    const many = Array.from({ length: 11 }, (_, at) => [nameOf(at), Buffer.alloc(950_000)] as const);
    for (const files of [[[nameOf(1), Buffer.alloc(1_100_000)] as const], many]) {
      const answer = await upload(files);
      assert.equal(answer.status, 413);
      await answer.text();
    }
    assert.deepEqual(await readdir(path.join(room.folder, '.uploads')), []);
  });

  test('without a token, or without the right to fetch, nothing is taken', async () => {
    const viewer = await app.signedIn('viewer');
    assert.equal((await viewer.get('/upload')).status, 403);
    const claims = await app.signedIn('claims');
    const body = new FormData();
    body.append('files', new Blob(['x']), 'a.zip');
    const answer = await claims.send('/upload', { method: 'POST', body });
    assert.equal(answer.status, 403);
    await answer.text();
  });
});
