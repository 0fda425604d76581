import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { importRepFile } from '../../services/import-rep-file.js';
import { findNewsSince } from '../../store/attention.js';
import { databases, type FreshDatabase } from '../../testing/databases.js';
import { importRoom } from '../../testing/import-parts.js';
import { statementBytes, statementRow } from '../../testing/statement-workbook.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const rowsOf = z.object({ total: z.number(), rows: z.array(z.record(z.string(), z.unknown())) });

for (const database of databases())
  describe(`pages of statements (${database.name})`, () => {
    const room = importRoom();
    let fresh: FreshDatabase;
    let app: TestApp;
    let fileId = 0;
    before(async () => {
      fresh = await database.fresh();
      app = await startTestApp({ db: fresh.db, env: { HOSPITAL_CODE: '99999' } });
      await app.signedIn('admin');
      const bytes = statementBytes({
        details: [{ name: 'รายละเอียดข้อมูลปกติ IP', rows: [statementRow('990001'), statementRow('990002')] }],
        receivable: [['ข้อมูลปกติ'], ['ผู้ป่วยใน', 1, 3, 0, 2400.75, 100, 0], ['', '', '', '', '', 'รวม', 2300.75]],
      });
      const path = room.put('STM_99999_IPUCS256811_01.xls', bytes);
      fileId = (await importRepFile(room.parts(fresh.db), { path, source: 'upload' })).fileId ?? 0;
    });
    after(async () => {
      await app.close();
      await fresh.close();
      room.remove();
    });

    test('the list shows statements by its kind, in its twin as well, and by their month and totals', async () => {
      const admin = await app.signedIn('admin');
      const list = await (await admin.get('/files?kind=stm&lang=en')).text();
      assert.match(list, /STM_99999_IPUCS256811_01\.xls/);
      assert.match(list, /STM IP/);
      for (const address of ['/files', '/files?kind=stm'])
        assert.match(
          await (await admin.get(`${address}${address.includes('?') ? '&' : '?'}lang=en`)).text(),
          /Answers \(REP\) <b>0<\/b>.*Statements \(STM\) <b>1<\/b>/,
        );
      // The bell may name it on every page.
      const [, main = ''] = (await (await admin.get('/files')).text()).split('<main');
      assert.doesNotMatch(main, /STM_99999/);
      const twin = rowsOf.parse(
        await (await admin.get('/files.json?kind=stm&month=2025-12&controls=disagree')).json(),
      );
      assert.deepEqual(
        [twin.total, twin.rows[0]?.file_id, twin.rows[0]?.summary_total, twin.rows[0]?.stored_total],
        [1, fileId, 3, 2],
      );
      assert.deepEqual([twin.rows[0]?.controls_agree, twin.rows[0]?.portal_total], [false, null]);
      const none = rowsOf.parse(await (await admin.get('/files.json?kind=stm&month=2025-11')).json());
      assert.equal(none.total, 0);
    });

    test('the page of a statement says document, period, totals of each sheet and what lies between', async () => {
      const admin = await app.signedIn('admin');
      const page = await (await admin.get(`/files/${fileId}?lang=en`)).text();
      for (const text of [
        '99999_IPUCS256811_01',
        '6811_IP_01',
        'Receivable sheet',
        '2,400.75',
        '2,300.75',
        '1,600.50',
        'stm-detail',
        'statement_count_differs',
      ])
        assert.ok(page.includes(text), text);
      assert.doesNotMatch(page, /undefined|NaN/);
      const twin = rowsOf.parse(await (await admin.get(`/files/${fileId}.json`)).json());
      assert.equal(twin.total, 2);
    });

    test('totals that disagree wait on the dashboard, with the way to them', async () => {
      const admin = await app.signedIn('admin');
      const page = await (await admin.get('/dashboard?lang=en')).text();
      assert.match(page, /\/files\?kind=stm&(?:amp;|#38;)?controls=disagree/);
      assert.match(page, /Statements whose control totals disagree: 1/);
      assert.deepEqual(
        await findNewsSince(fresh.db, new Date('2020-01-01T00:00:00Z')).then(({ files, statements }) => [
          files,
          statements,
        ]),
        [0, 1],
      );
      const [, newest = ''] = page.split('id="t-files"');
      assert.match(newest, /STM_99999_IPUCS256811_01\.xls[\s\S]*STM IP UCS/);
    });
  });
