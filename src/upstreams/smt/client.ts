import { z } from 'zod';
import type { Log } from '../../log/log.js';
import { readPage } from '../read-page.js';
import { isTooFast, retryAfterMs, withRetries } from '../retry.js';
import { type Answer, createSession, type Session } from '../session.js';
import { statusProblem, UpstreamError } from '../upstream-error.js';
import type { UpstreamSettings } from '../upstream-settings.js';
import { type ReadTransfers, readTransfers } from './read-transfer.js';

export interface SmtParts {
  readonly settings: UpstreamSettings;
  readonly log: Log;
  /** Told before a request is made again. */
  readonly onRetry?: (error: UpstreamError, waitMs: number) => void;
  /** Given an answer of an unknown form, before `unexpected_answer` is thrown. */
  readonly keepAnswer?: (body: string) => Promise<void>;
  /** The token of a living e-Claim session, asked for where SMT wants one; null = there is none. */
  readonly findToken?: () => Promise<string | null>;
}

/** Smart Money Transfer. Fails with UpstreamError, or with the signal's reason. */
export interface SmtClient {
  /** All transfers of a fiscal year (Buddhist Era) in one call; complete or failed, never a part. */
  transfers(fiscalYear: number, signal: AbortSignal): Promise<ReadTransfers>;
  close(): void;
}

const searchPath = '/smtf/api/budgetreport/budgetSummaryByVendorReport/search';
const answerShape = z.object({ datas: z.array(z.record(z.string(), z.unknown())) });

export function createSmtClient(parts: SmtParts): SmtClient {
  const { settings, log } = parts;
  const session = createSession({
    base: new URL(settings.smtBaseUrl),
    userAgent: settings.userAgent,
    pauseMs: settings.smtPauseMs,
    limits: settings.smtLimits,
    outboundProxy: settings.outboundProxy,
    extraCa: settings.extraCa,
    heardTime: settings.heardTime,
    // A firewall answers 400 to large cookie headers, and the search needs none (smt-protocol 3).
    cookieNames: [],
  });
  return {
    async transfers(fiscalYear, signal) {
      const plan = {
        delaysMs: settings.smtRetryDelaysMs,
        tooFastWaitMs: settings.tooFastWaitMs,
        signal,
        onRetry(error: UpstreamError, waitMs: number) {
          if (isTooFast(error)) session.slower();
          log.warn({ source: 'smt', code: error.code, wait_ms: Math.round(waitMs) }, 'asking again');
          parts.onRetry?.(error, waitMs);
        },
      };
      const ask = (token: string | null) =>
        withRetries(plan, () => search(parts, session, { fiscalYear, token }, signal));
      try {
        return await ask(null);
      } catch (error) {
        if (!(error instanceof UpstreamError) || error.code !== 'smt_sign_in_needed') throw error;
        // Once with the token, as smt-protocol 3 says: a refused one is not tried again.
        const token = (await parts.findToken?.()) ?? null;
        if (token === null) throw error;
        return await ask(token);
      }
    },
    close: () => session.close(),
  };
}

/** Hospital code with zeros at the left, 10 digits. */
export function vendorIdOf({ smtVendorId, hospitalCode }: UpstreamSettings): string {
  return (smtVendorId ?? hospitalCode).padStart(10, '0');
}

function search(
  parts: SmtParts,
  session: Session,
  { fiscalYear, token }: { readonly fiscalYear: number; readonly token: string | null },
  signal: AbortSignal,
): Promise<ReadTransfers> {
  const { base } = session;
  const request = {
    method: 'POST',
    url: new URL(searchPath, base),
    headers: {
      accept: 'application/json, text/plain, */*',
      origin: base.origin,
      referer: new URL('/smtf/', base).href,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    json: searchBody(vendorIdOf(parts.settings), fiscalYear),
  } as const;
  return session.ask(request, (answer) => readAnswer(parts, answer), signal);
}

function searchBody(vendorId: string, fiscalYear: number) {
  return {
    vendorSearchConditionCode: '1',
    zoneId: '',
    provinceId: '',
    vendorId,
    vendorId5Digit: '',
    budgetSource: '',
    budgetYear: String(fiscalYear),
    transferStartDate: `01/10/${fiscalYear - 1}`,
    transferEndDate: `30/09/${fiscalYear}`,
    hospType: null,
    isTest: '',
  };
}

async function readAnswer(parts: SmtParts, answer: Answer): Promise<ReadTransfers> {
  const { status, headers } = answer;
  const text = await readPage(answer, parts.settings.maxPageBytes);
  if (answer.away !== null) throw new UpstreamError('smt_sign_in_needed');
  if (status === 401 || status === 403) throw new UpstreamError('smt_sign_in_needed');
  if (status === 400) throw refusedRequest(text);
  if (status < 200 || status > 299) {
    const retryAfter = retryAfterMs(headers['retry-after'], Date.now());
    throw new UpstreamError(statusProblem(status), { details: { status }, retryAfterMs: retryAfter });
  }
  if (/^\s*</.test(text)) throw new UpstreamError('login_page');
  const read = answerShape.safeParse(readJson(text));
  if (!read.success) {
    await parts.keepAnswer?.(text);
    throw new UpstreamError('unexpected_answer');
  }
  return readTransfers(read.data.datas);
}

function refusedRequest(text: string): UpstreamError {
  if (/header too large|cookie too large/i.test(text)) return new UpstreamError('header_too_large');
  return new UpstreamError('smt_request_refused', { details: { answer: shortAnswer(text) } });
}

/** What the service says is wrong with the request (smt-protocol 4), short and without tags. */
function shortAnswer(text: string): string {
  const said = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  const words = (said ?? text.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
  return words === '' ? '-' : words.slice(0, 200);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UpstreamError('broken_answer');
    throw error;
  }
}
