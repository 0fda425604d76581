import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertFile, fileAlerts } from './alert.js';

const file: AlertFile = {
  kind: 'rep',
  fileId: 12,
  filename: 'eclaim_99999_OP_25690105_201501885.xls',
  status: 'completed',
  controlsAgree: true,
};

test('a file that came in well settles whatever was said about it', () => {
  assert.deepEqual(fileAlerts(file), {
    open: [],
    settled: ['file/rep/12/quarantined', 'file/rep/12/failed', 'file/rep/12/controls'],
  });
  assert.equal(fileAlerts({ ...file, status: 'undone', controlsAgree: false }).open.length, 0);
});

test('totals that disagree are a warning about a file that is in', () => {
  const { open, settled } = fileAlerts({ ...file, status: 'completed_with_problems', controlsAgree: false });
  assert.deepEqual(
    open.map(({ key, severity }) => [key, severity]),
    [['file/rep/12/controls', 'warning']],
  );
  assert.deepEqual(settled, ['file/rep/12/quarantined', 'file/rep/12/failed']);
  assert.match(open[0]?.title.th ?? '', /eclaim_99999_OP_25690105_201501885\.xls/);
});

test('a file that stays out is named with the code of its problem', () => {
  const { open } = fileAlerts({
    ...file,
    kind: 'stm',
    status: 'failed',
    controlsAgree: null,
    code: 'damaged',
  });
  assert.deepEqual(open[0]?.details, { kind: 'stm', file_id: 12, file: file.filename, code: 'damaged' });
  assert.equal(open[0]?.severity, 'error');
});

test('the same bytes again neither raise nor settle anything', () => {
  assert.deepEqual(fileAlerts({ ...file, status: 'unchanged', controlsAgree: false }), {
    open: [],
    settled: [],
  });
});
