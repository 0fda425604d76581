import type { Response } from 'express';
import { z } from 'zod';
import type { Language } from '../../domain/errors.js';
import { mayDo } from '../../domain/permission.js';
import type { LiveChange } from '../../services/live-feed.js';
import { invalidQuery } from '../errors.js';
import { progressTexts } from '../job-texts.js';
import type { Parts } from '../parts.js';
import { readerOf, userOf } from '../reader.js';
import type { Route } from '../route.js';
import { translator } from '../words/index.js';
import { createStreamKeeper } from './stream-keeper.js';

const queries = z.strictObject({
  last_event_id: z.string().max(64).optional(),
  lang: z.enum(['th', 'en']).optional(),
});

/** What a viewer is told differs by these alone, so that each change is written out at most four times. */
interface Audience {
  readonly language: Language;
  readonly seesAlerts: boolean;
}

interface Viewer extends Audience {
  readonly res: Response;
  /** Its connection takes no more for now; what it misses meanwhile it is told as one. */
  isBehind: boolean;
  hasMissed: boolean;
}

/**
 * What changed on the pages, as server-sent events. `change` carries topics and the progress of jobs in words; `refresh`
 * says that something was missed: fetch the page again. Facts themselves come with the pages, from one template.
 */
export const liveEventsStream: Route = {
  method: 'get',
  path: '/events/stream',
  permission: 'figures',
  handle: (parts) => {
    const viewers = new Set<Viewer>();
    const keeper = createStreamKeeper(parts);
    let endWatch: (() => void) | null = null;
    const watch = () => {
      endWatch ??= parts.liveFeed.watch((change) => tellAll(viewers, change, parts));
    };
    return (req, res) => {
      const read = queries.safeParse(req.query);
      if (!read.success) throw invalidQuery(read.error);
      const { sessionHash, roles } = userOf(res);
      const audience = { language: readerOf(res).language, seesAlerts: mayDo(roles, 'claims') };
      const viewer: Viewer = { ...audience, res, isBehind: false, hasMissed: false };
      const seen = req.get('last-event-id') ?? read.data.last_event_id ?? null;
      watch();
      const beat = () => viewer.isBehind || send(viewer, ': still here\nevent: beat\ndata: 1\n\n');
      keeper.keep({ res, sessionHash, beat }, () => {
        viewers.delete(viewer);
        if (viewers.size > 0) return;
        endWatch?.();
        endWatch = null;
      });
      viewers.add(viewer);
      res.on('drain', () => catchUp(viewer, parts));
      if (seen !== parts.liveFeed.position()) send(viewer, refreshEvent(parts));
    };
  },
};

function tellAll(viewers: ReadonlySet<Viewer>, change: LiveChange, parts: Pick<Parts, 'strictWords'>): void {
  const texts = new Map<string, string>();
  for (const viewer of viewers) {
    if (viewer.isBehind) {
      viewer.hasMissed = true;
      continue;
    }
    const audience = `${viewer.language} ${viewer.seesAlerts}`;
    const text = texts.get(audience) ?? changeEvent(change, viewer, parts);
    texts.set(audience, text);
    send(viewer, text);
  }
}

function send(viewer: Viewer, text: string): void {
  viewer.isBehind = !viewer.res.write(text);
}

function catchUp(viewer: Viewer, parts: Pick<Parts, 'liveFeed'>): void {
  viewer.isBehind = false;
  if (!viewer.hasMissed) return;
  viewer.hasMissed = false;
  send(viewer, refreshEvent(parts));
}

function refreshEvent({ liveFeed }: Pick<Parts, 'liveFeed'>): string {
  return `id: ${liveFeed.position()}\nevent: refresh\ndata: {}\n\n`;
}

function changeEvent(
  change: LiveChange,
  { language, seesAlerts }: Audience,
  { strictWords }: Pick<Parts, 'strictWords'>,
): string {
  const t = translator(language, strictWords);
  const data = {
    topics: change.topics.filter((topic) => topic !== 'alerts' || seesAlerts),
    jobs: change.jobs.map((job) => ({
      key: job.jobKey,
      status: job.status,
      done: job.progress?.done ?? 0,
      of: job.progress?.of ?? 0,
      texts: progressTexts(job, { t, language }),
    })),
  };
  return `id: ${change.id}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`;
}
