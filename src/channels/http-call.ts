import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import { AppError } from '../domain/errors.js';
import type { CheckedAddress } from '../domain/reachable-address.js';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Connect to this very address; the name is kept for TLS and `Host`. null = as the system resolves it. */
  readonly to: CheckedAddress | null;
  /** Certificates (PEM) trusted beside the built-in ones, or null. */
  readonly extraCa: string | null;
  readonly connectMs: number;
  readonly totalMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** The beginning of the answer. */
  readonly text: string;
}

/** Of an answer no more is read. */
const mostBytes = 4096;

/** One request, no redirect followed. Throws AppError of the connection, with its name but never with what was sent. */
export async function httpCall(call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  const { url } = call;
  const limit = AbortSignal.timeout(call.totalMs);
  const both = AbortSignal.any([signal, limit]);
  let phase: 'connect' | 'first_byte' = 'connect';
  const connect = new AbortController();
  const timer = setTimeout(() => connect.abort(), call.connectMs);
  try {
    return await new Promise<HttpAnswer>((resolve, reject) => {
      const request = startRequest(call, AbortSignal.any([both, connect.signal]));
      request.once('socket', (socket) => {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          phase = 'first_byte';
          clearTimeout(timer);
        });
      });
      request.once('error', reject);
      request.once('response', (answer) => readAnswer(answer).then(resolve, reject));
      request.end(call.body);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw named(error, { url, phase, isLate: limit.aborted || connect.signal.aborted, call });
  } finally {
    clearTimeout(timer);
  }
}

function startRequest(call: HttpCall, signal: AbortSignal): http.ClientRequest {
  const { url, to, extraCa } = call;
  const options: https.RequestOptions = {
    method: call.method,
    signal,
    agent: false,
    headers: {
      ...call.headers,
      ...(call.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(call.body)) }),
    },
    ...(to && {
      lookup: (_host, wanted, done) =>
        wanted.all ? done(null, [{ ...to }]) : done(null, to.address, to.family),
    }),
    ...(extraCa === null ? {} : { ca: [...rootCertificates, extraCa] }),
  };
  return url.protocol === 'https:' ? https.request(url, options) : http.request(url, options);
}

async function readAnswer(answer: http.IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  answer.destroy();
  const text = Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
  return { status: answer.statusCode ?? 0, headers: answer.headers, text };
}

function named(
  error: unknown,
  about: {
    readonly url: URL;
    readonly phase: 'connect' | 'first_byte';
    readonly isLate: boolean;
    readonly call: HttpCall;
  },
): AppError {
  const { host } = about.url;
  if (!about.isLate) return networkProblem(error, host);
  const ms = about.phase === 'connect' ? about.call.connectMs : about.call.totalMs;
  return new AppError('receiver_silent', { host, seconds: Math.max(1, Math.round(ms / 1000)) });
}

/** The name of a broken connection, by the system's code. */
export function networkProblem(error: unknown, host: string): AppError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  if (/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/.test(reason))
    return new AppError('receiver_tls_failed', { host, reason });
  return new AppError('receiver_unreachable', { host, reason });
}

/** Milliseconds of a Retry-After (seconds or a date), at most a day; null = none. */
export function waitOf(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), 24 * 3_600_000);
}
