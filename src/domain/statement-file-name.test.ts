import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocumentNo, readStatementFileName } from './statement-file-name.js';

test('the name of a statement says hospital, kind, scheme, document, period and month', () => {
  assert.deepEqual(readStatementFileName('STM_99999_IPUCS256811_01.xls'), {
    filename: 'STM_99999_IPUCS256811_01.xls',
    hospitalCode: '99999',
    fileType: 'IP_STM',
    scheme: 'ucs',
    documentNo: '99999_IPUCS256811_01',
    period: '6811_IP_01',
    month: 11,
    yearBe: 2568,
  });
});

test('a folder, marks of a copy and small letters make no other statement', () => {
  const name = readStatementFileName('D:\\stm\\stm_99999_opstp256901_02 (1).XLS');
  assert.deepEqual(
    [name?.filename, name?.fileType, name?.scheme],
    ['STM_99999_OPSTP256901_02.xls', 'OP_STM', 'stp'],
  );
  assert.deepEqual(readDocumentNo(' 99999_OPSTP256901_02 '), name);
});

test('what is no name of a statement is told by null', () => {
  for (const name of [
    'STM_99999_IPUCS256813_01.xls',
    'STM_99999_IPXYZ256811_01.xls',
    'STM_99999_UCS256811_01.xls',
    'eclaim_99999_OP_25690105_201501885.xls',
    '99999_IPUCS256811_01.xls',
  ])
    assert.equal(readStatementFileName(name), null, name);
});
