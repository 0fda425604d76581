/** Everybody who looks at the log, in one process beside the server. Started by viewers.ts. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type FromViewers, toChild } from './viewers-messages.js';

const [url = '', cookie = '', count = '1000'] = process.argv.slice(2);
const send = (message: FromViewers) => process.send?.(message);
const patienceMs = 10_000;

interface Viewer {
  /** What came of a line that is not whole yet. */
  rest: string;
  /** Number of the newest line. */
  last: number;
  /** Lines that were passed over. */
  lost: number;
}

/** Numbers of lines and the moments at which they were written. */
type Lines = readonly { readonly seq: number; readonly sent: number }[];

const viewers: Viewer[] = [];
const sockets: Socket[] = [];
/** Viewers get the same bytes: what came last is read once, and known again by its bytes. */
let newest: { readonly bytes: Buffer; readonly answer: Read } | null = null;
/** How many lines took so many milliseconds. */
const took = new Array<number>(5000).fill(0);
let delivered = 0;
let isMeasured = false;

interface Read {
  readonly lines: Lines;
  readonly rest: string;
}

function readText(text: string): Read {
  const end = text.lastIndexOf('\n\n') + 1;
  const lines = [...text.slice(0, end).matchAll(/^id: \w+\.(\d+)\ndata: (.*)$/gm)].map(([, seq, data]) => ({
    seq: Number(seq),
    sent: Number(/"sent":(\d+)/.exec(data ?? '')?.[1] ?? 0),
  }));
  return { lines, rest: end === 0 ? text : text.slice(end + 1) };
}

function read(rest: string, chunk: Buffer): Read {
  if (rest !== '') return readText(rest + chunk.toString('latin1'));
  if (newest?.bytes.equals(chunk)) return newest.answer;
  const answer = readText(chunk.toString('latin1'));
  newest = { bytes: chunk, answer };
  return answer;
}

function take(viewer: Viewer, chunk: Buffer): void {
  const { lines, rest } = read(viewer.rest, chunk);
  viewer.rest = rest;
  const now = Date.now();
  for (const { seq, sent } of lines) {
    if (viewer.last > 0) viewer.lost += Math.max(0, seq - viewer.last - 1);
    viewer.last = seq;
    if (!isMeasured || sent === 0) continue;
    delivered += 1;
    const slot = Math.min(took.length - 1, Math.max(0, now - sent));
    took[slot] = (took[slot] ?? 0) + 1;
  }
}

/** A bare socket: what a parser of HTTP costs a thousand times over belongs to a thousand machines, not to this one. */
async function look(): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.write(`GET /logs/stream HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\n\r\n`);
  const [head]: Buffer[] = await once(socket, 'data');
  if (!head?.toString('latin1').startsWith('HTTP/1.1 200 ')) throw new Error(`the stream answered ${head}`);
  const viewer: Viewer = { rest: '', last: 0, lost: 0 };
  viewers.push(viewer);
  // The head's own lines are no part of an event.
  take(viewer, head);
  socket.on('data', (chunk: Buffer) => take(viewer, chunk));
}

/** Milliseconds within which this share of the lines came. */
function within(share: number): number {
  let seen = 0;
  for (const [ms, lines] of took.entries()) {
    seen += lines;
    if (seen >= delivered * share) return ms;
  }
  return took.length;
}

for (let opened = 0; opened < Number(count); opened += 50)
  await Promise.all(Array.from({ length: Math.min(50, Number(count) - opened) }, () => look()));
isMeasured = true;
send({ is: 'looking' });

const [message]: unknown[] = await once(process, 'message');
const { first, last } = toChild.parse(message);
const until = Date.now() + patienceMs;
while (viewers.some((viewer) => viewer.last < last) && Date.now() < until)
  await new Promise((resolve) => setTimeout(resolve, 50));
const missing = viewers.reduce(
  (sum, viewer) => sum + viewer.lost + Math.max(0, last - Math.max(viewer.last, first - 1)),
  0,
);
send({
  is: 'seen',
  delivered,
  lost: missing,
  p50: within(0.5),
  p99: within(0.99),
  highest: took.findLastIndex((lines) => lines > 0),
});
for (const socket of sockets) socket.destroy();
process.disconnect();
