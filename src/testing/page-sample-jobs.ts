import type { Db } from '../db/db.js';

/** A running, a finished and a failed job, and an import of files in every state, with units and events. */
export async function insertSampleJobs(db: Db) {
  const runningJob = 'a1b2c3d4e5f60718';
  const failedJob = 'f0e1d2c3b4a59687';
  const finishedJob = '0123456789abcdef';
  const job = { max_attempts: 1, attempts: 1, run_at: new Date('2026-06-18T01:12:00Z') };
  await db.insert('jobs', {
    ...job,
    job_key: failedJob,
    type: 'sync_smt',
    params: JSON.stringify({ fiscalYear: 2569 }),
    status: 'failed',
    started_at: new Date('2026-06-17T23:30:00Z'),
    finished_at: new Date('2026-06-17T23:31:46Z'),
    result: JSON.stringify({
      units: [],
      problem: {
        code: 'not_found',
        message: {
          th: 'SMT ไม่ตอบ · ไม่มีอะไรเปลี่ยน · ลองใหม่ภายหลัง',
          en: 'SMT did not answer · nothing was changed · try again later',
        },
      },
    }),
  });
  const doneId = await db.insert('jobs', {
    ...job,
    job_key: finishedJob,
    type: 'download_rep',
    params: JSON.stringify({ month: 5, year: 2569, schemes: ['ucs', 'ofc'], import: true }),
    status: 'completed_with_problems',
    started_at: new Date('2026-06-17T23:00:00Z'),
    finished_at: new Date('2026-06-17T23:14:00Z'),
    result: JSON.stringify({ units: [], problem: null }),
  });
  await db.insert('job_units', {
    job_id: doneId,
    unit_key: 'rep/ucs/2569-05',
    status: 'incomplete',
    attempts: 1,
    counts: JSON.stringify({
      unit: 'rep/ucs/2569-05',
      state: 'incomplete',
      listed: 6,
      downloaded: 3,
      already: 2,
      failed: 1,
      imported: 3,
      problems: [
        {
          file: 'eclaim_99999_OP_25690507_084812903.xls',
          code: 'not_a_workbook',
          message: {
            th: 'ไฟล์มาไม่ครบ · ไม่มีอะไรถูกเก็บ · ดาวน์โหลดอีกครั้ง',
            en: 'The file was cut off · nothing was kept · download it again',
          },
        },
      ],
    }),
  });
  const runningId = await db.insert('jobs', {
    ...job,
    job_key: runningJob,
    type: 'download_rep',
    params: JSON.stringify({ month: 6, year: 2569, schemes: ['ucs', 'ofc', 'sss', 'lgo'], import: true }),
    status: 'running',
    started_at: new Date('2026-06-18T01:05:00Z'),
    progress: JSON.stringify({
      done: 7,
      of: 12,
      unit: 'file',
      bytes: 2_412_000,
      bytesPerSecond: 88_000,
      secondsLeft: 95,
      current: 'eclaim_99999_IP_25690612_084359217.xls',
    }),
  });
  await db.insert('job_events', {
    at: new Date('2026-06-18T01:05:01Z'),
    level: 'info',
    source: 'job',
    job_id: runningId,
    message: 'รายการ UCS มิ.ย. 2569: 14 ไฟล์ ใหม่ 9',
    details: JSON.stringify({ en: 'List of UCS June 2026: 14 files, 9 new' }),
  });
  return { runningJob, failedJob, finishedJob, importJob: await insertImportJob(db) };
}

async function insertImportJob(db: Db): Promise<string> {
  const importJob = 'e5d4c3b2a1908070';
  const at = new Date('2026-06-17T23:20:00Z');
  const jobId = await db.insert('jobs', {
    max_attempts: 1,
    attempts: 1,
    run_at: at,
    job_key: importJob,
    type: 'import_files',
    params: JSON.stringify({ files: [], source: 'upload' }),
    status: 'completed_with_problems',
    started_at: at,
    finished_at: new Date('2026-06-17T23:20:04Z'),
    result: JSON.stringify({ units: [], problem: null }),
  });
  const states = [
    'completed',
    'completed_with_problems',
    'unchanged',
    'quarantined',
    'failed',
    'skipped_folder',
  ];
  for (const [index, state] of states.entries()) {
    const unit = `import/1.${index + 1}/batch.zip/eclaim_99999_OP_2569060${index + 1}_09201187${index + 1}.xls`;
    const isIn = state.startsWith('completed');
    const isOut = state === 'quarantined' || state === 'failed';
    const counts = { already: state === 'unchanged' ? 1 : 0, failed: isOut ? 1 : 0, imported: isIn ? 1 : 0 };
    await db.insert('job_units', {
      job_id: jobId,
      unit_key: unit,
      status: state,
      attempts: 1,
      counts: JSON.stringify({ unit, state, listed: 1, downloaded: 0, ...counts, problems: [] }),
    });
  }
  return importJob;
}
