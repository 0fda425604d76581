import { AppError } from '../domain/errors.js';

/** Why a running job is told to stop; `lost` = another process holds it to be dead. */
export type StopReason = 'cancelled' | 'stopped' | 'lost';

/** The way to stop one running job. */
export interface StopSwitch {
  readonly signal: AbortSignal;
  reason(): StopReason | null;
  stop(reason: StopReason): void;
}

export function createStopSwitch(): StopSwitch {
  const controller = new AbortController();
  let first: StopReason | null = null;
  return {
    signal: controller.signal,
    reason: () => first,
    stop(reason) {
      first ??= reason;
      controller.abort(new AppError('job_cancelled'));
    },
  };
}
