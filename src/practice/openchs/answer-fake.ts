import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../portal/apply-fault.js';
import { type Answer, type Call, jsonAnswer } from '../portal/call.js';
import type { Fake, FakeCall } from './fake.js';
import type { OpenchsFault, OpenchsFaultKind } from './fault-kinds.js';
import type { FoundRoute } from './routes.js';
import { statusAnswer } from './status-faults.js';

/** What goes back, and how. */
export interface FakeAnswer {
  readonly answer: Answer;
  readonly delivery: Delivery;
  /** Waits so long before it is sent. */
  readonly afterMs: number;
}

const whole = (answer: Answer): FakeAnswer => ({ answer, delivery: { how: 'whole' }, afterMs: 0 });
const nothing: Answer = { status: 0, headers: {}, body: Buffer.alloc(0) };
const gone: FakeAnswer = { answer: nothing, delivery: { how: 'reset_before' }, afterMs: 0 };

const usualMs: Partial<Record<OpenchsFaultKind, number>> = { late: 35_000, store_late: 5_000 };
const msOf = ({ kind, ms }: OpenchsFault) => ms ?? usualMs[kind] ?? 0;

/** Faults that strike before the body is read. */
export function faultsOf(fake: Fake, found: FoundRoute, path: string): readonly OpenchsFault[] {
  return fake.faults.nextAll(found.route.call, path);
}

/** Answers a call with what spoils it; `aborted` ends what is still to be stored late. */
export function answerFake(
  fake: Fake,
  call: Call,
  found: FoundRoute,
  {
    faults,
    stopped,
    bytes,
  }: { readonly faults: readonly OpenchsFault[]; readonly stopped: AbortSignal; readonly bytes: number },
): FakeAnswer {
  const kinds = new Set(faults.map(({ kind }) => kind));
  const own: FakeCall = { ...call, id: found.id, has: (kind) => kinds.has(kind), bytes };
  const run = () => found.route.answer(fake, own);
  const byKind = (kind: OpenchsFaultKind) => faults.find((fault) => fault.kind === kind);
  for (const fault of faults) {
    const replaced = statusAnswer(fault, fake.now());
    if (replaced) return whole(replaced);
  }
  if (kinds.has('reset_after_body')) return gone;
  if (kinds.has('hang')) return { answer: nothing, delivery: { how: 'no_answer' }, afterMs: 0 };
  const late = byKind('store_late');
  if (late) {
    storeLater(run, msOf(late), stopped);
    return gone;
  }
  const answer = run();
  if (kinds.has('store_then_drop')) return gone;
  if (kinds.has('accepted_203')) return whole(jsonAnswer({ message: 'Accepted' }, 203));
  if (kinds.has('cut_body')) return { answer, delivery: { how: 'cut_off' }, afterMs: 0 };
  if (kinds.has('split_frames'))
    return { answer, delivery: { how: 'pieces', random: fake.random }, afterMs: 0 };
  const slow = byKind('late');
  return slow ? { ...whole(answer), afterMs: msOf(slow) } : whole(answer);
}

function storeLater(run: () => Answer, ms: number, stopped: AbortSignal): void {
  sleep(ms, undefined, { signal: stopped }).then(run, (error: unknown) => {
    // A server that closes stores no more.
    if (!stopped.aborted) throw error;
  });
}
