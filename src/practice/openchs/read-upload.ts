import type { IncomingMessage } from 'node:http';
import type { Call } from '../portal/call.js';
import { readCall } from '../portal/read-call.js';

const keptBytes = 16 * 1024;

interface ReadCall {
  readonly call: Call;
  /** Of its body. */
  readonly bytes: number;
}

/** Reads a call; of a form with a file of any size the beginning is kept, where the fields stand, and the rest is counted. */
export async function readAny(request: IncomingMessage): Promise<ReadCall> {
  if ((request.headers['content-type'] ?? '').startsWith('multipart/')) return await readUpload(request);
  const call = await readCall(request);
  return { call, bytes: Buffer.byteLength(call.body) };
}

async function readUpload(request: IncomingMessage): Promise<ReadCall> {
  const url = new URL(request.url ?? '/', 'http://practice.invalid');
  const head: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    const piece = Buffer.from(part);
    if (bytes < keptBytes) head.push(piece.subarray(0, keptBytes - bytes));
    bytes += piece.length;
  }
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const call: Call = {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(),
    body: Buffer.concat(head).toString('utf8'),
    cookies: new Map(),
    headers,
  };
  return { call, bytes };
}
