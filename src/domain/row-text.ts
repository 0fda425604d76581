/**
 * Rows as the text that databases load fastest: fields parted by tab, rows by line feed, `\N` for nothing, and `\`, tab
 * and line ends written with a backslash (`copy … from stdin` of PostgreSQL, `load data` of MySQL).
 */

/** A value that has a form in such text. Flags are 1 and 0, which every database reads. */
export type TextValue = string | number | boolean | null;

/** Some whole rows as UTF-8 text. */
export interface TextRows {
  readonly text: Uint8Array;
  readonly rows: number;
}

const nothing = '\\N';
const special = /[\\\t\n\r]/;
const everySpecial = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = /\\(.)/gs;
/** PostgreSQL also writes the last three so. */
const characters: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** One field. */
export function fieldText(value: TextValue): string {
  if (value === null) return nothing;
  if (typeof value === 'string')
    return special.test(value)
      ? value.replace(everySpecial, (character) => escapes[character] ?? character)
      : value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

const beyondAscii = /[^\0-\x7f]/;

/**
 * The bytes of a text as UTF-8, each as one character. Texts of such characters are put together and written out several
 * times as fast as texts with Thai letters in them (measured), and the database takes the bytes as they are.
 */
export function textBytes(text: string): string {
  return beyondAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** One field, as `textBytes`. */
export function fieldBytes(value: TextValue): string {
  return textBytes(fieldText(value));
}

/** What `textBytes` made, put together as the bytes that it stands for. */
export interface GatheredBytes {
  add(text: string): void;
  /** All that was added since the last time; the bytes are nobody else's. */
  take(): Uint8Array;
}

const firstRoom = 2 ** 18;

/** Each text is written out at once: texts that wait for the others outlive collections of memory (measured). */
export function gatheredBytes(): GatheredBytes {
  let room = firstRoom;
  let bytes: Buffer | null = null;
  let used = 0;
  return {
    add(text) {
      bytes ??= Buffer.allocUnsafeSlow(room);
      if (used + text.length > bytes.length) {
        room = Math.max(room * 2, used + text.length);
        const larger = Buffer.allocUnsafeSlow(room);
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      used += bytes.write(text, used, 'latin1');
    },
    take() {
      const taken = bytes?.subarray(0, used) ?? new Uint8Array();
      bytes = null;
      used = 0;
      return taken;
    },
  };
}

/** The fields of every row of such a text; numbers and flags come back as text. */
export function rowsOfText(text: Uint8Array): (string | null)[][] {
  const lines = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8').split('\n');
  lines.pop();
  return lines.map((line) => {
    const fields: (string | null)[] = line.split('\t');
    // A search for the first backslash is several times as fast as looking at every field (measured).
    if (line.includes('\\'))
      for (let index = 0; index < fields.length; index += 1) fields[index] = readField(fields[index] ?? '');
    return fields;
  });
}

function readField(field: string): string | null {
  if (field === nothing) return null;
  if (!field.includes('\\')) return field;
  return field.replace(escaped, (_, character: string) => characters[character] ?? character);
}
