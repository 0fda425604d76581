import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { rowsOfText } from '../domain/row-text.js';
import type { KeyedSelect, RowTexts } from './db.js';
import type { RowReading, TakeTexts } from './dialect.js';
import { takePieces } from './each-text.js';

/** Asks the database for rows below a key (null = from the first), as text. */
export type ReadPage = (select: KeyedSelect, below: string | null, limit: number) => Promise<Uint8Array>;

/** A few hundredths of a second of the only connection. */
const pageRows = 1000;
/** When somebody waits for all that is left, larger pages are quicker. */
const savedRows = 5000;

const readTable = /\b(?:from|join)\s+"?([a-z_][a-z0-9_]*)/gi;
const isSelect = /^\s*(select|begin|commit|rollback|set|show)\b/i;
const isWrite = /\b(insert|update|delete|merge)\b/i;

/** The tables that a select names. */
export function tablesRead(select: string): ReadonlySet<string> {
  return new Set([...select.matchAll(readTable)].map(([, name = '']) => name.toLowerCase()));
}

/** Whether a statement may change one of these tables; a statement that only reads them beside a write counts too. */
export function mayChange(statement: string, tables: ReadonlySet<string>): boolean {
  if (isSelect.test(statement)) return false;
  if (/^\s*with\b/i.test(statement) && !isWrite.test(statement)) return false;
  const names = new Set(statement.toLowerCase().match(/[a-z_][a-z0-9_]*/g));
  return [...tables].some((table) => names.has(table));
}

export interface OpenReading extends RowReading {
  /**
   * Saves what was not read yet, if the statement may change it: whoever writes waits for that once, and the reading goes
   * on from the saved rows. The caller has the connection.
   */
  beforeStatement(statement: string, read: ReadPage): Promise<void>;
}

/**
 * A reading of many rows that shares the only connection: it asks for a page in each turn and gives the connection back
 * between them. No transaction could keep its moment meanwhile; since every write goes through the same connection, the
 * rows are saved before the first statement that may change them.
 */
export function openReading(
  select: KeyedSelect,
  {
    lend,
    folder,
    closed,
  }: {
    /** Lends the connection for one page. */
    readonly lend: <T>(work: (read: ReadPage) => Promise<T>) => Promise<T>;
    /** Saved rows lie here, under no name. */
    readonly folder: string;
    readonly closed: () => void;
  },
): OpenReading {
  const tables = tablesRead(select.select.text);
  let below: string | null = null;
  let isRead = false;
  let isClosed = false;
  let saved: FileHandle | null = null;
  let failure: { readonly error: unknown } | null = null;

  /** The next rows; null where none are left in the database. */
  async function page(read: ReadPage, limit: number): Promise<{ rows: RowTexts[]; text: Uint8Array } | null> {
    if (isRead || isClosed) return null;
    const text = await read(select, below, limit);
    const rows = rowsOfText(text);
    below = rows.at(-1)?.[0] ?? below;
    isRead = rows.length < limit;
    return { rows, text };
  }

  async function save(read: ReadPage): Promise<void> {
    const place = path.join(folder, `.rows-${randomUUID()}`);
    saved = await open(place, 'wx+', 0o600);
    // Without a name it is gone with the process that has it open, however that ends.
    await unlink(place);
    for (let next = await page(read, savedRows); next !== null; next = await page(read, savedRows))
      await saved.appendFile(next.text);
  }

  async function each(take: TakeTexts): Promise<void> {
    const turn = () => lend((read) => page(read, pageRows));
    let next = turn();
    for (let now = await next; now !== null; now = await next) {
      // One page ahead, so that database and writer are at work side by side.
      next = turn();
      // Told where it is waited for; a reader that leaves does not wait any more.
      next.catch(() => undefined);
      if (now.rows.length > 0) await take(now.rows);
    }
    if (failure !== null) throw failure.error;
    if (saved !== null) await takePieces(saved.createReadStream({ start: 0, autoClose: false }), take);
  }

  return {
    each,
    async beforeStatement(statement, read) {
      if (isRead || isClosed || !mayChange(statement, tables)) return;
      try {
        await save(read);
      } catch (error) {
        // Whoever writes is not held up by a full disk; the reading ends with it.
        failure = { error };
      }
      isRead = true;
      if (isClosed) await saved?.close();
    },
    async close() {
      isClosed = true;
      closed();
      await saved?.close();
    },
  };
}
