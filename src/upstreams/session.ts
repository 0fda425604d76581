import { type CookieNames, type Cookies, createCookies } from './cookies.js';
import { type AnswerHead, type ExchangeRequest, exchange, openNetwork } from './exchange.js';
import { ownAddress } from './own-address.js';
import { pause } from './retry.js';
import { UpstreamError } from './upstream-error.js';
import { isLoopback, politePause, type TimeLimits } from './upstream-settings.js';

export interface SessionSettings {
  readonly base: URL;
  readonly userAgent: string;
  readonly pauseMs: number;
  readonly limits: TimeLimits;
  readonly outboundProxy: string | null;
  readonly extraCa: string | null;
  /** The cookies that are kept and sent. */
  readonly cookieNames: CookieNames;
  /** Told the `Date` of each answer. */
  readonly heardTime?: ((siteTime: Date, host: string) => void) | undefined;
}

export interface SessionRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Where this request has other limits than the session's. */
  readonly limits?: TimeLimits;
  /** A redirect is handed back as `away`, also one within the site. */
  readonly noRedirects?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: AnswerHead['headers'];
  /** The final address, after redirects within the site. */
  readonly url: URL;
  /** Where the site wanted to send us outside of itself; not followed. */
  readonly away: URL | null;
  readonly body: AsyncIterable<Buffer>;
}

/** One polite session at one site: one request at a time, a pause after each answer, redirects inside the site only. */
export interface Session {
  readonly base: URL;
  readonly cookies: Cookies;
  ask<T>(request: SessionRequest, read: (answer: Answer) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Halves the pace, when the site says that we ask too fast. */
  slower(): void;
  /** How far the site's clock was ahead of ours at its last answer (its Date header), and when that came; null before. */
  lastAnswer(): { readonly at: Date; readonly clockAheadMs: number } | null;
  close(): void;
}

const mostRedirects = 10;
const slowestPauseMs = 30_000;

export function createSession(settings: SessionSettings): Session {
  // A proxy has no way to this machine's own practice server.
  const proxy = isLoopback(settings.base) ? null : settings.outboundProxy;
  const network = openNetwork(proxy, settings.extraCa);
  const cookies = createCookies(settings.cookieNames);
  let pauseMs = politePause(settings.pauseMs, settings.base);
  let freeAt = 0;
  let last: Promise<unknown> = Promise.resolve();
  let lastAnswer: { readonly at: Date; readonly clockAheadMs: number } | null = null;

  /** One exchange; answers the request that a redirect asks for, or what `read` made of the answer. */
  async function step<T>(
    request: ExchangeRequest,
    { limits, noRedirects }: Manner,
    read: (answer: Answer) => Promise<T>,
    signal: AbortSignal,
  ): Promise<{ next: ExchangeRequest } | { done: T }> {
    await pause(freeAt - performance.now(), signal);
    const cookie = cookies.header(request.url);
    const headers = { ...request.headers, ...(cookie === null ? {} : { cookie }) };
    try {
      return await exchange(network, { ...request, headers }, limits, signal, async (head, body) => {
        cookies.keep(head.setCookies, request.url);
        if (head.headers.date !== undefined)
          settings.heardTime?.(new Date(head.headers.date), request.url.host);
        const at = new Date();
        const written = Date.parse(head.headers.date ?? '');
        lastAnswer = { at, clockAheadMs: Number.isNaN(written) ? 0 : written - at.getTime() };
        const location = head.headers.location;
        const redirected = location !== undefined && [301, 302, 303, 307, 308].includes(head.status);
        if (!redirected) return { done: await read(answerOf(request.url, head, body, null)) };
        const next = ownAddress(settings.base, request.url, location);
        if (next !== null && !noRedirects) return { next: followed(request, head.status, next) };
        const away =
          next ?? (URL.canParse(location, request.url.href) ? new URL(location, request.url.href) : null);
        return { done: await read(answerOf(request.url, head, body, away)) };
      });
    } finally {
      freeAt = performance.now() + pauseMs + (Math.random() * pauseMs) / 2;
    }
  }

  async function follow<T>(
    first: ExchangeRequest,
    manner: Manner,
    read: (answer: Answer) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    let request = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const result = await step(request, manner, read, signal);
      if ('done' in result) return result.done;
      request = result.next;
    }
    throw new UpstreamError('unknown_page', { details: { status: 302 } });
  }

  return {
    base: settings.base,
    cookies,
    ask(request, read, signal) {
      const first = firstRequest(request, settings.userAgent);
      const { limits = settings.limits, noRedirects = false } = request;
      const turn = last.then(() => follow(first, { limits, noRedirects }, read, signal));
      // The next request waits for this one, however it ends; its failure belongs to its own caller.
      last = turn.catch(() => undefined);
      return turn;
    },
    slower() {
      pauseMs = Math.min(slowestPauseMs, Math.max(500, pauseMs * 2));
    },
    lastAnswer: () => lastAnswer,
    close: () => network.close(),
  };
}

interface Manner {
  readonly limits: TimeLimits;
  readonly noRedirects: boolean;
}

function firstRequest(request: SessionRequest, userAgent: string): ExchangeRequest {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: '*/*',
    'accept-language': 'th,en;q=0.8',
    ...request.headers,
  };
  let body: string | null = null;
  if (request.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
    body = new URLSearchParams(request.form).toString();
  } else if (request.json !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(request.json);
  }
  return { method: request.method, url: request.url, headers, body };
}

/** 307 and 308 repeat the request; the others are followed by GET, as browsers do. */
function followed(request: ExchangeRequest, status: number, url: URL): ExchangeRequest {
  if (status === 307 || status === 308) return { ...request, url };
  const { 'content-type': _, ...headers } = request.headers;
  return { method: 'GET', url, headers, body: null };
}

function answerOf(url: URL, head: AnswerHead, body: AsyncIterable<Buffer>, away: URL | null): Answer {
  return { status: head.status, headers: head.headers, url, away, body };
}
