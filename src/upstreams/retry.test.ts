import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterMs, withRetries } from './retry.js';
import { UpstreamError } from './upstream-error.js';
import { politePause } from './upstream-settings.js';

const now = Date.parse('2026-01-05T10:00:00Z');

test('Retry-After counts in seconds or as a date, and never beyond a day', () => {
  assert.equal(retryAfterMs('3', now), 3000);
  assert.equal(retryAfterMs('Mon, 05 Jan 2026 10:00:07 GMT', now), 7000);
  assert.equal(retryAfterMs('Mon, 05 Jan 2026 09:00:00 GMT', now), 0);
  assert.equal(retryAfterMs('999999', now), 86_400_000);
  assert.equal(retryAfterMs('soon', now), null);
  assert.equal(retryAfterMs(undefined, now), null);
});

async function waitsOf(error: UpstreamError): Promise<number[]> {
  const waits: number[] = [];
  const plan = {
    delaysMs: [1, 2, 3],
    tooFastWaitMs: 9,
    signal: new AbortController().signal,
    onRetry: (_: UpstreamError, wait: number) => void waits.push(wait),
  };
  await assert.rejects(
    withRetries(plan, () => Promise.reject(error)),
    error,
  );
  return waits;
}

test('what may pass is tried again after each wait, what the site asks for wins, the rest is not repeated', async () => {
  assert.deepEqual(await waitsOf(new UpstreamError('reset')), [1, 2, 3]);
  assert.deepEqual(await waitsOf(new UpstreamError('http_503', { retryAfterMs: 4 })), [4, 4, 4]);
  assert.deepEqual(await waitsOf(new UpstreamError('http_429')), [9, 9, 9]);
  // Longer than a run should wait: the job comes again later.
  assert.deepEqual(await waitsOf(new UpstreamError('http_503', { retryAfterMs: 900_001 })), []);
  assert.deepEqual(await waitsOf(new UpstreamError('refused')), []);
  assert.deepEqual(await waitsOf(new UpstreamError('no_right')), []);
});

test('a cancel ends a wait at once', async () => {
  const cancel = new AbortController();
  const plan = {
    delaysMs: [60_000],
    tooFastWaitMs: 0,
    signal: cancel.signal,
    onRetry: () => cancel.abort(new Error('cancelled')),
  };
  await assert.rejects(
    withRetries(plan, () => Promise.reject(new UpstreamError('reset'))),
    /cancelled/,
  );
});

test('no pause is allowed for this machine only', () => {
  assert.equal(politePause(0, new URL('http://127.0.0.1:5002')), 0);
  assert.equal(politePause(0, new URL('http://[::1]:5002')), 0);
  assert.equal(politePause(0, new URL('https://eclaim.nhso.go.th')), 1000);
  assert.equal(politePause(0, new URL('https://127.0.0.1.nhso.go.th')), 1000);
  assert.equal(politePause(1500, new URL('https://eclaim.nhso.go.th')), 1500);
});
