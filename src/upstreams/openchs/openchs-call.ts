import {
  addressOf as addressBelow,
  type NeighbourAnswer,
  type NeighbourRequest,
  neighbourCall,
  wholeAnswer,
} from '../neighbour-call.js';
import { openchsCodes } from './openchs-error.js';
import type { OpenchsSettings } from './openchs-settings.js';

export interface OpenchsRequest extends Pick<NeighbourRequest, 'path' | 'query' | 'headers'> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly json?: unknown;
}

export type OpenchsAnswer = NeighbourAnswer;

export const addressOf = ({ baseUrl }: OpenchsSettings, request: OpenchsRequest): URL =>
  addressBelow(baseUrl, request);

/** One call with limits of time and size. Answers every status but redirects. Throws OpenchsError, or the signal's reason. */
export async function openchsCall(
  settings: OpenchsSettings,
  request: OpenchsRequest,
  signal: AbortSignal,
): Promise<OpenchsAnswer> {
  const { json, ...asked } = request;
  const { connectMs, totalMs, maxAnswerBytes: maxBytes } = settings;
  const body = json === undefined ? null : JSON.stringify(json);
  const headers = { ...asked.headers, ...(body !== null && { 'content-type': 'application/json' }) };
  const limits = { connectMs, firstByteMs: totalMs, idleMs: totalMs, totalMs };
  const way = { ...settings, codes: openchsCodes };
  return await neighbourCall(way, { ...asked, headers, body }, limits, signal, (head, bytes, url) =>
    wholeAnswer(head, bytes, { url, maxBytes }),
  );
}
