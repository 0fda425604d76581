import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import axios, { type AxiosProxyConfig } from 'axios';
import { AppError } from '../domain/errors.js';
import { type ExchangeClock, startExchangeClock } from './exchange-clock.js';
import { UpstreamError } from './upstream-error.js';
import type { TimeLimits } from './upstream-settings.js';

/** The way to the net of one session: trusted certificates, proxy. */
export interface Network {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  readonly proxy: AxiosProxyConfig | false;
  close(): void;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A stream is sent as it is read: its length must stand in the headers. */
  readonly body: string | Readable | null;
}

export interface AnswerHead {
  readonly status: number;
  /** Names in lower case; several lines of one name joined, but for set-cookie. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly setCookies: readonly string[];
}

/** Sixteen times what Node takes by itself: a portal whose head has grown still gives its file. */
const longestHead = 256 * 1024;

/** Ways of one call that differ from the usual: the very address to connect to, and a certificate that is not checked. */
export interface NetworkChoice {
  readonly lookup?: LookupFunction;
  readonly rejectUnauthorized?: boolean;
}

export function openNetwork(
  outboundProxy: string | null,
  extraCa: string | null,
  choice: NetworkChoice = {},
): Network {
  // A connection for each request: a kept one that the site closes meanwhile fails the request that uses it next, and
  // a password is not to be sent twice for that.
  const httpAgent = new http.Agent({ ...choice, keepAlive: false, maxSockets: 1 });
  const httpsAgent = new https.Agent({
    ...choice,
    keepAlive: false,
    maxSockets: 1,
    ...(extraCa === null ? {} : { ca: [...rootCertificates, extraCa] }),
  });
  return {
    httpAgent,
    httpsAgent,
    proxy: outboundProxy === null ? false : proxyOf(new URL(outboundProxy)),
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function proxyOf(url: URL): AxiosProxyConfig {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const auth =
    url.username === ''
      ? {}
      : { auth: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } };
  return { protocol: url.protocol, host: url.hostname, port, ...auth };
}

/**
 * One request and its answer, without redirects; the socket is closed when `read` has ended.
 * Fails with UpstreamError, with what `read` throws, or with the signal's reason.
 */
export async function exchange<T>(
  network: Network,
  request: ExchangeRequest,
  limits: TimeLimits,
  signal: AbortSignal,
  read: (head: AnswerHead, body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const clock = startExchangeClock(request.url.host, limits, signal);
  const body: BodyState = { begun: false, error: null };
  let received: Readable | null = null;
  try {
    const answer = await send(network, request, clock);
    received = answer.body;
    body.begun = true;
    return await read(answer.head, bytesOf(received, clock, body));
  } catch (error) {
    signal.throwIfAborted();
    throw (
      clock.ended() ?? (body.begun && body.error === null ? error : named(error, request.url, body, clock))
    );
  } finally {
    received?.destroy();
    clock.stop();
  }
}

interface BodyState {
  begun: boolean;
  error: unknown;
}

async function send(
  network: Network,
  { method, url, headers, body }: ExchangeRequest,
  clock: ExchangeClock,
): Promise<{ head: AnswerHead; body: Readable }> {
  const secure = url.protocol === 'https:';
  const response = await axios.request<Readable>({
    method,
    url: url.href,
    headers: { ...headers },
    ...(body === null ? {} : { data: body }),
    responseType: 'stream',
    maxRedirects: 0,
    validateStatus: () => true,
    proxy: network.proxy,
    httpAgent: network.httpAgent,
    httpsAgent: network.httpsAgent,
    transport: {
      request(options: https.RequestOptions, onResponse: (answer: http.IncomingMessage) => void) {
        const roomy = { ...options, maxHeaderSize: longestHead };
        const sent = secure ? https.request(roomy, onResponse) : http.request(roomy, onResponse);
        clock.watch(sent, secure);
        return sent;
      },
    },
  });
  // A failure of the body reaches the reader by its iterator; without a listener it would end the process.
  response.data.on('error', () => undefined);
  const plain: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (typeof value === 'string') plain[name.toLowerCase()] = value;
  const cookies: unknown = response.headers['set-cookie'];
  const setCookies = Array.isArray(cookies) ? cookies.map(String) : [];
  return { head: { status: response.status, headers: plain, setCookies }, body: response.data };
}

async function* bytesOf(body: Readable, clock: ExchangeClock, state: BodyState): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await clock.awaiting(chunks.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    state.error = error;
    throw error;
  }
}

/** The name of a failed connection. axios' own error is not kept: it holds the request with its password. */
function named(error: unknown, url: URL, body: BodyState, clock: ExchangeClock): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(clock.socketError()) ?? codeOf(error) ?? 'UNKNOWN';
  const host = url.host;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new UpstreamError('dns_failed', { details: { host } });
  if (code === 'HPE_HEADER_OVERFLOW')
    return new UpstreamError('answer_head_too_large', { details: { host } });
  if (code === 'ECONNREFUSED') return new UpstreamError('connection_refused', { details: { host } });
  if (/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/.test(code))
    return new UpstreamError('tls_failed', { details: { host, reason: code } });
  const closedInBody = body.begun && clock.socketError() === null;
  if (closedInBody && /^(ECONNRESET|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|Z_BUF_ERROR)$/.test(code))
    return new UpstreamError('truncated', { details: { host } });
  if (/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE)$/.test(code))
    return new UpstreamError('reset', { details: { host } });
  return new UpstreamError('network_failed', { details: { host, reason: code } });
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
