import { programVersion } from '../config.js';
import { AppError } from '../domain/errors.js';
import { jobDefinitions } from '../jobs/index.js';
import { createRunner, type JobRunner } from '../jobs/runner.js';
import type { ExitCode, Terminal } from './command.js';
import { type Ground, openGround } from './open-ground.js';

/** What a command works with: the ground, and a runner that works for this command alone. */
export interface Program extends Ground {
  readonly runner: JobRunner;
  readonly programVersion: string;
}

/**
 * Opens settings, log and database for one command and closes them after it. `page` does the same in the browser: it
 * is named where a server holds the embedded database; null where no page does it.
 */
export async function withProgram(
  { page, terminal }: { readonly page: string | null; readonly terminal: Terminal },
  work: (program: Program) => Promise<ExitCode>,
): Promise<ExitCode> {
  const ground = await openGround({ console: null }).catch((error: unknown) => {
    if (page !== null && error instanceof AppError && error.code === 'database_folder_in_use')
      terminal.say({
        th: `ทำสิ่งนี้ได้ที่หน้า ${page} ของโปรแกรมที่เปิดอยู่`,
        en: `The page ${page} of the program that is running does the same.`,
      });
    throw error;
  });
  try {
    const { db, bus, log, settings, secretKey } = ground;
    const jobs = jobDefinitions({ db, bus, log, settings, secretKey, programVersion });
    const runner = createRunner({ db, bus, log, jobs, onStop: 'cancel' });
    return await work({ ...ground, runner, programVersion });
  } finally {
    await ground.close();
  }
}
