import type { Db } from '../db/db.js';

const schemes = ['UCS', 'OFC', 'SSS', 'LGO'] as const;
const months = [
  ...['2025-10', '2025-11', '2025-12', '2026-01'],
  ...['2026-02', '2026-03', '2026-04', '2026-05', '2026-06'],
];

/** Units of the grid in every state, and of one of them (rep-ucs-2569-06) the files in every state too. */
export async function insertSampleUnits(db: Db): Promise<void> {
  const states = ['complete', 'complete', 'incomplete', 'new_since', 'failed', 'empty', 'waiting_person'];
  let index = 0;
  for (const month of months)
    for (const scheme of schemes) {
      const state = month < '2026-04' ? 'complete' : (states[index++ % states.length] ?? 'complete');
      const listed = state === 'empty' ? 0 : 6;
      const failed = state === 'failed';
      await db.insert('download_units', {
        upstream: 'eclaim',
        type: 'rep',
        scheme,
        month: Number(month.slice(5)),
        year: Number(month.slice(0, 4)) + 543,
        state,
        listed,
        stored: state === 'incomplete' ? 4 : failed ? 0 : listed,
        problem: failed ? 'truncated' : null,
        tries: failed ? 3 : 0,
        next_try_at: failed ? new Date('2026-06-18T01:35:00Z') : null,
        checked_at: new Date('2026-06-17T23:12:00Z'),
      });
    }
  await insertUnitFiles(db);
}

async function insertUnitFiles(db: Db): Promise<void> {
  const at = new Date('2026-06-17T23:09:00Z');
  for (const [index, status] of ['success', 'failed', 'pending', 'no_data'].entries()) {
    const filename = `eclaim_99999_OP_2569061${index}_10203040${index}.xls`;
    const downloadId = await db.insert('downloads', {
      upstream: 'eclaim',
      type: 'rep',
      scheme: 'UCS',
      hospital_code: '99999',
      month: 6,
      year: 2569,
      filename,
      status,
      problem: status === 'failed' ? 'truncated' : status === 'no_data' ? 'empty' : null,
      attempts: status === 'failed' ? 3 : 1,
      next_try_at: status === 'failed' ? new Date('2026-06-18T01:35:00Z') : null,
      sha256: status === 'success' ? 'd0'.repeat(32) : null,
      first_seen_at: at,
    });
    await db.insert('portal_reps', {
      hospital_code: '99999',
      scheme: 'UCS',
      rep_no: `69060015${index}`,
      filename,
      download_id: downloadId,
      total: 40 + index,
      passed: 38,
      failed: 2 + index,
      month: 6,
      year: 2569,
      first_seen_at: at,
      last_seen_at: at,
      raw: '{}',
    });
  }
}
