import { z } from 'zod';
import { logLevels } from '../../log/ring.js';
import { invalidQuery } from '../errors.js';
import { userOf } from '../reader.js';
import type { Route } from '../route.js';
import { createLogViewers, type LogViewer } from './log-viewers.js';
import { createStreamKeeper } from './stream-keeper.js';

const filterShape = z.strictObject({
  level: z.enum(logLevels).optional(),
  source: z.string().max(40).optional(),
  job: z.string().max(64).optional(),
  last_event_id: z.string().max(64).optional(),
  lang: z.string().optional(),
});

/** The log as server-sent events: resumes after `Last-Event-ID`, and says so where lines are missing. */
export const liveLogsStream: Route = {
  method: 'get',
  path: '/logs/stream',
  permission: 'live_logs',
  handle: (parts) => {
    const keeper = createStreamKeeper(parts);
    const viewers = createLogViewers(parts.ring);
    return (req, res) => {
      const read = filterShape.safeParse(req.query);
      if (!read.success) throw invalidQuery(read.error);
      const { level, source, job, last_event_id: asked } = read.data;
      let viewer: LogViewer | null = null;
      keeper.keep({ res, sessionHash: userOf(res).sessionHash, beat: () => viewer?.beat() }, () =>
        viewer?.end(),
      );
      viewer = viewers.show(res, { level, source, job }, req.get('last-event-id') ?? asked ?? null);
    };
  },
};
