import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../domain/errors.js';
import { createExportSlots } from './export-slots.js';

test('a third of the connections may be held by exports, at least one; each place is given back once', () => {
  const codeOf = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
    return 'taken';
  };
  const few = createExportSlots(2);
  const back = few.take();
  assert.equal(codeOf(few.take), 'export_too_many');
  back();
  back();
  assert.equal(codeOf(few.take), 'taken');
  assert.equal(codeOf(few.take), 'export_too_many');
  const many = createExportSlots(10);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => codeOf(many.take)),
    ['taken', 'taken', 'taken', 'export_too_many'],
  );
});
