import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type CheckedAddress, hostOf, refusalOf, refusedForm } from '../../domain/reachable-address.js';
import { exchange, openNetwork } from '../exchange.js';
import { readBytes } from '../read-page.js';
import { UpstreamError } from '../upstream-error.js';
import { OpenchsError, wayError } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';

export interface OpenchsRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path below the base address, or a whole address of the same origin. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export interface OpenchsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The answer as JSON; undefined where it is none. */
  readonly json: unknown;
}

export function addressOf({ baseUrl }: OpenchsSettings, { path, query }: OpenchsRequest): URL {
  const base = new URL(baseUrl);
  const url = URL.canParse(path) ? new URL(path) : new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
}

/**
 * One call: to a checked address, certificate verified, no redirect followed, with limits of time and size. Answers
 * every status but redirects. Throws OpenchsError of the way, or the signal's reason.
 */
export async function openchsCall(
  settings: OpenchsSettings,
  request: OpenchsRequest,
  signal: AbortSignal,
): Promise<OpenchsAnswer> {
  const url = addressOf(settings, request);
  const { host } = url;
  if (url.origin !== new URL(settings.baseUrl).origin) throw redirected(host);
  const to = await checkedAddresses(settings, url);
  const network = openNetwork(null, settings.extraCa, {
    lookup: (_host, wanted, done) =>
      wanted.all ? done(null, [...to]) : done(null, to[0].address, to[0].family),
    ...(settings.verifyTls ? {} : { rejectUnauthorized: false }),
  });
  const { connectMs, totalMs } = settings;
  const limits = { connectMs, firstByteMs: totalMs, idleMs: totalMs, totalMs };
  try {
    return await exchange(network, sent(settings, request, url), limits, signal, async (head, body) => {
      if (head.status >= 300 && head.status < 400) throw redirected(host);
      const answer = { ...head, url, away: null, body };
      const text = (await readBytes(answer, settings.maxAnswerBytes)).toString('utf8');
      return { status: head.status, headers: head.headers, text, json: parsed(text) };
    });
  } catch (error) {
    signal.throwIfAborted();
    throw named(error, host);
  } finally {
    network.close();
  }
}

const redirected = (host: string) =>
  new OpenchsError('openchs_redirected', { details: { host }, outcome: 'uncertain' });

function named(error: unknown, host: string): unknown {
  if (error instanceof OpenchsError || !(error instanceof UpstreamError)) return error;
  if (error.code !== 'too_large') return wayError(error, host);
  return new OpenchsError('openchs_strange_answer', {
    details: { host, reason: `> ${error.details.megabytes} MiB` },
    outcome: 'uncertain',
  });
}

function sent(settings: OpenchsSettings, request: OpenchsRequest, url: URL) {
  const headers: Record<string, string> = {
    'user-agent': settings.userAgent,
    accept: 'application/json',
    ...request.headers,
  };
  const body = request.json === undefined ? null : JSON.stringify(request.json);
  if (body !== null) headers['content-type'] = 'application/json';
  return { method: request.method, url, headers, body };
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
  settings: OpenchsSettings,
  url: URL,
): Promise<readonly [CheckedAddress, ...CheckedAddress[]]> {
  const host = hostOf(url);
  const refused = (reason: string) =>
    new OpenchsError('openchs_address_not_allowed', {
      details: { host: url.host, reason },
      outcome: 'not_sent',
    });
  const form = refusedForm(url);
  if (form !== null) throw refused(form);
  const found = isIP(host) === 0 ? await resolved(host) : [{ address: host }];
  const reason = refusalOf(url, found, settings.allowedNetworks);
  if (reason !== null) throw refused(reason);
  const [first, ...more] = found.map(({ address }) => withFamily(address));
  return [first ?? withFamily(host), ...more];
}

const withFamily = (address: string): CheckedAddress => ({ address, family: isIP(address) === 6 ? 6 : 4 });

async function resolved(host: string): Promise<readonly { readonly address: string }[]> {
  try {
    return await lookup(host, { all: true });
  } catch {
    throw new OpenchsError('openchs_unreachable', {
      details: { host, reason: 'ENOTFOUND' },
      outcome: 'not_sent',
      isOutage: true,
    });
  }
}
