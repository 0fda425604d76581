import type { Answer, Call } from '../portal/call.js';
import type { AiBook } from './ai-book.js';
import type { DocumentedBook } from './documented-book.js';
import type { OpenchsCall, OpenchsFaultKind, OpenchsFaults } from './fault-kinds.js';
import type { GatewayBook } from './gateway-book.js';
import type { NativeBook } from './native-book.js';
import type { Received } from './received.js';

/** What the practice OpenCHS holds; every instance has its own. */
export interface Fake {
  readonly apiKey: string;
  readonly gatewayToken: string;
  readonly faults: OpenchsFaults;
  readonly received: Received;
  readonly documented: DocumentedBook;
  readonly native: NativeBook;
  readonly gateway: GatewayBook;
  readonly ai: AiBook;
  /** 0 to 1, by the seed. */
  readonly random: () => number;
  /** Milliseconds of its clock, which a control call moves on. */
  readonly now: () => number;
  readonly moveClock: (ms: number) => void;
  /** The cases of each profile. */
  readonly stored: () => Readonly<Record<string, readonly unknown[]>>;
  readonly reset: () => void;
}

/** One request with what spoils it. */
export interface FakeCall extends Call {
  /** The part of an address that names a case; empty for others. */
  readonly id: string;
  readonly has: (kind: OpenchsFaultKind) => boolean;
  /** Bytes of its body, of which an upload keeps only the beginning. */
  readonly bytes: number;
}

export type FakeAnswerer = (fake: Fake, call: FakeCall) => Answer;

export interface FakeRoute {
  readonly call: OpenchsCall;
  readonly method: string;
  /** The whole path; one part of it may be `:id`. */
  readonly path: string;
  readonly answer: FakeAnswerer;
}

/** The body as JSON; undefined where it is none. */
export function jsonBody({ body }: Call): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
