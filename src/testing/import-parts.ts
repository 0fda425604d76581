import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Db } from '../db/db.js';
import { createBus } from '../events/bus.js';
import { defaultParseLimits } from '../filetypes/parse.js';
import type { Log } from '../log/log.js';
import type { ImportParts } from '../services/import-rep-file.js';

/** A log that says nothing, so that a test prints nothing but its result. */
export function silentLog(): Log {
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
    child: () => log,
  };
  return log;
}

/** A private folder for workbooks, and what an import needs; `remove` takes the folder away. */
export interface ImportRoom {
  readonly folder: string;
  parts(db: Db, hospitalCode?: string | null): ImportParts;
  /** Writes a file and answers its path. */
  put(name: string, bytes: Uint8Array | string): string;
  remove(): void;
}

export function importRoom(): ImportRoom {
  const folder = mkdtempSync(path.join(tmpdir(), 'eclaim-import-'));
  return {
    folder,
    parts: (db, hospitalCode = null) => ({
      db,
      log: silentLog(),
      bus: createBus(),
      limits: defaultParseLimits,
      downloadDir: path.join(folder, 'downloads'),
      hospitalCode,
      programVersion: 'test',
      importsClaims: true,
    }),
    put(name, bytes) {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
