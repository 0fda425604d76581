import { openDb } from './index.js';

// A process of its own for the tests of the embedded database: commits ten rows at a time and tells each commit.
const db = await openDb({ type: 'embedded', dataDir: process.argv[2] ?? '' });
for (let round = 1; ; round++) {
  const now = new Date();
  const rows = Array.from({ length: 10 }, (_, index) => [
    `key-${index}`,
    round,
    '99999',
    2569,
    '{}',
    now,
    now,
  ]);
  await db.bulkInsert(
    'smt_budget_transfers',
    ['record_key', 'occurrence', 'hospital_code', 'budget_year', 'raw', 'first_seen_at', 'last_seen_at'],
    rows,
  );
  process.send?.(round);
}
