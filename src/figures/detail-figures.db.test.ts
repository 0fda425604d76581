import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Db } from '../db/db.js';
import { sql } from '../db/sql.js';
import {
  askFigure,
  compareWithClaims,
  type FigureAddress,
  figureOf,
  questionOf,
  rowsOf,
} from '../testing/ask-figure.js';
import { eachDatabase } from '../testing/databases.js';
import { insertDetail } from '../testing/sample-detail.js';
import { insertClaim, insertFile } from '../testing/sample-rows.js';

async function insertClaims(db: Db): Promise<void> {
  const fileId = await insertFile(db, { filename: 'eclaim_99999_IP_25681012_090000001.xls' });
  const add = async (tranId: string, claim: object, detail: Readonly<Record<string, string>> | null) => {
    await insertClaim(db, {
      ...{ tranId, fileId, kind: 'IP', day: '2025-10-01', claimed: '100.10', reimbursed: '80.05' },
      ...claim,
    });
    if (detail !== null) await insertDetail(db, tranId, detail);
  };
  const stay = (from: string, to: string) => ({ dateadm: `${from} 23:30:00`, datedsc: `${to} 00:10:00` });
  const weighed = { columns: { adjrw: '1.2345', hmain: '10001' }, drg: '04510' };
  await add('1', weighed, { ...stay('2025-10-01', '2025-10-04'), rw: '1.5000', ps_percent: '100' });
  await add(
    '2',
    { ...weighed, drg: '05120' },
    { ...stay('2025-10-01', '2025-10-01'), rw: '0.2500', ps_percent: '95' },
  );
  await add(
    '3',
    { codes: ['C312'] },
    { ...stay('2025-10-01', '2025-10-11'), ps_percent: 'A', ps_percent2: '95.00' },
  );
  // Without a discharge, and one before the admission: the days are not known.
  await add('4', { day: '2025-11-02' }, { dateadm: '2025-11-02 08:00:00', rw: '9.0000', ps_percent: '90' });
  await add('5', { day: '2025-11-02' }, { ...stay('2025-11-02', '2025-11-01'), ps_percent: '-' });
  await add('6', { kind: 'OP', day: '2025-11-03', columns: { hmain: '10001' } }, { ps_percent: '100%' });
  await add(
    '7',
    { kind: 'ORF', day: '2025-11-03', claimed: '0.05', reimbursed: null, columns: { hmain: '10002' } },
    null,
  );
}

