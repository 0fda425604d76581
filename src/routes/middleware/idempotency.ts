import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Tx } from '../../db/db.js';
import type { Caller } from '../../domain/caller.js';
import { AppError } from '../../domain/errors.js';
import type { ChangeBatch } from '../../store/changes.js';
import {
  beginCall,
  type CallName,
  dropCall,
  finishCall,
  isRunning,
  renewCall,
  type StoredAnswer,
} from '../../store/idempotency-keys.js';
import { isApi } from '../api-call.js';
import { InvalidRequest } from '../errors.js';
import type { Parts } from '../parts.js';

const leaseMs = 60_000;
const keptMs = 48 * 3_600_000;

export interface OnceAnswer {
  readonly status: number;
  /** Below the mount of whoever asks, or with the mount where only that one has it. */
  readonly location?: string;
  /** Version of what was made, as the header says it. */
  readonly etag?: string;
  readonly body: object;
  /** Whose instant is not known before the commit; `withTime` fills it into the text then. */
  readonly batch?: ChangeBatch;
}

/**
 * Keeps the answer in the transaction of the change. Called once, as its last statement before the batch is closed; where
 * no key came it does nothing. Throws AppError in_progress where another run has taken the call over: the change is rolled back.
 */
export type KeepAnswer = (tx: Tx, answer: OnceAnswer) => Promise<void>;

export interface OnceCall {
  readonly req: Request;
  readonly res: Response;
  readonly caller: Caller;
  /** What the body was, for the comparison with the first call: JSON as it was read, or the hash of uploaded bytes. */
  readonly content: unknown;
  /** A create that a key with `dedupe_window_s` repeats without an Idempotency-Key is taken for the same. */
  readonly dedupe?: boolean;
  /** The answer holds a secret: it is encrypted under this name. */
  readonly sealAs?: string;
  /** Fills the instant of the commit into the text of a kept answer. */
  readonly withTime?: (json: string, at: string | null) => string;
}

/**
 * Runs a change at most once for each Idempotency-Key of a caller, on whichever mount, and answers a repeat as the first
 * call was answered. `run` does the change and sends its answer; what it throws lets a corrected repeat run.
 */
export async function onceOnly(
  parts: Parts,
  call: OnceCall,
  run: (keep: KeepAnswer) => Promise<object | null>,
): Promise<object | null> {
  const requestHash = hashOf(call);
  const name = nameOf(call, requestHash);
  if (name === null) return await run(async () => await Promise.resolve());
  const owner = randomUUID();
  const answer = await begin(parts, { ...name, owner, requestHash });
  if (answer !== null) return replay(parts, call, answer);
  return await runOnce(parts, call, { ...name, owner }, run);
}

interface Name extends CallName {
  /** How long the first call counts. */
  readonly keptMs: number;
  /** A client that cannot be changed does not know of 409: it waits for the first call. */
  readonly waits: boolean;
}

function nameOf({ req, caller, dedupe }: OnceCall, requestHash: string): Name | null {
  const key = req.get('idempotency-key');
  if (key !== undefined) {
    if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw badKey();
    return { caller: caller.id, key, keptMs, waits: false };
  }
  const seconds = caller.dedupeWindowSeconds;
  if (!dedupe || seconds === 0) return null;
  return { caller: `${caller.id} equal`, key: requestHash, keptMs: seconds * 1000, waits: true };
}

function badKey(): InvalidRequest {
  const header = 'Idempotency-Key';
  const detail = 'must be 1 to 255 printable ASCII characters';
  return new InvalidRequest('invalid_parameter', { name: header }, [{ header, detail }]);
}

/** Null = this run has the call. Throws AppError in_progress, idempotency_key_reused. */
async function begin(
  { db, now }: Parts,
  call: Name & { readonly owner: string; readonly requestHash: string },
): Promise<StoredAnswer | null> {
  // What runs while an equal call comes is answered to that one too, however long it takes.
  const waitsFor = call.waits && (await isRunning(db, call, now()));
  const keptSince = new Date(waitsFor ? 0 : now().getTime() - call.keptMs);
  for (let waited = 0; ; waited += 200) {
    const at = now().getTime();
    const standing = await beginCall(db, {
      ...call,
      now: new Date(at),
      leaseUntil: new Date(at + leaseMs),
      keptSince,
    });
    if (standing.state === 'mine') return null;
    if (standing.state === 'done') return standing.answer;
    if (standing.state === 'other_request') throw new AppError('idempotency_key_reused');
    if (!call.waits || waited >= leaseMs) throw new AppError('in_progress');
    await pause(200);
  }
}

async function runOnce(
  { db, now, log, secretKey }: Parts,
  call: OnceCall,
  run: CallName & { readonly owner: string },
  work: (keep: KeepAnswer) => Promise<object | null>,
): Promise<object | null> {
  const renew = () =>
    void renewCall(db, run, new Date(now().getTime() + leaseMs)).catch((error: unknown) =>
      log.warn({ err: error }, 'the lease of a call was not renewed'),
    );
  const timer = setInterval(renew, leaseMs / 3);
  timer.unref();
  try {
    return await work(async (tx, { status, location = null, etag = null, body, batch }) => {
      const text = JSON.stringify(body);
      const sealed = call.sealAs === undefined ? null : secretKey.seal(call.sealAs, text);
      const bytes = sealed?.cipher ?? new TextEncoder().encode(text);
      const nonce = sealed?.nonce ?? null;
      const kept = { status, location, etag, body: bytes, nonce, batch: batch?.id ?? null };
      if (!(await finishCall(tx, run, kept))) throw new AppError('in_progress');
    });
  } catch (error) {
    await dropCall(db, run);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function replay({ secretKey }: Parts, { res, sealAs, withTime }: OnceCall, answer: StoredAnswer): null {
  const { status, location, etag, body, nonce, at } = answer;
  const text =
    nonce === null || sealAs === undefined
      ? new TextDecoder().decode(body)
      : secretKey.open(sealAs, { cipher: body, nonce });
  res.status(status).setHeader('Idempotent-Replayed', 'true');
  if (etag !== null) res.setHeader('ETag', etag);
  if (location !== null) {
    const mount = isApi(location) ? '' : mountPrefix(res.req);
    res.location(`${res.req.baseUrl}${mount}${location}`);
  }
  res.type('application/json').send(withTime ? withTime(text, at) : text);
  return null;
}

/** SHA-256 of method, path below the mount, parameters, kind of content, and the body with its names in order. */
function hashOf({ req, content }: OnceCall): string {
  const parameters = [...new URLSearchParams(req.url.split('?')[1] ?? '')].sort().map(String);
  const kind = (req.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const path = req.path.slice(mountPrefix(req).length);
  const whole = JSON.stringify([req.method, path, parameters, kind, inOrder(content)]);
  return createHash('sha256').update(whole).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, inOrder(one)]),
  );
}

/** `/api/v1` or `/helpline/api`. */
function mountPrefix(req: Request): string {
  return req.path.split('/').slice(0, 3).join('/');
}
