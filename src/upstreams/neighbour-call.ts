import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { type CheckedAddress, hostOf, refusalOf, refusedForm } from '../domain/reachable-address.js';
import { type AnswerHead, type ExchangeRequest, exchange, openNetwork } from './exchange.js';
import { type NeighbourCodes, NeighbourError, wayError } from './neighbour-error.js';
import { readBytes } from './read-page.js';
import { UpstreamError } from './upstream-error.js';
import type { TimeLimits } from './upstream-settings.js';

/** How a system of a neighbour is reached; `codes` are its words for what can go wrong. */
export interface NeighbourWay {
  /** A path may follow the host, without a slash at its end. */
  readonly baseUrl: string;
  readonly verifyTls: boolean;
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly codes: NeighbourCodes;
}

export interface NeighbourRequest {
  readonly method: ExchangeRequest['method'];
  /** Path below the base address, or a whole address of the same origin. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent as it is read; its length stands in the headers. */
  readonly body: string | Readable | null;
}

export interface NeighbourAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The answer as JSON; undefined where it is none. */
  readonly json: unknown;
}

export function addressOf(baseUrl: string, { path, query }: Pick<NeighbourRequest, 'path' | 'query'>): URL {
  const base = new URL(baseUrl);
  const url = URL.canParse(path) ? new URL(path) : new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

/**
 * One call: to a checked address, certificate verified, no redirect followed, with limits of time. `read` gets every
 * status but redirects. Throws NeighbourError of the way, what `read` throws, or the signal's reason.
 */
export async function neighbourCall<T>(
  way: NeighbourWay,
  request: NeighbourRequest,
  limits: TimeLimits,
  signal: AbortSignal,
  read: (head: AnswerHead, body: AsyncIterable<Buffer>, url: URL) => Promise<T>,
): Promise<T> {
  const url = addressOf(way.baseUrl, request);
  const { host } = url;
  try {
    if (url.origin !== new URL(way.baseUrl).origin) throw redirected(way, host);
    const to = await checkedAddresses(way, url);
    const network = openNetwork(null, way.extraCa, {
      lookup: (_host, wanted, done) =>
        wanted.all ? done(null, [...to]) : done(null, to[0].address, to[0].family),
      ...(way.verifyTls ? {} : { rejectUnauthorized: false }),
    });
    const { method, body } = request;
    const headers = { 'user-agent': way.userAgent, accept: 'application/json', ...request.headers };
    try {
      return await exchange(network, { method, url, headers, body }, limits, signal, async (head, bytes) => {
        if (head.status >= 300 && head.status < 400) throw redirected(way, host);
        return await read(head, bytes, url);
      });
    } finally {
      network.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw named(error, way, host);
  } finally {
    if (request.body !== null && typeof request.body !== 'string') request.body.destroy();
  }
}

/** Reads an answer whole, up to `maxBytes`. */
export async function wholeAnswer(
  head: AnswerHead,
  body: AsyncIterable<Buffer>,
  { url, maxBytes }: { readonly url: URL; readonly maxBytes: number },
): Promise<NeighbourAnswer> {
  const text = (await readBytes({ ...head, url, away: null, body }, maxBytes)).toString('utf8');
  return { status: head.status, headers: head.headers, text, json: parsed(text) };
}

const redirected = ({ codes }: NeighbourWay, host: string) =>
  new NeighbourError(codes.redirected, { details: { host }, outcome: 'uncertain' });

function named(error: unknown, { codes }: NeighbourWay, host: string): unknown {
  if (error instanceof NeighbourError || !(error instanceof UpstreamError)) return error;
  if (error.code !== 'too_large') return wayError(error, host, codes);
  return new NeighbourError(codes.strangeAnswer, {
    details: { host, reason: `> ${error.details.megabytes} MiB` },
    outcome: 'uncertain',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Every address of the name, all of them checked: where the first cannot be reached the next is tried. */
async function checkedAddresses(
  { allowedNetworks, codes }: NeighbourWay,
  url: URL,
): Promise<readonly [CheckedAddress, ...CheckedAddress[]]> {
  const host = hostOf(url);
  const refused = (reason: string) =>
    new NeighbourError(codes.addressNotAllowed, { details: { host: url.host, reason }, outcome: 'not_sent' });
  const form = refusedForm(url);
  if (form !== null) throw refused(form);
  const found = isIP(host) === 0 ? await resolved(host, codes) : [{ address: host }];
  const reason = refusalOf(url, found, allowedNetworks);
  if (reason !== null) throw refused(reason);
  const [first, ...more] = found.map(({ address }) => withFamily(address));
  return [first ?? withFamily(host), ...more];
}

const withFamily = (address: string): CheckedAddress => ({ address, family: isIP(address) === 6 ? 6 : 4 });

async function resolved(
  host: string,
  codes: NeighbourCodes,
): Promise<readonly { readonly address: string }[]> {
  try {
    return await lookup(host, { all: true });
  } catch {
    throw new NeighbourError(codes.unreachable, {
      details: { host, reason: 'ENOTFOUND' },
      outcome: 'not_sent',
      isOutage: true,
    });
  }
}
