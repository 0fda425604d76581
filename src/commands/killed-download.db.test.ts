import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/index.js';
import { sql } from '../db/sql.js';
import { createDice } from '../practice/claims/dice.js';
import { createPracticeServer, type PracticeServer } from '../practice/practice-server.js';
import { repWorkbookBytes } from '../practice/rep/rep-workbook.js';
import { databaseEnvironment } from '../testing/database-environment.js';
import { databases } from '../testing/databases.js';
import { temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));
/** A start takes a second or two, so that only one database sees the whole number. */
const killsOn = { postgresql: 50, mysql: 6, embedded: 4 } as const;
const mostSignIns = 3;
const month = '2567-09';

const fileCalls = (practice: PracticeServer) => practice.requests().filter(({ call }) => call === 'rep_file');

/** Runs the command; killed with -9 when so many files were asked for and `delay` ms went by; null lets it finish. */
async function runDownload(
  env: Record<string, string>,
  practice: PracticeServer,
  killAfter: { readonly files: number; readonly delay: number } | null,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const [year = '', number = ''] = month.split('-');
  const words = [
    'download',
    '--month',
    String(Number(number)),
    '--year',
    year,
    '--scheme',
    'ucs',
    '--import',
  ];
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  const closed = once(child, 'close');
  if (killAfter !== null) {
    const goal = fileCalls(practice).length + killAfter.files;
    while (child.exitCode === null && fileCalls(practice).length < goal) await sleep(4);
    await sleep(killAfter.delay);
    child.kill('SIGKILL');
  }
  const [code] = await closed;
  return { code, said };
}

for (const database of databases()) {
  const kills = killsOn[database.name];
  describe(`a download that is killed again and again (${database.name})`, () => {
    test(`${kills} times within 400 files: no file is lost, none comes twice, and the account signs in few times`, async () => {
      const practice = await createPracticeServer({ today: '2026-01-20' });
      assert.equal(practice.marks.busyMonth, '2024-09');
      const fresh = await database.fresh();
      if (fresh.settings.type === 'embedded') await fresh.db.close();
      const { folder, remove } = temporaryFolder('killed-download');
      const env = {
        ...databaseEnvironment(fresh.settings),
        PATH: process.env.PATH ?? '',
        TMPDIR: folder,
        SECRET_KEY: 'k'.repeat(64),
        DOWNLOAD_DIR: path.join(folder, 'downloads'),
        LOG_DIR: path.join(folder, 'logs'),
        HOSPITAL_CODE: practice.hospital,
        ECLAIM_USERNAME: 'practice',
        ECLAIM_PASSWORD: 'practice',
        ECLAIM_BASE_URL: practice.url,
        IAM_BASE_URL: practice.url,
        SMT_BASE_URL: practice.url,
        NHSO_PAUSE_MS: '0',
      };
      const listed = practice.calendar.listing(practice.marks.busyMonth, 'ucs');
      const dice = createDice(`killed download ${database.name}`);
      const perStart = Math.floor(listed.length / (kills + 1));
      try {
        for (let kill = 0; kill < kills; kill++) {
          const files = dice.int(Math.ceil(perStart / 2), perStart);
          const ended = await runDownload(env, practice, { files, delay: dice.int(0, 40) });
          assert.equal(ended.code, null, `it ended by itself: ${ended.said.slice(-1500)}`);
        }
        const last = await runDownload(env, practice, null);
        assert.equal(last.code, 0, last.said.slice(-1500));

        const stored = path.join(folder, 'downloads', 'ucs', month);
        assert.deepEqual((await readdir(stored)).sort(), listed.map(({ name }) => name).sort());
        for (const { name, file } of listed)
          assert.ok(repWorkbookBytes(file).equals(await readFile(path.join(stored, name))), name);
        const db = fresh.settings.type === 'embedded' ? await openDb(fresh.settings) : fresh.db;
        const imported = await db.query<{ filename: string; files: number }>(
          sql`select filename, count(*) as files from eclaim_imported_files
              where status in ('completed', 'completed_with_problems') group by filename`,
        );
        if (db !== fresh.db) await db.close();
        assert.deepEqual(
          imported.map((row) => [row.filename, row.files]).sort(),
          listed.map(({ name }) => [name, 1]).sort(),
        );
        const asked = fileCalls(practice).length;
        // One file may be on its way, and one may lie there without its note, whenever the process is killed.
        assert.ok(asked <= listed.length + kills, `${asked} requests for ${listed.length} files`);
        const signIns = practice.requests().filter(({ call }) => call === 'login').length;
        assert.ok(signIns <= mostSignIns, `${signIns} sign-ins`);
      } finally {
        await fresh.close();
        await practice.close();
        remove();
      }
    });
  });
}
