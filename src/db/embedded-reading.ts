import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import path from 'node:path';
import { rowsOfText } from '../domain/row-text.js';
import type { KeyedSelect } from './db.js';
import type { RowReading } from './dialect.js';
import { atBegin, lineFeed, type Place, takePieces } from './each-text.js';

/** Some rows as text (domain/row-text). */
export interface TextPage {
  readonly text: Uint8Array;
  readonly rows: number;
}

/** Asks the database for the rows behind a place. */
export type ReadPage = (select: KeyedSelect, place: Place, limit: number) => Promise<TextPage>;

/** The key of the last row; null where there is none. */
export function lastKey(text: Uint8Array): string | null {
  const begin = text.subarray(0, -1).lastIndexOf(lineFeed) + 1;
  return rowsOfText(text.subarray(begin))[0]?.[0] ?? null;
}

/** A few hundredths of a second of the only connection. */
const pageRows = 1000;
/** When somebody waits for all that is left, larger pages are quicker. */
const savedRows = 5000;
/** In an order of its own each page puts all rows in order again: fewer of them. */
const orderedRows = 10_000;

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
  let place: Place = atBegin;
  let isRead = false;
  let isClosed = false;
  let saved: FileHandle | null = null;
  let failure: { readonly error: unknown } | null = null;

  /** The next rows as text; null where none are left in the database. */
  async function page(read: ReadPage, limit: number): Promise<Uint8Array | null> {
    if (isRead || isClosed) return null;
    const most = select.order === undefined ? limit : orderedRows;
    const { text, rows } = await read(select, place, most);
    place = { below: lastKey(text) ?? place.below, taken: place.taken + rows };
    isRead = rows < most;
    return text;
  }

  async function save(read: ReadPage): Promise<void> {
    const file = path.join(folder, `.rows-${randomUUID()}`);
    saved = await open(file, 'wx+', 0o600);
    // Without a name it is gone with the process that has it open, however that ends.
    await unlink(file);
    for (let next = await page(read, savedRows); next !== null; next = await page(read, savedRows))
      await saved.appendFile(next);
  }

  async function* texts(): AsyncGenerator<Uint8Array> {
    const turn = () => lend((read) => page(read, pageRows));
    let next = turn();
    for (let now = await next; now !== null; now = await next) {
      // One page ahead, so that database and writer are at work side by side.
      next = turn();
      // Told where it is waited for; a reader that leaves does not wait any more.
      next.catch(() => undefined);
      yield now;
    }
    if (failure !== null) throw failure.error;
    if (saved !== null) yield* saved.createReadStream({ start: 0, autoClose: false });
  }

  return {
    each: (take) => takePieces(texts(), take),
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
