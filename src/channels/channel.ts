import type { AlertChannel, AlertMessage } from '../domain/alert-message.js';
import type { AppError, Language } from '../domain/errors.js';

/** What the other side made of a message. Throws nothing that is foreseen. */
export type SendResult =
  | {
      readonly ok: true;
      /** What it answered, for the list of messages. */
      readonly answer: Readonly<Record<Language, string>>;
    }
  | {
      readonly ok: false;
      readonly problem: AppError;
      /** The same again cannot succeed: a person has to change something. */
      readonly isFinal: boolean;
      /** Milliseconds that the other side asks to wait; null = it asks nothing. */
      readonly waitMs: number | null;
    };

/** One way out for alerts, ready with its settings. */
export interface Channel {
  readonly name: AlertChannel;
  send(message: AlertMessage, signal: AbortSignal): Promise<SendResult>;
}

export const failed = (
  problem: AppError,
  { isFinal = false, waitMs = null }: { readonly isFinal?: boolean; readonly waitMs?: number | null } = {},
): SendResult => ({ ok: false, problem, isFinal, waitMs });

/** The same answer in both languages: a number, a server's own words. */
export const accepted = (answer: string): SendResult => ({ ok: true, answer: { th: answer, en: answer } });
