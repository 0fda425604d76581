import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Db, ServerSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { raw, sql } from '../db/sql.js';
import { newCaseInput } from '../domain/case-input.js';
import { commandLineActor } from '../services/actor.js';
import { createCase } from '../services/create-case.js';
import { eachServer } from '../testing/databases.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { dropReader, makeReader, openReader, readerOf } from '../testing/reporting-reader.js';
import { findProgram, temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));
const views = ['kase', 'contact', 'kase_activity', 'fact_case_daily', 'fact_claim_daily'];
const moreViews = ['fact_import_daily', 'mv_case_summary', 'dim_date'];
const input = newCaseInput.parse({ title: 'ขอเอกสารเพิ่ม', category: 'document', priority: 'high' });
const asked = { input, source: 'api' as const, by: commandLineActor };
const reach = { hospital: null, ownHospital: '99999' };

async function run(
  name: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  typed: Buffer | string = '',
) {
  const child = spawn(name, words, { env: { PATH: process.env.PATH, ...env } });
  child.stdin.end(typed);
  const ended = [buffer(child.stdout), text(child.stderr), once(child, 'close')] as const;
  const [out, err, [code]] = await Promise.all(ended);
  assert.equal(code, 0, `${name} ${words[0]}: ${err}`);
  return out;
}

const majorOf = (version: string) => Number(/(\d+)\.\d+/.exec(version)?.[1] ?? 0);
const versionOf = async (db: Db) =>
  (await db.first<{ version: string }>(sql`select version() as version`))?.version ?? '';

/** The tools of the server's own, with the words of the README; null = they are not on this machine. */
function toolsOf({ type, host, port, user, password, database }: ServerSettings) {
  // By its name: some that lie on PATH are links to one program that goes by how it is called.
  const named = (...names: string[]) => names.find((name) => findProgram([name]) !== null);
  const dump = type === 'postgresql' ? named('pg_dump') : named('mysqldump', 'mariadb-dump');
  const load = type === 'postgresql' ? named('pg_restore') : named('mysql', 'mariadb');
  if (dump === undefined || load === undefined) return null;
  const at = [`--host=${host}`, `--port=${port}`];
  if (type === 'postgresql') {
    const env = { PGPASSWORD: password };
    const words = [...at, `--username=${user}`];
    return {
      know: async (db: Db) =>
        majorOf(String(await run(dump, ['--version'], {}))) >= majorOf(await versionOf(db)),
      dump: () => run(dump, [...words, '--format=custom', database], env),
      load: (file: Buffer) =>
        run(load, [...words, '--clean', '--if-exists', `--dbname=${database}`], env, file),
    };
  }
  const env = { MYSQL_PWD: password };
  const words = [...at, `--user=${user}`];
  return {
    know: async (db: Db) =>
      /MariaDB/.test(await versionOf(db)) === /MariaDB/.test(String(await run(dump, ['--version'], {}))),
    dump: () => run(dump, [...words, '--single-transaction', '--no-tablespaces', database], env),
    load: (file: Buffer) => run(load, [...words, database], env, file),
  };
}

eachServer('the views for reports after a restore', (database) => {
  const { folder, remove } = temporaryFolder('restored');
  after(remove);

  test('answer as before it, also the user that was made before, and the command renews its grants', async () => {
    const { settings } = database;
    const tools = toolsOf(settings);
    // They come with the server, which may stand on another machine or be newer.
    if (tools === null || !(await tools.know(database.db))) return;
    const parts = { db: database.db, now: () => new Date() };
    await createCase(parts, { ...asked, reach });
    const user = readerOf(settings);
    await makeReader(settings, user);
    try {
      const reads = async () => {
        const reader = await openReader(settings, user);
        try {
          const rows: unknown[] = [];
          for (const view of [...views, ...moreViews]) rows.push(await reader.ask(`select * from ${view}`));
          return rows;
        } finally {
          await reader.close();
        }
      };
      const before = await reads();
      const dumped = path.join(folder, 'dump');
      writeFileSync(dumped, await tools.dump());
      await createCase(parts, { ...asked, reach });
      assert.notDeepEqual(await reads(), before);
      await tools.load(readFileSync(dumped));
      assert.deepEqual(await reads(), before);
      const { type, host, port, user: owner, password, database: name } = settings;
      const env = {
        ...{ DB_TYPE: type, DB_HOST: host, DB_PORT: String(port), DB_NAME: name, DB_USER: owner },
        ...{ DB_PASSWORD: password, LOG_DIR: folder, DATA_DIR: folder },
      };
      const words = ['--name', user.name, ...(type === 'mysql' ? ['--host', '%', '--without-tls'] : [])];
      const admin = ['--apply', '--admin', owner];
      await run(process.execPath, [program, 'reporting', ...words, ...admin], env, `${password}\n`);
      assert.deepEqual(await reads(), before);
    } finally {
      await dropReader(settings, user);
    }
  });
});

test('the views for reports of an embedded database answer after its restore', async () => {
  const { folder, remove } = temporaryFolder('restored');
  try {
    const env = { DB_TYPE: 'embedded', DATA_DIR: path.join(folder, 'data'), LOG_DIR: folder };
    mkdirSync(env.DATA_DIR);
    await copyTemplate(env.DATA_DIR);
    const reads = async () => {
      const db = await openDb({ type: 'embedded', dataDir: env.DATA_DIR });
      try {
        const rows: unknown[] = [];
        for (const view of [...views, ...moreViews])
          rows.push(await db.query(sql`select * from reporting.${raw(view)}`));
        return rows;
      } finally {
        await db.close();
      }
    };
    const db = await openDb({ type: 'embedded', dataDir: env.DATA_DIR });
    await createCase({ db, now: () => new Date() }, { ...asked, reach });
    await db.close();
    const before = await reads();
    const archive = path.join(folder, 'backup.tar');
    await run(process.execPath, [program, 'backup', archive], env);
    await run(process.execPath, [program, 'restore', archive, '--force'], env);
    assert.deepEqual(await reads(), before);
  } finally {
    remove();
  }
});
