import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from './errors.js';
import { filterMark, readCursor, writeCursor } from './list-cursor.js';

const isInvalid = (error: unknown) => error instanceof AppError && error.code === 'invalid_cursor';

test('a cursor comes back as it was written, for the same filters in any order', () => {
  const mark = filterMark({ list: 'cases', status: 'open', priority: undefined });
  const sync = { mode: 'sync', feed: 'f', place: { no: 12, id: 7, begun: 40 } } as const;
  assert.deepEqual(readCursor(writeCursor(sync, mark), filterMark({ status: 'open', list: 'cases' })), sync);
  for (const covered of ['2026-02-03T02:15:27.482913Z', null]) {
    const browse = { mode: 'browse', id: 99, covered } as const;
    assert.deepEqual(readCursor(writeCursor(browse, mark), mark), browse);
  }
});

test('a cursor of other filters, and what is none, is refused', () => {
  const mark = filterMark({ list: 'cases' });
  const text = writeCursor({ mode: 'browse', id: 1, covered: null }, mark);
  assert.throws(() => readCursor(text, filterMark({ list: 'cases', status: 'open' })), isInvalid);
  const own = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
  for (const wrong of [
    '',
    'x',
    `${text}=`,
    text.slice(1),
    own(null),
    own({ v: 1, m: 'b', i: -1, h: mark }),
    own({ v: 1, m: 'b', i: 1.5, h: mark }),
    own({ v: 1, m: 'b', i: 1, t: 'x', h: mark }),
    own({ v: 1, m: 'b', i: 1, t: '2026-02-03T99:15:27.482913Z', h: mark }),
    own({ v: 1, m: 's', f: 1, n: 1, i: 1, h: mark }),
    own({ v: 2, m: 'b', i: 1, h: mark }),
    'a'.repeat(5000),
  ])
    assert.throws(() => readCursor(wrong, mark), isInvalid, wrong.slice(0, 40));
});
