import mysql from 'mysql2/promise';
import pg from 'pg';
import type { ServerSettings } from '../db/db.js';
import { openDb } from '../db/index.js';
import { applyReporting, type ReportingUser } from '../db/reporting.js';
import { raw, sql } from '../db/sql.js';

/** A neighbour's program: the bare driver as the read-only user, every value as the server writes it. */
export interface Reader {
  /** Rows as objects of texts; rejects with the driver's own error. */
  ask(text: string): Promise<Readonly<Record<string, string | null>>[]>;
  /** Ends the connection. */
  close(): Promise<void>;
}

/** With all that would end a literal. */
export const readerPassword = "it's-a \\ reader";

/** What the scripts are given in tests; the name is that of the database, which is used once. */
export function readerOf(settings: ServerSettings, changes: Partial<ReportingUser> = {}): ReportingUser {
  return {
    name: settings.database.replace('eclaim_test_', 'reader_'),
    ...{ host: '%', owner: settings.user, database: settings.database, tls: false },
    ...{ seconds: 30, connections: 5 },
    ...changes,
  };
}

/** Applies the script as the administrator of the server of this test run. */
export function makeReader(settings: ServerSettings, user: ReportingUser): Promise<boolean> {
  return applyReporting(settings, user, readerPassword);
}

/** Opens a connection as the user; it names the database alone, no schema. */
export async function openReader(
  settings: ServerSettings,
  user: ReportingUser,
  password = readerPassword,
): Promise<Reader> {
  const { host, port, database } = settings;
  const target = { host, port, database, user: user.name, password };
  return settings.type === 'postgresql' ? openPg(target) : openMysql(target);
}

type Target = Readonly<Record<'host' | 'database' | 'user' | 'password', string>> & { readonly port: number };

async function openPg(target: Target): Promise<Reader> {
  const client = new pg.Client({ ...target, types: { getTypeParser: () => (text: string) => text } });
  await client.connect();
  return {
    ask: async (text) => (await client.query(text)).rows,
    close: () => client.end(),
  };
}

async function openMysql(target: Target): Promise<Reader> {
  const typeCast = (field: { string(): string | null }) => field.string();
  const client = await mysql.createConnection({ ...target, typeCast });
  return {
    async ask(text) {
      const [rows] = await client.query(text);
      // A statement without rows answers what it did.
      return Array.isArray(rows) ? (rows as Record<string, string | null>[]) : [];
    },
    close: () => client.end(),
  };
}

/** Takes the user away again; users belong to the server, which other tests use too. */
export async function dropReader(settings: ServerSettings, user: ReportingUser): Promise<void> {
  const db = await openDb({ ...settings, poolMax: 1 });
  try {
    const name = raw(user.name);
    if (settings.type === 'postgresql') {
      await db.execute(sql`drop owned by ${name}`);
      await db.execute(sql`drop role ${name}`);
    } else await db.execute(sql`drop user ${raw(`'${user.name}'@'${user.host}'`)}`);
  } finally {
    await db.close();
  }
}
