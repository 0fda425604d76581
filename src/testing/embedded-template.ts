import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDb } from '../db/index.js';
import { migrate } from '../db/migrate.js';
import { readMigrations } from '../db/migration-files.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A template is as good as its migrations and the program that made it. */
function templateFolder(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const { version, checksum } of readMigrations('postgresql')) hash.update(version).update(checksum);
  return path.join(root, '.cache', `embedded-${hash.digest('hex').slice(0, 16)}`);
}

/** Folder of a migrated, closed embedded database, made once and kept in `.cache/`: making one takes seconds. */
export async function embeddedTemplate(): Promise<string> {
  const place = templateFolder();
  if (existsSync(place)) return place;
  const aside = `${place}-${randomUUID()}`;
  mkdirSync(aside, { recursive: true });
  try {
    const db = await openDb({ type: 'embedded', dataDir: aside });
    try {
      await migrate({ db });
    } finally {
      await db.close();
    }
    // Several test files may make it at the same moment; one of them is kept.
    if (!existsSync(place)) renameSync(aside, place);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return place;
}

/** A data folder with a migrated database, as the program itself would have left it. */
export async function copyTemplate(dataDir: string): Promise<void> {
  cpSync(await embeddedTemplate(), dataDir, { recursive: true });
}
