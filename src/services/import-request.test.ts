import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DbError, type DbErrorKind } from '../db/db.js';
import { AppError } from '../domain/errors.js';
import { fileFaultOf, type ImportRequest } from './import-request.js';

const request: ImportRequest = { path: 'x.xls', source: 'cli' };
const codeOf = (error: unknown, given = request) => fileFaultOf(error, given)?.code ?? null;
const refused = (kind: DbErrorKind) => codeOf(new DbError(kind, 'no', null));

test('a value that the database refuses is a fault of its file, the database itself is none', () => {
  assert.equal(refused('value_refused'), 'value_not_storable');
  assert.equal(refused('value_too_long'), 'value_not_storable');
  assert.equal(refused('duplicate'), 'value_not_storable');
  assert.equal(refused('unavailable'), null);
  assert.equal(refused('lock_timeout'), null);
  assert.equal(refused('other'), null);
});

test('a fault that was foreseen keeps its code; a cancelled import and what nobody foresaw are no faults of the file', () => {
  assert.equal(codeOf(new AppError('damaged')), 'damaged');
  assert.equal(codeOf(new AppError('database_unavailable')), null);
  assert.equal(codeOf(new TypeError('x')), null);
  const signal = AbortSignal.abort();
  assert.equal(codeOf(new AppError('damaged'), { ...request, signal }), null);
});
