import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BreakerState, createBreaker } from './breaker.js';
import { OpenchsError, openchsCodes } from './openchs/openchs-error.js';
import { waitTime } from './wait-time.js';

const outage = () =>
  Promise.reject(
    new OpenchsError('openchs_fault', { details: { status: 503 }, outcome: 'uncertain', isOutage: true }),
  );
const refusal = () => Promise.reject(new OpenchsError('openchs_refused', { outcome: 'refused' }));

function trial() {
  let ms = 0;
  let calls = 0;
  const told: BreakerState[] = [];
  const breaker = createBreaker(
    openchsCodes,
    () => new Date(ms),
    (state) => told.push(state),
  );
  const run = async (work: () => Promise<unknown>) => {
    try {
      await breaker.run('site.example', () => {
        calls += 1;
        return work();
      });
      return 'well';
    } catch (error) {
      return error instanceof OpenchsError ? error.code : 'fault';
    }
  };
  return { breaker, run, told, move: (by: number) => (ms += by), calls: () => calls };
}

test('five failures in a row open it: no call in the window, then exactly one', async () => {
  const { breaker, run, move, calls, told } = trial();
  for (let n = 0; n < 4; n += 1) await run(outage);
  assert.equal(breaker.state().state, 'closed');
  await run(outage);
  assert.deepEqual([breaker.state().state, calls()], ['open', 5]);
  move(59_999);
  for (let n = 0; n < 20; n += 1) assert.equal(await run(outage), 'openchs_paused');
  assert.equal(calls(), 5);
  move(1);
  let release: (() => void) | undefined;
  const probe = run(() => new Promise<void>((resolve) => (release = resolve)));
  assert.equal(await run(outage), 'openchs_paused');
  assert.equal(calls(), 6);
  release?.();
  assert.equal(await probe, 'well');
  assert.equal(breaker.state().state, 'closed');
  assert.deepEqual(
    told.map(({ state }) => state),
    ['open', 'closed'],
  );
});

test('each probe that fails doubles the rest, up to fifteen minutes', async () => {
  const { breaker, run, move } = trial();
  for (let n = 0; n < 5; n += 1) await run(outage);
  const rests: number[] = [];
  for (let n = 0; n < 6; n += 1) {
    move(16 * 60_000);
    const at = 16 * 60_000 * (n + 1);
    await run(outage);
    rests.push(((breaker.state().openUntil?.getTime() ?? 0) - at) / 1000);
  }
  assert.deepEqual(rests, [120, 240, 480, 900, 900, 900]);
  assert.deepEqual(breaker.state().since, new Date(0));
});

test('what the other side refuses is no outage', async () => {
  const { breaker, run } = trial();
  for (let n = 0; n < 4; n += 1) await run(outage);
  await run(refusal);
  for (let n = 0; n < 4; n += 1) await run(outage);
  assert.equal(breaker.state().state, 'closed');
  for (let n = 0; n < 30; n += 1) await run(refusal);
  assert.equal(breaker.state().state, 'closed');
});

test('a probe that the program itself breaks off leaves the way open for the next', async () => {
  const { run, move, calls } = trial();
  for (let n = 0; n < 5; n += 1) await run(outage);
  move(60_000);
  assert.equal(await run(() => Promise.reject(new Error('stopped'))), 'fault');
  assert.equal(await run(() => Promise.resolve()), 'well');
  assert.equal(calls(), 7);
});

test('waits lie between half and the whole of what doubles up to five minutes, and differ', () => {
  for (let failures = 1; failures < 14; failures += 1) {
    const most = Math.min(300_000, 2_000 * 2 ** (failures - 1));
    for (let n = 0; n < 50; n += 1) {
      const wait = waitTime(failures, Math.random);
      assert.ok(wait >= most / 2 && wait <= most, `${failures}: ${wait}`);
    }
  }
  assert.notEqual(waitTime(5, Math.random), waitTime(5, Math.random));
  assert.equal(
    waitTime(1, () => 1, 90_000),
    90_000,
  );
  assert.equal(
    waitTime(9, () => 1, 1_000),
    300_000,
  );
});
