import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ServerSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { type ReportingUser, reportingProduct, reportingScript } from '../db/reporting.js';
import { raw, sql } from '../db/sql.js';
import { eachServer } from '../testing/databases.js';
import { copyTemplate } from '../testing/embedded-template.js';
import { dropReader, openReader, readerOf, readerPassword } from '../testing/reporting-reader.js';
import { temporaryFolder } from '../testing/test-server.js';

const program = fileURLToPath(new URL('../cli.js', import.meta.url));

/** The command as somebody types it; `typed` is what stdin gives. */
async function reporting(env: NodeJS.ProcessEnv, words: readonly string[], typed = '') {
  const child = spawn(process.execPath, [program, 'reporting', ...words], {
    env: { PATH: process.env.PATH, ...env },
  });
  child.stdin.end(typed);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, out, err };
}

describe('the command reporting on the embedded database', () => {
  const { folder, remove } = temporaryFolder('reporting');
  const env = { DB_TYPE: 'embedded', DATA_DIR: path.join(folder, 'data'), LOG_DIR: folder };
  before(async () => {
    mkdirSync(env.DATA_DIR);
    await copyTemplate(env.DATA_DIR);
  });
  after(remove);

  for (const words of [[], ['--apply']])
    test(`says that it has no users from outside, and what to use: ${words.join(' ') || 'printed'}`, async () => {
      const { code, out, err } = await reporting(env, words);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /ฐานข้อมูลในตัวโปรแกรมไม่มีผู้ใช้จากภายนอก/);
      assert.match(err, /embedded database has no users from outside.*export/is);
    });
});

eachServer('the command reporting', (database) => {
  const isMysql = database.name === 'mysql';
  const { folder, remove } = temporaryFolder('reporting');
  let env: NodeJS.ProcessEnv = {};
  let user: ReportingUser;
  const host = isMysql ? ['--host', '%', '--without-tls'] : [];
  const named = () => ['--name', user.name, ...host];
  const settings = (): ServerSettings => database.settings;

  before(() => {
    const { type, host: server, port, database: name, user: owner, password } = settings();
    env = {
      ...{ DB_TYPE: type, DB_HOST: server, DB_PORT: String(port), DB_NAME: name, DB_USER: owner },
      ...{ DB_PASSWORD: password, LOG_DIR: folder, DATA_DIR: folder },
    };
    user = { ...readerOf(settings()), host: isMysql ? '%' : '' };
  });
  after(remove);

  const isThere = async (): Promise<boolean> => {
    const rows = await database.db.query(
      isMysql
        ? sql`select 1 as one from ${raw('mysql.user')} where user = ${user.name}`
        : sql`select 1 as one from pg_roles where rolname = ${user.name}`,
    );
    return rows.length > 0;
  };

  /** What the user may do, as its own program sees it: the views, and nothing of the tables. */
  async function readsViewsAlone(password: string): Promise<void> {
    const reader = await openReader(settings(), user, password);
    try {
      assert.ok((await reader.ask('select * from fact_case_daily')).length > 400);
      for (const refused of [
        `select * from ${isMysql ? '' : 'public.'}cases`,
        `insert into ${isMysql ? '' : 'reporting.'}kase (id) values (1)`,
        'create temporary table loot (id int)',
      ])
        await assert.rejects(reader.ask(refused), refused);
    } finally {
      await reader.close();
    }
  }

  test('prints the script of database/reporting with its places filled in, and does nothing', async () => {
    const { code, out, err } = await reporting(env, named());
    assert.equal(code, 0, err);
    const script = reportingScript(await reportingProduct(database.db), user, null);
    const first = isMysql ? '' : `\\prompt 'Password of ${user.name}: ' password\n`;
    assert.equal(out, `${first}${script.trimEnd()}\n`);
    assert.match(err, /Nothing was done/);
    assert.equal(await isThere(), false);
  });

  test('the printed script, run by an administrator with a password, makes the user', async () => {
    const { out } = await reporting(env, named());
    const password = `'${readerPassword.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
    const script = out
      .replace(/^\\prompt.*\n/, '')
      .replace(/^(?!--).*$/gm, (line) => line.replace(":'password'", `${isMysql ? '' : 'E'}${password}`));
    const admin = await openDb({ ...settings(), poolMax: 1 });
    try {
      const statements = isMysql ? script.replace(/^--.*$/gm, '').split(/;\n/) : [script];
      await admin.transaction(async (tx) => {
        for (const one of statements) if (one.trim() !== '') await tx.script(one);
      });
    } finally {
      await admin.close();
    }
    await readsViewsAlone(readerPassword);
    await dropReader(settings(), user);
  });

  test('--apply makes the user and shows its password once; again it renews the grants, and the password stays', async () => {
    const { password: typed } = settings();
    const admin = ['--apply', '--admin', settings().user];
    const made = await reporting(env, [...named(), ...admin], `${typed}\n`);
    assert.equal(made.code, 0, made.err);
    const [password = '', ...more] = made.out.trimEnd().split('\n');
    assert.match(password, /^[\w-]{24}$/);
    assert.deepEqual(more, []);
    assert.ok(!made.err.includes(password));
    await readsViewsAlone(password);
    const again = await reporting(env, [...named(), ...admin], `${typed}\n`);
    assert.deepEqual([again.code, again.out], [0, ''], again.err);
    assert.match(again.err, /were renewed; its password stays/);
    await readsViewsAlone(password);
    await dropReader(settings(), user);
    const noted = await database.db.query<{ n: number }>(
      sql`select count(*) as n from audit_log where subject = ${`database user ${user.name}`}`,
    );
    assert.equal(noted[0]?.n, 2);
  });

  test('an administrator who is not let in, or may not make users, is told; nothing is made', async () => {
    const wrong = await reporting(env, [...named(), '--apply', '--admin', 'nobody_here'], 'x\n');
    assert.equal(wrong.code, 1);
    assert.ok(!wrong.err.includes('    at '), wrong.err);
    assert.equal(await isThere(), false);
  });

  test('what it is asked wrongly is named, and it does nothing', async () => {
    const wrong: [string[], RegExp][] = [
      [['--name', settings().user, ...host], /--name/],
      [['--name', 'Big Reader', ...host], /--name/],
      [[...named(), '--seconds', '0'], /--seconds/],
      [[...named(), '--connections', '101'], /--connections/],
      [[...named(), '--admin', 'x'], /--apply/],
      ...(isMysql ? [[['--name', user.name], /--host/] as [string[], RegExp]] : []),
    ];
    const ended = await Promise.all(wrong.map(([words]) => reporting(env, words)));
    for (const [at, [words, said]] of wrong.entries()) {
      assert.deepEqual([ended[at]?.code, ended[at]?.out], [2, ''], words.join(' '));
      assert.match(ended[at]?.err ?? '', said);
    }
    assert.equal(await isThere(), false);
  });
});
