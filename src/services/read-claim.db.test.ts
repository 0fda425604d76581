import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ClaimHistory, importClaimHistory } from '../testing/claim-history.js';
import { eachDatabase } from '../testing/databases.js';
import { importRoom } from '../testing/import-parts.js';
import { repTestWorkbook, ucsRow } from '../testing/rep-workbook.js';
import { commandLineActor } from './actor.js';
import { importRepFile } from './import-rep-file.js';
import { readClaim } from './read-claim.js';
import { undoFile } from './undo-file.js';

eachDatabase('one claim with all its versions', (database) => {
  const room = importRoom();
  let history: ClaimHistory;
  before(async () => {
    history = await importClaimHistory(database.db, room);
  });
  after(() => room.remove());

  const read = async (tranId: string, hospital: string | null = '99999') => {
    const claim = await readClaim(database, tranId, hospital);
    assert.ok(claim);
    return claim;
  };

  test('the appeal counts, equal and older answers are history, and a repeated row is reference', async () => {
    const { versions, current, items } = await read(history.tranId);
    assert.deepEqual(
      versions.map(({ versionNo, isCurrent, standing }) => [versionNo, isCurrent, standing]),
      [
        [3, true, 'newest_file'],
        [2, false, 'older'],
        [1, false, 'older'],
        [0, false, 'reference'],
      ],
    );
    assert.equal(current?.fileId, history.appealFile);
    assert.deepEqual(
      [versions[2]?.fileId, versions[2]?.rowNo, versions[2]?.sheetName],
      [history.firstFile, 9, 'Detail'],
    );
    assert.deepEqual(
      items.map(({ fileId, sheet, rows }) => [fileId, sheet, rows.length]),
      [
        [history.appealFile, 'drug', 2],
        [history.firstFile, 'drug', 1],
      ],
    );
  });

  test('what changed is told field by field, to the satang; an equal answer changed nothing', async () => {
    const [third, second, first] = (await read(history.tranId)).versions;
    assert.equal(first?.differences, null);
    assert.deepEqual([second?.differences, second?.since], [[], 1]);
    assert.equal(third?.reimbursedChange, '900.25');
    assert.deepEqual(
      third?.differences?.map(({ key, before, after, change }) => [key, before, after, change]),
      [
        ['error_code', 'C312', null, null],
        ['reimb_nhso', '0.00', '900.25', '900.25'],
        ['drg', null, '04520', null],
        ['iphc', null, '900.25', '900.25'],
        ['remark', null, 'แก้แล้ว', null],
      ],
    );
  });

  test('the statement stands against what the current version promises', async () => {
    const { statements } = await read(history.tranId);
    assert.deepEqual(
      statements.rows.map(({ fileId, documentNo, counts, matched, stated }) => [
        fileId,
        documentNo,
        counts,
        matched,
        stated,
      ]),
      [[history.statement, '99999_IPUCS256904_02', true, true, '850.24']],
    );
    assert.deepEqual(
      [statements.promised, statements.stated, statements.difference, statements.standing],
      ['900.25', '850.24', '-50.01', 'part_paid'],
    );
  });

  test('a column that the form does not have is kept with the claim, and nobody knows whose value it is', async () => {
    const path = room.put(
      'eclaim_99999_OP_25690401_101501885.xls',
      repTestWorkbook({
        form: 'ucs',
        rows: [ucsRow('990604500', { reimb_nhso: 10.125 })],
      }),
    );
    await importRepFile(room.parts(database.db), { path, source: 'cli' });
    const { shown } = await read('990604500');
    const extra = shown.fields.filter(({ group }) => group === 'extra');
    assert.deepEqual(
      extra.map(({ heading, value, privacy }) => [heading, value, privacy]),
      [['ชดเชยสุทธิ > สปสช.', '10.125', 'unknown']],
    );
    assert.deepEqual(
      shown.fields.filter(({ privacy }) => privacy !== 'open').map(({ key, privacy }) => [key, privacy]),
      [
        ['pid', 'pid'],
        ['name', 'name'],
        ['extra ชดเชยสุทธิ > สปสช.', 'unknown'],
      ],
    );
  });

  test('a number in two hospitals is two claims: the one asked for, else the first', async () => {
    const path = room.put(
      'eclaim_99998_OP_25690401_101501885.xls',
      repTestWorkbook({ form: 'ucs', rows: [ucsRow(history.tranId, { hcode: '99998' })] }),
    );
    await importRepFile(room.parts(database.db), { path, source: 'cli' });
    const own = await read(history.tranId);
    assert.deepEqual([own.hospitalCode, own.otherHospitals, own.versions.length], ['99999', ['99998'], 4]);
    const other = await read(history.tranId, '99998');
    assert.deepEqual(
      [other.hospitalCode, other.versions.length, other.statements.rows.length],
      ['99998', 1, 0],
    );
    assert.equal((await read(history.tranId, null)).hospitalCode, '99998');
  });

  test('after undo of the appeal the earlier version counts; a number that nobody knows is no claim', async () => {
    await undoFile(
      { ...room.parts(database.db), programVersion: 'test' },
      { fileId: history.appealFile, by: commandLineActor, reason: null },
    );
    const { versions, statements } = await read(history.tranId);
    assert.deepEqual(
      versions.map(({ versionNo, isCurrent }) => [versionNo, isCurrent]),
      [
        [2, true],
        [1, false],
      ],
    );
    assert.equal(statements.standing, 'needs_person');
    assert.equal(await readClaim(database, '990699999', null), null);
  });
});
