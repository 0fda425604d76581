import { AppError } from '../domain/errors.js';
import { checkAddress } from './address-guard.js';
import { accepted, failed, type SendResult } from './channel.js';
import { httpCall } from './http-call.js';

export interface PingSettings {
  readonly url: string;
  readonly allowedNetworks: readonly string[];
  readonly extraCa: string | null;
  readonly userAgent: string;
  readonly connectMs: number;
  readonly totalMs: number;
}

/** Tells a dead-man's switch that all is well: GET, and once more where that failed. */
export async function ping(settings: PingSettings, signal: AbortSignal): Promise<SendResult> {
  const first = await tryPing(settings, signal);
  return first.ok || first.isFinal ? first : await tryPing(settings, signal);
}

async function tryPing(settings: PingSettings, signal: AbortSignal): Promise<SendResult> {
  const url = new URL(settings.url);
  const { connectMs, totalMs, extraCa, userAgent } = settings;
  try {
    const to = await checkAddress(url, settings.allowedNetworks);
    const headers = { 'user-agent': userAgent };
    const answer = await httpCall({ method: 'GET', url, headers, to, extraCa, connectMs, totalMs }, signal);
    if (answer.status >= 200 && answer.status < 300) return accepted(`HTTP ${answer.status}`);
    return failed(new AppError('webhook_refused', { host: url.host, status: answer.status }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return failed(error, { isFinal: error.code === 'address_not_allowed' });
  }
}
