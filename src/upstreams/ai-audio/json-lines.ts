import { NeighbourError } from '../neighbour-error.js';

/** A line, or what several lines are joined to, holds no more. */
const longestLine = 16 * 1024 * 1024;
/** An object in more lines than this is none: each is tried again with the next. */
const mostParts = 200;

/**
 * The JSON objects of a stream: Server-Sent Events, or one object a line without their form. Lines end with LF, CRLF or
 * CR; comments and other fields are left out; lines of one event that say nothing alone are joined. Throws
 * audio_stream_unreadable on a line that does not end.
 */
export async function* jsonObjects(
  bytes: AsyncIterable<Uint8Array>,
  host: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let parts: string[] = [];
  for await (const line of linesOf(bytes, host)) {
    if (line === '') {
      parts = [];
      continue;
    }
    const data = dataOf(line);
    if (data === null) continue;
    const joined = [...parts, data].join('\n');
    if (joined.length > longestLine || parts.length >= mostParts) throw tooLong(host);
    const found = objectIn(joined) ?? (parts.length > 0 ? objectIn(data) : null);
    parts = found === null ? [...parts, data] : [];
    if (found !== null) yield found;
  }
}

const tooLong = (host: string) =>
  new NeighbourError('audio_stream_unreadable', {
    details: { host, reason: 'a line without an end' },
    outcome: 'uncertain',
  });

/** What a line says; null = it is a comment or another field. */
function dataOf(line: string): string | null {
  if (line.startsWith('data:')) return line.slice(line.startsWith('data: ') ? 6 : 5);
  return line.trimStart().startsWith('{') ? line : null;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Lines of UTF-8, whatever the pieces in which it comes: a letter or CRLF may be cut in two. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>, host: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  // A line of megabytes comes in thousands of pieces: they are joined once.
  let pieces: string[] = [];
  let length = 0;
  let afterCr = false;
  const add = (text: string) => {
    pieces.push(text);
    length += text.length;
    if (length > longestLine) throw tooLong(host);
  };
  const take = () => {
    const line = pieces.join('');
    pieces = [];
    length = 0;
    return line;
  };
  function* cut(text: string): Generator<string> {
    let from = afterCr && text.startsWith('\n') ? 1 : 0;
    if (text !== '') afterCr = false;
    for (let at = from; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      if (sign !== 10 && sign !== 13) continue;
      add(text.slice(from, at));
      yield take();
      if (sign === 13) {
        if (at + 1 === text.length) afterCr = true;
        else if (text.charCodeAt(at + 1) === 10) at += 1;
      }
      from = at + 1;
    }
    if (from < text.length) add(text.slice(from));
  }
  for await (const chunk of bytes) yield* cut(decoder.decode(chunk, { stream: true }));
  yield* cut(decoder.decode());
  if (length > 0) yield take();
}
