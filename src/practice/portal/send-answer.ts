import type { ServerResponse } from 'node:http';
import type { Delivery } from './apply-fault.js';
import type { Answer } from './call.js';

/** Writes answers to the wire, also in the ways in which a bad network or server would. */

function writeHead(response: ServerResponse, answer: Answer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === 'string' || value.length > 0) response.setHeader(name, value);
  }
  response.setHeader('Content-Length', answer.body.length);
}

const firstHalf = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));

/** Timers of slow answers; all are stopped when the server closes or the other side goes away. */
export interface SlowAnswers {
  later(response: ServerResponse, ms: number, run: () => void): void;
  stopAll(): void;
}

export function createSlowAnswers(): SlowAnswers {
  const timers = new Set<NodeJS.Timeout>();
  return {
    later(response, ms, run) {
      const stop = () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
      const timer = setTimeout(() => {
        timers.delete(timer);
        response.off('close', stop);
        if (!response.destroyed) run();
      }, ms);
      timers.add(timer);
      response.once('close', stop);
    },
    stopAll() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function drip(response: ServerResponse, body: Buffer, ms: number, slow: SlowAnswers, at = 0): void {
  if (at >= body.length) {
    response.end();
    return;
  }
  response.write(body.subarray(at, at + 1));
  slow.later(response, ms, () => drip(response, body, ms, slow, at + 1));
}

const mostPiece = 40;

/** A write for each piece; the next one waits a turn, so that they leave apart. */
function sendPieces(response: ServerResponse, body: Buffer, random: () => number): void {
  const size = 1 + Math.floor(random() * mostPiece);
  if (body.length === 0) return void response.end();
  response.write(body.subarray(0, size), () =>
    setImmediate(() => sendPieces(response, body.subarray(size), random)),
  );
}

/** Sends one answer. Cut and reset ones destroy the connection when what they send has gone out. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  delivery: Delivery,
  slow: SlowAnswers,
): void {
  if (delivery.how === 'no_answer') return;
  if (delivery.how === 'reset_before') {
    response.socket?.resetAndDestroy();
    return;
  }
  writeHead(response, answer);
  switch (delivery.how) {
    case 'cut_off':
      response.write(firstHalf(answer.body), () => response.socket?.end());
      return;
    case 'reset_in_body':
      response.write(firstHalf(answer.body), () => response.socket?.resetAndDestroy());
      return;
    case 'pieces':
      response.flushHeaders();
      sendPieces(response, answer.body, delivery.random);
      return;
    case 'drip':
      response.flushHeaders();
      drip(response, answer.body, delivery.ms, slow);
      return;
    case 'silence':
      response.write(firstHalf(answer.body));
      slow.later(response, delivery.ms, () =>
        response.end(answer.body.subarray(firstHalf(answer.body).length)),
      );
      return;
    default:
      response.end(answer.body);
  }
}
