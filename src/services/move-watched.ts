import { copyFile, mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayOf } from '../domain/thai-date.js';
import { type WatchedOutcome, watchedEnd, watchedReason } from '../domain/watched-file.js';
import { isSameStanding, standingOf, type WatchedFile } from './watch-folder.js';

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

/** Makes an empty file of this name; false where the name is taken. */
async function reserve(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

type Rename = (from: string, to: string) => Promise<void>;

interface Place {
  readonly file: string;
  /** null = no text stands beside it. */
  readonly reasonFile: string | null;
}

/** The first free name: NAME, `NAME (2)`, …; taken at once, so that another process does not take it too. */
async function freePlace(folder: string, name: string, withReason: boolean): Promise<Place> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number++) {
    const file = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    if (!(await reserve(file))) continue;
    if (!withReason) return { file, reasonFile: null };
    const reasonFile = `${file}.txt`;
    if (await reserve(reasonFile)) return { file, reasonFile };
    await rm(file, { force: true });
  }
}

/** By a copy where `done/` or `problem/` is another file system; the original goes once the copy is on the disk. */
async function moveFile({ path: from, standing }: WatchedFile, to: string, move: Rename): Promise<boolean> {
  try {
    await move(from, to);
    return true;
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error;
  }
  await copyFile(from, to);
  const copy = await open(to, 'r+');
  try {
    await copy.sync();
  } finally {
    await copy.close();
  }
  if (!isSameStanding(await standingOf(from), standing)) return false;
  await unlink(from);
  return true;
}

async function giveUp({ file, reasonFile }: Place): Promise<void> {
  for (const left of [file, reasonFile]) if (left !== null) await rm(left, { force: true });
}

/**
 * Moves a file that was imported out of the watched folder: to `done/YYYY-MM/` or, with the reason beside it in
 * `NAME.txt`, to `problem/YYYY-MM/`. Answers where it lies; null where it changed or went away meanwhile: what stands
 * there now is taken at a later look. Throws what the file system throws; then the file is where it was.
 */
export async function moveWatched(
  file: WatchedFile,
  outcomes: readonly WatchedOutcome[],
  now: Date,
  move: Rename = rename,
): Promise<string | null> {
  if (!isSameStanding(await standingOf(file.path), file.standing)) return null;
  const end = watchedEnd(outcomes);
  const folder = path.join(path.dirname(file.path), end, dayOf(now).slice(0, 7));
  await mkdir(folder, { recursive: true });
  const place = await freePlace(folder, file.name, end === 'problem');
  try {
    if (place.reasonFile !== null) await writeFile(place.reasonFile, watchedReason(file.name, outcomes));
    if (await moveFile(file, place.file, move)) return place.file;
    await giveUp(place);
    return null;
  } catch (error) {
    await giveUp(place);
    if (hasCode(error, 'ENOENT') && (await standingOf(file.path)) === null) return null;
    throw error;
  }
}
