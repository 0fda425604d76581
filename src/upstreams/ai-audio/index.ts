import { type Breaker, type BreakerState, createBreaker, type LeftOpen } from '../breaker.js';
import { audioCodes } from './audio-target.js';

export { createAudioService, fieldsOf } from './audio-service.js';
export { followTask } from './follow-task.js';
export { sendRecording } from './send-recording.js';

/** One for each service, so that all calls of a process share it. */
export const createAudioBreaker = (
  now: () => Date,
  changed?: (state: BreakerState) => void,
  left?: LeftOpen | null,
): Breaker => createBreaker(audioCodes, now, changed, left);
