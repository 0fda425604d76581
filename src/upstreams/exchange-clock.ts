import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { UpstreamError } from './upstream-error.js';
import type { TimeLimits } from './upstream-settings.js';

type Phase = 'connect' | 'first_byte' | 'idle' | 'total';

/** Watches one request: its time limits, the person's cancel, and how its socket ended. */
export interface ExchangeClock {
  /** Called with the request before its socket is known. */
  watch(request: ClientRequest, secure: boolean): void;
  /** Runs the idle limit while the next bytes are awaited. */
  awaiting<T>(bytes: Promise<T>): Promise<T>;
  /** The error of the socket itself: the other side reset the connection, rather than closed it. */
  socketError(): Error | null;
  /** Why the clock ended the request, or null. */
  ended(): UpstreamError | null;
  stop(): void;
}

/** axios' own limit counts idle time only and reports a stalled body as an abort: hence a clock of our own. */
export function startExchangeClock(host: string, limits: TimeLimits, signal: AbortSignal): ExchangeClock {
  const milliseconds: Record<Phase, number> = {
    connect: limits.connectMs,
    first_byte: limits.firstByteMs,
    idle: limits.idleMs,
    total: limits.totalMs,
  };
  let request: ClientRequest | null = null;
  let socket: Socket | null = null;
  let socketError: Error | null = null;
  let ended: UpstreamError | null = null;
  let timer: NodeJS.Timeout | undefined;

  const end = (phase: Phase) => {
    const seconds = Math.max(1, Math.round(milliseconds[phase] / 1000));
    ended ??= new UpstreamError(`timeout_${phase}`, { details: { host, seconds } });
    request?.destroy(ended);
  };
  const arm = (phase: Phase) => {
    clearTimeout(timer);
    timer = setTimeout(end, milliseconds[phase], phase);
  };
  const total = setTimeout(end, milliseconds.total, 'total');
  const cancel = () => request?.destroy(new Error('cancelled'));
  const connected = () => arm('first_byte');
  const failed = (error: Error) => {
    socketError ??= error;
  };
  signal.addEventListener('abort', cancel, { once: true });

  return {
    watch(sent, secure) {
      request = sent;
      arm('connect');
      sent.once('socket', (given: Socket) => {
        socket = given;
        given.on('error', failed);
        given.once(secure ? 'secureConnect' : 'connect', connected);
      });
      sent.once('response', () => clearTimeout(timer));
      if (signal.aborted) cancel();
    },
    async awaiting(bytes) {
      arm('idle');
      try {
        return await bytes;
      } finally {
        clearTimeout(timer);
      }
    },
    socketError: () => socketError,
    ended: () => ended,
    stop() {
      clearTimeout(timer);
      clearTimeout(total);
      signal.removeEventListener('abort', cancel);
      socket?.off('error', failed);
      socket?.off('secureConnect', connected);
      socket?.off('connect', connected);
    },
  };
}
