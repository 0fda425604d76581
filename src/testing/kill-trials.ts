import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db, DbSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { differenceWords, type VerifyCheck, verifyChecks } from '../domain/verification.js';
import type { Dice } from '../practice/claims/dice.js';
import { verifyStored } from '../services/verify-stored.js';
import { importRoom } from './import-parts.js';
import type { KillChildTask } from './kill-child.js';
import { killState } from './kill-state.js';
import { putKillWorkbooks } from './kill-workbooks.js';

const program = fileURLToPath(new URL('./kill-child.js', import.meta.url));

interface Ended {
  readonly finished: boolean;
  readonly ms: number;
  readonly failed: string;
}

/** A run that takes longer waits for something that never comes, such as a lock of the process that was killed. */
const longestMs = 300_000;

/** Runs the story in a process of its own, killed with -9 after so many milliseconds; null lets it finish. */
function runChild(task: KillChildTask, killAfter: number | null): Promise<Ended> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // What a killed process leaves lying about goes with the folder of the trial.
      env: { ...process.env, TMPDIR: path.dirname(task.folder) },
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), killAfter ?? longestMs);
    let said = '';
    let failed = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    child.stderr.on('data', (text: Buffer) => {
      failed += text.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ finished: said.includes('finished'), ms: performance.now() - started, failed });
    });
  });
}

export interface KillTrial {
  /** Milliseconds after the start at which the process was killed; [] = it was always too late. */
  readonly killedAt: readonly number[];
  /** Milliseconds of the run that finished what was left. */
  readonly finishMs: number;
  /** What is not as it should be, in words; [] = nothing. */
  readonly wrong: readonly string[];
}

export interface KillTrials {
  /** Milliseconds of a run that nobody disturbed. */
  readonly undisturbedMs: number;
  readonly trials: readonly KillTrial[];
}

/** First place in which two texts differ, with the lines around it. */
function firstDifference(expected: string, found: string): string {
  const [a, b] = [expected.split('\n'), found.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const lines = (of: readonly string[]) =>
    of
      .slice(Math.max(0, at - 6), at + 3)
      .join(' ')
      .replace(/\s+/g, ' ');
  return `expected ${lines(a)} found ${lines(b)}`;
}

async function verifyAll(db: Db, downloadDir: string, checks: readonly VerifyCheck[]): Promise<string[]> {
  const wrong: string[] = [];
  const room = importRoom();
  await verifyStored({ ...room.parts(db), downloadDir }, checks, {
    onDifference: (check, difference) => wrong.push(`${check}: ${differenceWords(difference).en}`),
  });
  room.remove();
  return wrong;
}

/**
 * Kills the process that imports, approves and undoes at random moments, starts it again, and holds what it ends in
 * against a run that nobody disturbed, each time for a hospital of its own in the same database. Each of `count` trials is
 * killed `kills` times in a row before a run may finish; `from` is the part of the run before which nothing is killed. The caller has closed the embedded database.
 */
export async function killTrials(
  { settings, folder }: { readonly settings: DbSettings; readonly folder: string },
  {
    count,
    kills,
    from,
    dice,
  }: { readonly count: number; readonly kills: number; readonly from: number; readonly dice: Dice },
  onTrial: (trial: KillTrial, number: number) => void = () => undefined,
): Promise<KillTrials> {
  const downloadDir = path.join(folder, 'downloads');
  const taskOf = async (hospital: string): Promise<KillChildTask> => {
    const workbooks = path.join(folder, hospital);
    await putKillWorkbooks(workbooks, hospital);
    return { settings, folder: workbooks, downloadDir, hospital };
  };
  const lookInto = async <T>(look: (db: Db) => Promise<T>): Promise<T> => {
    const db = await openDb(settings);
    try {
      return await look(db);
    } finally {
      await db.close();
    }
  };
  const first = '99500';
  const undisturbed = await runChild(await taskOf(first), null);
  if (!undisturbed.finished) throw new Error(`the undisturbed run failed: ${undisturbed.failed}`);
  const expected = await lookInto((db) => killState(db, first));
  const trials: KillTrial[] = [];
  for (let number = 1; number <= count; number++) {
    const hospital = String(99500 + number);
    const task = await taskOf(hospital);
    const killedAt: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const moment = undisturbed.ms * (from + (1 - from) * (dice.int(0, 999) / 1000));
      if (!(await runChild(task, moment)).finished) killedAt.push(Math.round(moment));
    }
    const last = await runChild(task, null);
    const wrong: string[] = [];
    if (!last.finished)
      wrong.push(
        `the run after the kill failed after ${Math.round(last.ms)} ms: ${last.failed.slice(0, 2000)}`,
      );
    const checks = verifyChecks.filter((check) => number === count || check !== 'cells');
    await lookInto(async (db) => {
      const found = await killState(db, hospital);
      if (found !== expected) wrong.push(firstDifference(expected, found));
      wrong.push(...(await verifyAll(db, downloadDir, checks)));
    });
    const trial = { killedAt, finishMs: last.ms, wrong };
    trials.push(trial);
    onTrial(trial, number);
  }
  return { undisturbedMs: undisturbed.ms, trials };
}
