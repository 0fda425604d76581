import { z } from 'zod';
import type { AlertMessage } from '../domain/alert-message.js';
import { AppError } from '../domain/errors.js';
import { accepted, type Channel, failed, type SendResult } from './channel.js';
import { httpCall, waitOf } from './http-call.js';
import { plainText } from './message-text.js';

export interface LineSettings {
  readonly baseUrl: string;
  readonly token: string;
  /** Id of a user, group or room: U, C or R and 32 hexadecimal digits. */
  readonly to: string;
  readonly extraCa: string | null;
  readonly connectMs: number;
  readonly totalMs: number;
  readonly now: () => Date;
}

/** Longest text of a message (LINE Messaging API reference, text message). */
const longestText = 5000;
const refusal = z.object({ message: z.string() });

/** A push message of the LINE Messaging API; a repetition carries the same X-Line-Retry-Key, so that LINE sends one. */
export function lineChannel(settings: LineSettings): Channel {
  return {
    name: 'line',
    async send(message, signal) {
      try {
        return await push(settings, message, signal);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return failed(error);
      }
    },
  };
}

async function push(settings: LineSettings, message: AlertMessage, signal: AbortSignal): Promise<SendResult> {
  const url = new URL('/v2/bot/message/push', settings.baseUrl);
  const { connectMs, totalMs, extraCa } = settings;
  const answer = await httpCall(
    {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${settings.token}`,
        'x-line-retry-key': message.id,
      },
      body: JSON.stringify({ to: settings.to, messages: [{ type: 'text', text: textOf(message) }] }),
      to: null,
      extraCa,
      connectMs,
      totalMs,
    },
    signal,
  );
  const { status, headers } = answer;
  // 409: LINE took this retry key before, and has sent it.
  if (status === 200 || status === 409) return accepted(`HTTP ${status}`);
  const reason = reasonOf(answer.text);
  const waitMs = waitOf(headers['retry-after'], settings.now());
  if (status === 401 || status === 403)
    return failed(new AppError('line_token_refused', { status, reason }), { isFinal: true });
  if (status === 400)
    return failed(new AppError('line_message_refused', { status, reason }), { isFinal: true });
  if (status === 429) return failed(new AppError('line_limit_reached', { status, reason }), { waitMs });
  return failed(new AppError('line_failed', { status, reason }), { waitMs });
}

function textOf(message: AlertMessage): string {
  const text = `E-Claim REP\n${plainText(message)}`;
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}

/** LINE's own words, e.g. `The property, 'to', in the request body is invalid`. */
function reasonOf(text: string): string {
  try {
    const read = refusal.safeParse(JSON.parse(text));
    return read.success ? read.data.message.slice(0, 200) : '';
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return '';
  }
}
