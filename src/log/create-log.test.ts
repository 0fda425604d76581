import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createLog } from './create-log.js';
import { createRing } from './ring.js';

describe('the log', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const text = () =>
    readdirSync(folder)
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('');

  test('keeps secrets, names and ids of patients out of console, file and ring, however deep they lie', () => {
    const ring = createRing(100);
    let console = '';
    const out = { write: (line: string) => (console += line) };
    const { log, close } = createLog({ level: 'debug', folder, keepDays: 1, ring, console: out });
    const secret = 'XSECRETX';
    const inner = new Error(`password=${secret} for 9900000000014`);
    log.info(
      {
        password: secret,
        headers: { Cookie: secret, authorization: `Bearer ${secret}`, 'Set-Cookie': [secret] },
        rows: [{ hn: secret, pid: secret, an: secret, fname: secret, name: secret }],
        access_token: secret,
        err: new Error(`https://u:${secret}@host/?code=${secret}&token=${secret}`, { cause: inner }),
        note: '9-9000-00000-01-4',
        headersSent: { 'X-API-Key': secret, 'x-api-key': secret },
        text: `called with ecr_k3v9w2ab_${secret}abcdefghijklmnopqrstuvwxyz012345678 and whsec_${secret}abcdefghijklmnopqrstuvw=`,
      },
      `signed in with Bearer ${secret} as 9900000000014`,
    );
    log.child({ source: 'import', cookie: secret }).warn({ job: 'job_1' }, 'kept');
    close();
    const everywhere = console + text() + [ring.at(1)?.json, ring.at(2)?.json].join('');
    assert.ok(!everywhere.includes(secret));
    assert.ok(!/9900000000014|9-9000/.test(everywhere));
    assert.equal(everywhere.match(/"message":"kept"/g)?.length, 3);
    assert.deepEqual([ring.at(2)?.source, ring.at(2)?.job, ring.at(2)?.level], ['import', 'job_1', 'warn']);
  });

  test('writes lines of timestamp, level, source and message', () => {
    const ring = createRing(10);
    const { log } = createLog({ level: 'info', folder: null, keepDays: 1, ring, console: null });
    log.debug({}, 'below the level');
    log.info({ source: 'download', files: 3 }, 'done');
    const line = JSON.parse(ring.at(1)?.json ?? '');
    assert.deepEqual([line.level, line.source, line.message, line.files], ['info', 'download', 'done', 3]);
    assert.ok(!Number.isNaN(Date.parse(line.timestamp)));
    assert.equal(ring.last(), 1);
  });

  test('begins a new file when the day changes or a file grows too big, and deletes what is too old', () => {
    let at = new Date('2026-02-03T10:00:00');
    const own = mkdtempSync(path.join(tmpdir(), 'log-'));
    const options = { level: 'info', folder: own, ring: null, console: null, keepDays: 2 } as const;
    const { log, close } = createLog({ ...options, maxFileBytes: 400, now: () => at });
    for (let i = 0; i < 6; i++)
      log.info({ i }, 'a line of about a hundred characters, so that four of them are too many');
    const first = readdirSync(own);
    assert.ok(first.includes('eclaim-rep.2026-02-03.1.log') || first.length > 1, first.join());
    at = new Date('2026-02-09T10:00:00');
    log.info({}, 'six days later');
    log.info({}, 'and on');
    close();
    const names = readdirSync(own);
    assert.ok(names.includes('eclaim-rep.log'));
    assert.ok(!names.some((name) => name.includes('2026-02-03')), names.join());
    rmSync(own, { recursive: true });
  });

  test('keeps the last lines in the ring, numbered without gaps', () => {
    const ring = createRing(3, 'boot');
    for (let i = 1; i <= 5; i++) ring.add(JSON.stringify({ level: 'info', message: String(i) }));
    assert.deepEqual([ring.first(), ring.last(), ring.at(2), ring.at(5)?.id], [3, 5, undefined, 'boot.5']);
  });
});
