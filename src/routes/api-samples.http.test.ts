import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sql } from '../db/sql.js';
import { isScope } from '../domain/scope.js';
import { commandLineActor } from '../services/actor.js';
import { importRepFile } from '../services/import-rep-file.js';
import { loadSeeds } from '../services/load-seeds.js';
import { undoFile } from '../services/undo-file.js';
import { importRoom } from '../testing/import-parts.js';
import { type OtpGround, startOtpGround } from '../testing/otp-ground.js';
import { repTestWorkbook, type TestRow, ucsRow } from '../testing/rep-workbook.js';

/** What runs a file with this ending; the samples of webhooks have tests of their own (webhook-sample.test.ts). */
const runners: Readonly<Record<string, string>> = { '.sh': 'sh', '.mjs': process.execPath, '.py': 'python3' };
const runElsewhere = ['verify-webhook.mjs', 'receive_webhook.py'];

const unescaped = (html: string) =>
  html
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('the programs of /help/api, run as they stand there', () => {
  const room = importRoom();
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-samples-'));
  const samples = new Map<string, string>();
  let ground: OtpGround;
  let settings = '';
  let later = 0;
  const ran = new Set<string>();
  before(async () => {
    ground = await startOtpGround();
    await loadSeeds({ db: ground.db });
    await take('eclaim_99999_OP_25690105_201501885.xls', [
      ucsRow('990001', { error_code: '305', reimb_nhso: 0 }),
      ucsRow('990002', { error_code: 'C12,305', reimb_nhso: 0 }),
      ...Array.from({ length: 1005 }, (_, index) => ucsRow(String(992_000 + index))),
    ]);
    later = await take('eclaim_99999_OP_25690120_101501885.xls', [ucsRow('990009')]);
    const reader = await ground.app.signedIn('admin');
    const page = await (await reader.get('/help/api?lang=en')).text();
    for (const [, file = '', text = ''] of page.matchAll(
      /<pre[^>]* data-sample="([^"]+)"[^>]*>([^<]*)<\/pre>/g,
    ))
      samples.set(file, unescaped(text));
    const scopes = /key create --name HIS --scope ([a-z:,]+)/.exec(page)?.[1] ?? '';
    const key = await ground.app.key({ scopes: scopes.split(',').filter(isScope) });
    const shown = unescaped(/<pre[^>]* data-settings[^>]*>([^<]*)<\/pre>/.exec(page)?.[1] ?? '');
    assert.match(shown, /ecr_…/);
    settings = shown.replace('ecr_…', key);
  });
  after(async () => {
    await ground.close();
    room.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function take(name: string, rows: readonly TestRow[]): Promise<number> {
    const file = room.put(name, repTestWorkbook({ form: 'ucs', rows }));
    const result = await importRepFile(room.parts(ground.db), { path: file, source: 'cli' });
    assert.match(result.status, /^completed/, JSON.stringify(result.problems));
    return result.fileId ?? 0;
  }

  /** Runs a sample after the settings that the page shows, and answers what it printed. */
  async function run(file: string, type: ((child: ReturnType<typeof spawn>) => Promise<void>) | null = null) {
    ran.add(file);
    const text = samples.get(file);
    assert.ok(text, `the page shows no ${file}`);
    writeFileSync(path.join(folder, file), text);
    const program = runners[path.extname(file)] ?? '';
    const child = spawn('sh', ['-c', `${settings}\nexec "$0" "$1"`, program, file], {
      cwd: folder,
      env: { PATH: process.env.PATH, ECLAIM_EMAIL: 'officer1@hospital.example' },
      stdio: 'pipe',
    });
    let said = '';
    let complained = '';
    child.stdout.on('data', (piece: Buffer) => (said += String(piece)));
    child.stderr.on('data', (piece: Buffer) => (complained += String(piece)));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await type?.(child);
    assert.equal(await ended, 0, `${said}\n${complained}`);
    return said;
  }

  const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;
  const needs = (t: TestContext, program: string): boolean => {
    if (isThere(program)) return true;
    t.diagnostic(`not run: this machine has no ${program}`);
    return false;
  };
  const count = async (where: string) =>
    (await ground.db.query<{ category: string }>(sql`select category from cases`)).filter(
      ({ category }) => category === where,
    ).length;

  test('curl: cases are opened once, read, changed and found; denied claims and a figure are read', async (t) => {
    if (!needs(t, 'curl')) return;
    const before = await count('denial');
    for (const _ of [1, 2]) {
      const said = await run('cases.sh');
      const answers = said
        .split('\n')
        .filter((line) => line.startsWith('{') || line.startsWith('['))
        .map((line): unknown => JSON.parse(line));
      assert.equal(answers.length, 8, said);
      assert.match(said, /"status":"in_progress"/);
      assert.match(said, /"imported":1,.*"dry_run":true/);
      assert.match(said, /"figure":"denial-rate"/);
    }
    assert.equal(await count('denial'), before + 1);
    assert.equal(await count('document'), 0);
  });

  test('Node: the copy of all claims, of several pages, is the database, also after a change', async () => {
    const copied = () =>
      z
        .object({ claims: z.record(z.string(), z.looseObject({ claimed: z.string().nullable() })) })
        .parse(JSON.parse(readFileSync(path.join(folder, 'claims.json'), 'utf8'))).claims;
    assert.match(await run('copy-claims.mjs'), /^1008 claims/);
    await undoFile(room.parts(ground.db), { fileId: later, by: commandLineActor, reason: null });
    assert.match(await run('copy-claims.mjs'), /^1007 claims/);
    const stored = await ground.db.query<{ name: string }>(
      sql`select concat(hospital_code, ' ', tran_id) as name from claim_current`,
    );
    assert.deepEqual(Object.keys(copied()).toSorted(), stored.map(({ name }) => name).toSorted());
  });

  test('Python: each denied claim gets one case, however often the program runs', async (t) => {
    if (!needs(t, 'python3')) return;
    const said = await run('open_denials.py');
    assert.match(said, /^CASE-\d{4}-\d{6} 990002 [\d.]+\nCASE-\d{4}-\d{6} 990001 [\d.]+\n$/);
    assert.equal(await run('open_denials.py'), '');
    const titles = await ground.db.query<{ title: string; tran_id: string }>(
      sql`select title, tran_id from cases where tran_id in ('990001', '990002') order by tran_id`,
    );
    assert.equal(titles.length, 2);
    assert.match(titles[0]?.title ?? '', /^Denied: 305 Approve Code/);
  });

  test('curl: a mailed code opens cases', async (t) => {
    if (!needs(t, 'curl')) return;
    const address = 'officer1@hospital.example';
    const said = await run('sign-in.sh', async (child) => {
      for (let tries = 0; ground.codesTo(address).length === 0 && tries < 500; tries += 1) await sleep(20);
      child.stdin?.end(`${ground.codesTo(address)[0]}\n`);
    });
    assert.match(said, /"username":"officer1"/);
    assert.match(said, /\n\[.*\]\n/s);
  });

  test('there is no sample that is not run', () => {
    for (const file of samples.keys())
      assert.ok(
        ran.has(file) || runElsewhere.includes(file) || !isThere(runners[path.extname(file)] ?? ''),
        file,
      );
    assert.ok(samples.size >= 5);
  });
});
