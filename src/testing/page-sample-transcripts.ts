import type { Db } from '../db/db.js';
import { insertJob } from '../store/jobs.js';
import { changeTranscript, insertTranscript, type TranscriptChange } from '../store/transcripts.js';
import { findUserByName, setGranted } from '../store/users.js';

const at = new Date('2026-06-18T00:40:00Z');

/** How far each of them is: one is done, one is worked on, one has no result. */
const states: readonly TranscriptChange[] = [
  {
    state: 'completed',
    finishedAt: at,
    transcript: 'สวัสดีค่ะ โทรเรื่องรายการที่ติด C รหัส 305\nจะส่งเอกสารใหม่พรุ่งนี้',
    translation: 'Hello, this is about the claim denied by code 305.',
    risk: 'medium',
  },
  { state: 'processing', taskId: 'practice-task-1' },
  { state: 'unknown_or_expired', problem: 'audio_expired', details: {}, finishedAt: at },
];

/** Transcripts of a person, for whom they are switched on; answers their keys. */
export async function insertSampleTranscripts(db: Db, username: string): Promise<string[]> {
  const user = await findUserByName(db, username);
  if (user === null) throw new Error(`${username} is not there yet`);
  await setGranted(db, user.id, ['ai_audio'], at);
  const keys: string[] = [];
  for (const [index, change] of states.entries()) {
    const key = `aud_sample${index}`;
    const place = { userId: user.id, scheduleId: null, priority: 10, maxAttempts: 1 };
    const asked = { jobKey: `job_sampleaudio${index}`, type: 'transcribe_audio', params: { key } } as const;
    const job = await insertJob(db, { ...asked, dedupeKey: null, ...place });
    if (job === null) throw new Error('a job that is like none was not stored');
    const made = { key, jobId: job.id, userId: user.id, askedBy: username, purpose: 'denial' } as const;
    const sound = { language: 'th', withTranslation: true, way: 'poll', audioKind: 'wav' } as const;
    const service = 'http://127.0.0.1:8125';
    await insertTranscript(db, { ...made, ...sound, tranId: null, service, sizeBytes: 2_400_000 }, at);
    await changeTranscript(db, key, change, at);
    keys.push(key);
  }
  return keys;
}
