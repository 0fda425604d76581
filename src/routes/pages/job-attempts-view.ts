import { countText } from '../../domain/count-text.js';
import { durationText, instantText } from '../../domain/thai-date.js';
import type { AttemptEnd, JobAttempt } from '../../store/job-attempts.js';
import { type Badge, jobBadge } from '../badges.js';
import type { PageContext } from '../page-context.js';

/** One start of a job, as its page lists them. */
export interface JobAttemptView {
  readonly number: string;
  readonly started: string;
  readonly took: string;
  readonly end: Badge;
  readonly why: string;
  readonly process: string;
}

const goesOn: Readonly<
  Record<Extract<AttemptEnd, 'retry' | 'stopped' | 'died'>, Pick<Badge, 'tone' | 'icon'>>
> = {
  retry: { tone: 'warn', icon: 'retry' },
  stopped: { tone: 'quiet', icon: 'pause' },
  died: { tone: 'bad', icon: 'close' },
};

function endBadge(end: AttemptEnd | null, t: PageContext['t']): Badge {
  if (end === null) return jobBadge('running', t);
  if (end === 'retry' || end === 'stopped' || end === 'died')
    return { ...goesOn[end], text: t(`job.ended_${end}`) };
  return jobBadge(end, t);
}

/** Newest first; none where there was one start and its end is the job's own. */
export function jobAttemptsView(
  attempts: readonly JobAttempt[],
  { t, language, now }: PageContext,
): readonly JobAttemptView[] {
  if (attempts.length < 2) return [];
  return attempts.toReversed().map(({ number, owner, startedAt, endedAt, endedAs, problem }) => {
    const until = endedAt === null ? now.getTime() : Date.parse(endedAt);
    const [host, , pid] = owner.split(':');
    return {
      number: countText(number),
      started: instantText(startedAt, language, true),
      took: durationText(until - Date.parse(startedAt), language),
      end: endBadge(endedAs, t),
      why: problem?.message[language] ?? '',
      process: `${host}:${pid}`,
    };
  });
}