eachDatabase('figures of single claims', (database) => {
  const ask = (name: string, by: Parameters<typeof askFigure>[2], query: FigureAddress = {}) =>
    askFigure(database.db, name, by, { fiscal_year: '2569', ...query });
  before(() => insertClaims(database.db));

  test('the stay of inpatients is counted in days of the calendar, of claims that state both', async () => {
    const fields = [
      'claims',
      'measured',
      'bed_days',
      'average_days',
      'median_days',
      'longest_days',
      'same_day',
    ];
    const stays = await ask('length-of-stay', 'month');
    assert.deepEqual(rowsOf(stays, ...fields), [
      ['2025-10', 3, 3, 13, '4.333333', 3, 10, 1],
      ['2025-11', 2, 0, 0, null, null, null, 0],
    ]);
    assert.deepEqual(Object.values(stays.total), [5, 3, 13, '4.333333', 3, 10, 1]);
    assert.deepEqual(rowsOf(await ask('length-of-stay', 'drg', { status: 'passed' }), 'claims', 'bed_days'), [
      ['04510', 1, 3],
      ['05120', 1, 0],
      ['', 2, 0],
    ]);
    assert.equal((await ask('length-of-stay', 'scheme', { kind: 'op' })).total.claims, 0);
    assert.ok((await compareWithClaims(database.db, 'length-of-stay', 'drg', { fiscal_year: '2569' })) > 3);
  });

  test('a claim is late where the REP says that less than 100 per cent are paid', async () => {
    const fields = ['claims', 'late', 'late_rate', 'late_claimed', 'late_reimbursed'];
    assert.deepEqual(rowsOf(await ask('late-sending', 'late'), ...fields), [
      ['100', 2, 0, '0.000000', '0.00', '0.00'],
      ['95', 2, 2, '1.000000', '200.20', '160.10'],
      ['90', 1, 1, '1.000000', '100.10', '80.05'],
    ]);
    const { total } = await ask('late-sending', 'month');
    assert.deepEqual(Object.values(total), [5, 3, '0.600000', '300.30', '240.15']);
    assert.deepEqual(rowsOf(await ask('late-sending', 'kind', { status: 'passed' }), 'claims', 'late'), [
      ['ip', 3, 2],
      ['op', 1, 0],
    ]);
    const texts = [' 95 %', '95.50', '1000', 'A', '-', '', null];
    const { numberIn } = database.db.dialect;
    const read: (string | null | undefined)[] = [];
    for (const text of texts) {
      const number = numberIn(sql`cast(${text} as char(9))`);
      read.push(
        (await database.db.first<{ percent: string | null }>(sql`select ${number} as percent`))?.percent,
      );
    }
    assert.deepEqual(read, ['95.0000', '95.5000', null, null, null, null, null]);
    assert.ok((await compareWithClaims(database.db, 'late-sending', 'late', { fiscal_year: '2569' })) > 6);
  });

  test('days of the week have all of a week, and the days that were seen', async () => {
    const answer = await ask('weekdays', 'weekday');
    assert.deepEqual(
      rowsOf(answer, 'claims', 'days_seen', 'claims_per_day', 'denied').filter(([, claims]) => claims !== 0),
      [
        ['1', 2, 1, '2.000000', 0],
        ['3', 3, 1, '3.000000', 1],
        ['7', 2, 1, '2.000000', 0],
      ],
    );
    assert.deepEqual([answer.rows.length, answer.rows[0]?.label], [7, 'จันทร์']);
    assert.deepEqual([answer.total.claims, answer.total.days_seen, answer.total.share], [7, 3, '1.000000']);
    assert.equal(await compareWithClaims(database.db, 'weekdays', 'weekday', { kind: 'ip' }), 16);
  });

  test('main hospitals have the amounts of their claims, those without one last', async () => {
    const answer = await ask('main-hospitals', 'main_hospital');
    assert.deepEqual(rowsOf(answer, 'claims', 'denied', 'claimed', 'reimbursed', 'loss'), [
      ['10001', 3, 0, '300.30', '240.15', '60.15'],
      ['10002', 1, 0, '0.05', '0.00', '0.05'],
      ['', 3, 1, '300.30', '240.15', '60.15'],
    ]);
    assert.equal(await compareWithClaims(database.db, 'main-hospitals', 'main_hospital', { kind: 'ip' }), 15);
  });

  test('case-mix has the RW of the claims that state an AdjRW, and leaves it out where nobody asks', async () => {
    const answer = await ask('case-mix', 'drg');
    assert.deepEqual(rowsOf(answer, 'claims', 'rw', 'adjrw'), [
      ['04510', 1, '1.5000', '1.2345'],
      ['05120', 1, '0.2500', '1.2345'],
    ]);
    assert.deepEqual([answer.total.rw, answer.total.adjrw], ['1.7500', '2.4690']);
    assert.equal((await ask('case-mix', 'month', { kind: 'op' })).total.rw, '0.0000');
    // Sums know no main hospital: the claims themselves answer.
    assert.equal((await ask('case-mix', 'month', { main_hospital: '10001' })).total.rw, '1.7500');
    assert.deepEqual(rowsOf(await ask('case-mix', 'fund', { adjrw: 'yes' }), 'rw'), [['', '1.7500']]);
    const question = { ...questionOf('month', { fiscal_year: '2569' }), fields: ['cmi'] };
    const { total } = await figureOf('case-mix').answer(database.db, question);
    assert.deepEqual(['rw' in total, total.adjrw], [false, '2.4690']);
  });
});
