import { randomBytes } from 'node:crypto';
import http, {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDice } from '../claims/dice.js';
import { createFaultBoard } from '../fault-board.js';
import { jsonAnswer, textAnswer } from '../portal/call.js';
import { readCall } from '../portal/read-call.js';
import { createSlowAnswers, type SlowAnswers, sendAnswer } from '../portal/send-answer.js';

import { createAiBook } from './ai-book.js';
import { answerFake, faultsOf } from './answer-fake.js';
import { controlFake } from './control.js';
import { createDocumentedBook } from './documented-book.js';
import type { Fake } from './fake.js';
import type { OpenchsFault } from './fault-kinds.js';
import { createGatewayBook } from './gateway-book.js';
import { createNativeBook } from './native-book.js';
import { readAny } from './read-upload.js';
import { createReceived } from './received.js';
import { findFakeRoute } from './routes.js';
import { selfSigned } from './self-signed.js';

export interface OpenchsServerOptions {
  /** 0 (default) takes a free port. */
  readonly port?: number;
  readonly controlPort?: number;
  /** Of faults with a chance; printed by who starts the server. Random by default. */
  readonly seed?: string;
  readonly apiKey?: string;
  /** Speak TLS with a certificate that nobody vouches for. */
  readonly badCertificate?: boolean;
  readonly now?: () => number;
}

/** The practice OpenCHS: three profiles and the audio service on one port of this machine, and a control port. */
export interface OpenchsServer {
  /** Without a slash at its end; `/documented`, `/native`, `/gateway` are the bases of the profiles, `/ai` of the audio service. */
  readonly url: string;
  readonly controlUrl: string;
  readonly seed: string;
  readonly fake: Fake;
  /** Stops or begins to listen again on the same port. */
  listen(on: boolean): Promise<void>;
  close(): Promise<void>;
}

const host = '127.0.0.1';
const closedMs = 1_000;

function createFake(options: OpenchsServerOptions, seed: string): Fake {
  let shift = 0;
  const clock = options.now ?? Date.now;
  const now = () => clock() + shift;
  const dice = createDice(seed);
  const random = () => dice.int(0, 999_999) / 1_000_000;
  const faults = createFaultBoard<OpenchsFault>(random);
  const received = createReceived();
  const documented = createDocumentedBook(now);
  const native = createNativeBook(now);
  const gateway = createGatewayBook();
  const ai = createAiBook(now);
  return {
    apiKey: options.apiKey ?? 'practice-openchs-key',
    gatewayToken: 'practice-gateway-token',
    faults,
    received,
    documented,
    native,
    gateway,
    ai,
    random,
    now,
    moveClock(ms) {
      shift += ms;
    },
    stored: () => ({
      documented: documented.all(),
      native: native.cases(),
      gateway: gateway.all(),
      ai: ai.all(),
    }),
    reset() {
      shift = 0;
      faults.clear();
      received.clear();
      documented.clear();
      native.clear();
      gateway.clear();
      ai.clear();
    },
  };
}

interface Serving {
  readonly fake: Fake;
  readonly slow: SlowAnswers;
  readonly stopped: AbortSignal;
  readonly listen: (on: boolean) => Promise<void>;
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { fake, slow, stopped } = serving;
  const { pathname } = new URL(request.url ?? '/', 'http://practice.invalid');
  const found = findFakeRoute(request.method ?? 'GET', pathname);
  const faults = found === null ? [] : faultsOf(fake, found, pathname);
  const refuse = faults.find(({ kind }) => kind === 'refuse');
  if (refuse !== undefined || faults.some(({ kind }) => kind === 'reset_before_body')) {
    response.socket?.resetAndDestroy();
    if (refuse) await closeFor(serving, refuse.ms ?? closedMs);
    return;
  }
  const { call, bytes } = await readAny(request);
  const record = fake.received.add({
    at: fake.now(),
    call: found?.route.call ?? 'other',
    method: call.method,
    path: call.path,
    query: call.query.toString(),
    headers: call.headers,
    body: call.body,
    status: null,
  });
  if (found === null) return sendAnswer(response, jsonAnswer({}, 404), { how: 'whole' }, slow);
  const { answer, delivery, afterMs } = answerFake(fake, call, found, { faults, stopped, bytes });
  record.status = answer.status === 0 ? null : answer.status;
  const send = () => sendAnswer(response, answer, delivery, slow);
  if (afterMs > 0) slow.later(response, afterMs, send);
  else send();
}

async function closeFor({ listen, stopped }: Serving, ms: number): Promise<void> {
  await listen(false);
  await sleep(ms, undefined, { signal: stopped }).catch((error: unknown) => {
    if (!stopped.aborted) throw error;
  });
  await listen(true);
}

function listenerOf(work: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const listener: RequestListener = (request, response) => {
    work(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed || request.destroyed) return void response.destroy();
      const text = error instanceof Error ? error.message : 'unknown';
      response.writeHead(500).end(textAnswer(`practice server: ${text}`, 500).body);
    });
  };
  return listener;
}

async function start(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port; // listens on a port, not on a pipe
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a practice OpenCHS; `close` ends it with all connections and what it would still store. */
export async function createOpenchsServer(options: OpenchsServerOptions = {}): Promise<OpenchsServer> {
  const seed = options.seed ?? randomBytes(6).toString('hex');
  const fake = createFake(options, seed);
  const slow = createSlowAnswers();
  const ending = new AbortController();
  let port = options.port ?? 0;
  const listener = listenerOf((request, response) => serve(serving, request, response));
  const server = options.badCertificate
    ? https.createServer({ ...selfSigned() }, listener)
    : http.createServer(listener);
  const control = http.createServer(
    listenerOf(async (request, response) => {
      sendAnswer(response, controlFake(fake, await readCall(request)), { how: 'whole' }, slow);
    }),
  );
  const listen = async (on: boolean) => {
    if (ending.signal.aborted) return;
    if (!on) await stop(server);
    else if (!server.listening) port = await start(server, port);
  };
  const serving: Serving = { fake, slow, stopped: ending.signal, listen };
  await listen(true);
  const controlPort = await start(control, options.controlPort ?? 0);
  return {
    url: `${options.badCertificate ? 'https' : 'http'}://${host}:${port}`,
    controlUrl: `http://${host}:${controlPort}`,
    seed,
    fake,
    listen,
    async close() {
      ending.abort();
      slow.stopAll();
      await Promise.all([stop(server), stop(control)]);
    },
  };
}
