import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logText } from './log-text.js';

test('a line says which file and how many rows, and not what stands in columns of its own', () => {
  const line = {
    level: 'info',
    timestamp: '2026-06-18T01:12:00Z',
    source: 'import',
    job: 'job_1',
    message: 'file imported',
    file: 'a.xls',
    rowsRead: 58,
    portal: null,
  };
  assert.equal(logText(line), 'file imported file=a.xls rowsRead=58');
});

test("a failure's own words stand at the end, its stack does not", () => {
  const err = { message: 'connection refused', stack: 'Error: at line 1' };
  assert.equal(
    logText({ message: 'try again', attempt: 2, err }),
    'try again attempt=2 (connection refused)',
  );
});
