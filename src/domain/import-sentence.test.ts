import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importSentence } from './import-sentence.js';

const counts = { rowsRead: 1204, refused: 0 };

test('an import is told in the words of the reader, with its refused rows', () => {
  assert.deepEqual(importSentence({ ...counts, status: 'completed' }), {
    th: 'นำเข้าครบ · อ่าน 1,204 แถว',
    en: 'Completed · 1,204 rows read',
  });
  const withProblems = importSentence({ ...counts, status: 'completed_with_problems', refused: 2 });
  assert.equal(withProblems.th, 'มีข้อสังเกต · อ่าน 1,204 แถว · ปฏิเสธ 2');
});

test('of a file that is held or failed it is said that no row is stored', () => {
  const held = importSentence({ status: 'quarantined', rowsRead: 0, refused: 0 });
  assert.equal(held.th, 'กักไว้ · ยังไม่มีแถวใดเข้าระบบ');
  const failed = importSentence({ status: 'failed', rowsRead: 0, refused: 0 });
  assert.equal(failed.en, 'Failed · no row is stored');
});
