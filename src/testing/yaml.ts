/**
 * Reads the part of YAML in which our own Compose files and workflows are written: maps and lists by indentation,
 * plain and quoted scalars, `[a, b]`, `key: |` texts, whole-line comments. Anything else is an error, so that no test
 * passes because a file was read in another way than its real reader does. Every scalar stays text.
 */
export type Yaml = string | Yaml[] | { [key: string]: Yaml };

interface Line {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
}

interface Cursor {
  readonly lines: readonly Line[];
  at: number;
}

const keyed = /^("[^"]+"|[\w.$-]+):(?: (.*))?$/;

export function parseYaml(source: string): Yaml {
  const lines = source.split('\n').map((raw, index) => {
    if (raw.includes('\t')) throw new Error(`line ${index + 1}: a tab`);
    return { number: index + 1, indent: raw.length - raw.trimStart().length, text: raw.trim() };
  });
  const cursor: Cursor = { lines, at: 0 };
  const first = peek(cursor);
  if (first === undefined) throw new Error('nothing in it');
  const value = block(cursor, first.indent);
  const rest = peek(cursor);
  if (rest !== undefined) throw new Error(`line ${rest.number}: indented otherwise than what it belongs to`);
  return value;
}

/** The next line that says something. */
function peek(cursor: Cursor): Line | undefined {
  let line = cursor.lines[cursor.at];
  while (line !== undefined && (line.text === '' || line.text.startsWith('#'))) {
    cursor.at++;
    line = cursor.lines[cursor.at];
  }
  return line;
}

function block(cursor: Cursor, indent: number): Yaml {
  return peek(cursor)?.text.startsWith('- ') ? list(cursor, indent) : map(cursor, indent);
}

function list(cursor: Cursor, indent: number): Yaml[] {
  const items: Yaml[] = [];
  for (let line = peek(cursor); line?.indent === indent; line = peek(cursor)) {
    if (!line.text.startsWith('- ')) throw new Error(`line ${line.number}: not an item of the list`);
    const text = line.text.slice(2);
    if (!keyed.test(text)) {
      cursor.at++;
      items.push(scalar(text, line));
      continue;
    }
    // An item that is a map: its first key stands behind the dash.
    const lines = [...cursor.lines];
    lines[cursor.at] = { ...line, indent: indent + 2, text };
    const inner: Cursor = { lines, at: cursor.at };
    items.push(map(inner, indent + 2));
    cursor.at = inner.at;
  }
  return items;
}

function map(cursor: Cursor, indent: number): { [key: string]: Yaml } {
  const result: { [key: string]: Yaml } = {};
  for (let line = peek(cursor); line?.indent === indent; line = peek(cursor)) {
    const match = keyed.exec(line.text);
    const key = match?.[1]?.replaceAll('"', '');
    if (match === null || key === undefined) throw new Error(`line ${line.number}: no key: ${line.text}`);
    if (Object.hasOwn(result, key)) throw new Error(`line ${line.number}: ${key} stands there twice`);
    cursor.at++;
    result[key] = valueBehind(cursor, indent, match[2] ?? '', line);
  }
  return result;
}

function valueBehind(cursor: Cursor, indent: number, text: string, line: Line): Yaml {
  if (text === '|') return textBlock(cursor, indent);
  if (text !== '') return scalar(text, line);
  const next = peek(cursor);
  return next !== undefined && next.indent > indent ? block(cursor, next.indent) : '';
}

function textBlock(cursor: Cursor, indent: number): string {
  const found: Line[] = [];
  for (let line = cursor.lines[cursor.at]; line !== undefined; line = cursor.lines[cursor.at]) {
    if (line.text !== '' && line.indent <= indent) break;
    found.push(line);
    cursor.at++;
  }
  const base = found[0]?.indent ?? 0;
  return found.map((line) => ' '.repeat(Math.max(0, line.indent - base)) + line.text).join('\n');
}

function scalar(text: string, line: Line): Yaml {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) throw new Error(`line ${line.number}: the list does not end in its line`);
    const items = text.slice(1, -1).match(/"[^"\\]*"|'[^']*'|[^,\s][^,]*/g) ?? [];
    return items.map((item) => scalar(item.trim(), line));
  }
  if (/^[&*!|>{%@`"']/.test(text) || / #|: /.test(text))
    throw new Error(`line ${line.number}: not read here: ${text}`);
  return text;
}
