/** A server of the API that is killed at any moment: tells its address, and serves until then. */
import { z } from 'zod';
import { openDb } from '../db/index.js';
import { importChildTask } from './import-child-task.js';
import { silentLog } from './import-parts.js';
import { startTestApp } from './test-app.js';

export const caseKillTask = z.object({
  settings: importChildTask.shape.settings,
  /** Where uploads are laid down. */
  folder: z.string(),
  /** How far its clock is ahead, in milliseconds: the leases of those before it have ended. */
  ahead: z.number(),
});
export type CaseKillTask = z.infer<typeof caseKillTask>;

const task = caseKillTask.parse(JSON.parse(process.argv[2] ?? ''));
const db = await openDb(task.settings, silentLog());
const app = await startTestApp({
  db,
  env: { HOSPITAL_CODE: '99999', DOWNLOAD_DIR: task.folder },
  parts: { log: silentLog(), now: () => new Date(Date.now() + task.ahead) },
});
process.stdout.write(`${app.url}\n`);
