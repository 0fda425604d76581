import type { Log } from '../log/log.js';
import type { AudioService } from '../upstreams/ai-audio/audio-service.js';

/** Asks the service to forget a task. Best effort: it forgets by itself after two hours. */
export async function forgetTask(
  service: Pick<AudioService, 'forget'>,
  taskId: string,
  log: Log,
): Promise<void> {
  try {
    await service.forget(taskId, AbortSignal.timeout(5_000));
  } catch (error) {
    log.debug({ source: 'audio', err: error }, 'the audio service did not forget a task');
  }
}
