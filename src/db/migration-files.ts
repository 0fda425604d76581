import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface MigrationFile {
  /** File name without its ending, e.g. `0001-users`; the order is the order of names. */
  readonly version: string;
  readonly text: string;
  /** SHA-256 of the text with line feeds alone. */
  readonly checksum: string;
  /** Tables that it makes. */
  readonly tables: readonly string[];
  /** Views for reports that it makes, by their bare names. */
  readonly views: readonly string[];
}

const migrationsFolder = fileURLToPath(new URL('../../database/migrations/', import.meta.url));

/** The migrations of one dialect, in their order. */
export function readMigrations(dialect: 'postgresql' | 'mysql', root = migrationsFolder): MigrationFile[] {
  const folder = path.join(root, dialect);
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return {
        version: name.replace(/\.sql$/, ''),
        text,
        checksum: createHash('sha256').update(text).digest('hex'),
        tables: [...text.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? ''),
        views: [...text.matchAll(/^create (?:sql security definer )?view (?:reporting\.)?(\w+)/gm)].map(
          (match) => match[1] ?? '',
        ),
      };
    });
}
